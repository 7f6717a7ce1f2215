package io.levee.rooms.jobs;

import io.levee.fault.Refusal;

/// Why a job was not admitted, or not ended.
public enum JobRefusal implements Refusal {
    JOB_NOT_ADMITTED("job-not-admitted", "mend everything that is listed, then ask again; nothing ran"),
    JOB_UNKNOWN("job-unknown", "there is no such job; `levee job list` lists them"),
    JOB_NOT_YOURS("job-not-yours", "ask the person whom it acts for, or somebody whom a policy lets stop its agent"),
    JOB_NOT_IN_QUARANTINE(
            "job-not-in-quarantine", "its agent may run the same again; `levee job show` says how it ended"),
    JOB_OVER("job-over", "it is over already; `levee job show` says how");

    private final String code;
    private final String advice;

    JobRefusal(String code, String advice) {
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
