package io.levee.rooms.stop;

import io.levee.fault.Refusal;

/// Why an order, or a resumption, was refused.
public enum StopRefusal implements Refusal {
    STOP_NOT_PERMITTED("stop-not-permitted", "ask somebody whom a policy or the agent's passport lets stop this"),
    STOP_SCOPE_UNKNOWN("stop-scope-unknown", "nothing in the organisation has this name; `levee org show` lists names"),
    STOP_UNKNOWN("stop-unknown", "there is no such stop order; `levee stops` lists them"),
    STOP_ALREADY_RESUMED("stop-already-resumed", "the scope runs again already; order a new stop to end it"),
    RESUME_NOT_PERMITTED("resume-not-permitted", "ask somebody whom a policy lets resume this"),
    RESUME_BY_STOPPED("resume-by-stopped", "the stopped person cannot resume their own stop; two others can"),
    RESUME_NEEDS_ANOTHER_PERSON(
            "resume-needs-another-person", "a second person, not the one who proposed, must confirm");

    private final String code;
    private final String advice;

    StopRefusal(String code, String advice) {
        this.code = code;
        this.advice = advice;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String advice() {
        return advice;
    }
}
