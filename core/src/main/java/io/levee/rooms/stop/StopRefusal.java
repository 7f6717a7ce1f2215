package io.levee.rooms.stop;

import io.levee.fault.Refusal;

/// Why an order, or a resumption, was refused.
public enum StopRefusal implements Refusal {
    STOP_NOT_PERMITTED("stop-not-permitted", "ask somebody whom a policy or the agent's passport lets stop this"),
    STOP_SCOPE_UNKNOWN("stop-scope-unknown", "nothing in the organisation has this name; `levee org show` lists names"),
    STOP_LAYER_UNFIT(
            "stop-layer-unfit", "there is nothing of this scope on that layer; leave the layers out to use what fits"),
    STOP_EXPIRY_RANGE("stop-expiry-range", "an order ends by itself after 1 second to 30 days, or not at all"),
    STOP_UNKNOWN("stop-unknown", "there is no such stop order; `levee stops` lists them"),
    STOP_ALREADY_RESUMED("stop-already-resumed", "the scope runs again already; order a new stop to end it"),
    RESUME_NOT_PERMITTED("resume-not-permitted", "ask somebody whom a policy lets resume this"),
    RESUME_BY_STOPPED(
            "resume-by-stopped", "whoever was stopped, or had the stopped agent act for them, cannot; two others can"),
    RESUME_LAYER("resume-layer", "the order is not in force on that layer; `levee stops` shows on which it is"),
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
