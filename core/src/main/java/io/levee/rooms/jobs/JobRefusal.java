package io.levee.rooms.jobs;

import io.levee.fault.Refusal;

/// Why a job was not admitted or not ended, or what is asked about it is not told.
public enum JobRefusal implements Refusal {
    JOB_NOT_ADMITTED("job-not-admitted", "mend everything that is listed, then ask again; nothing ran"),
    JOB_UNKNOWN("job-unknown", "there is no such job; `levee job list` lists them"),
    JOB_NOT_YOURS("job-not-yours", "ask the person whom it acts for, or somebody whom a policy lets stop its agent"),
    JOB_NOT_IN_QUARANTINE(
            "job-not-in-quarantine", "its agent may run the same again; `levee job show` says how it ended"),
    JOB_LOG_LABELLED(
            "job-log-labelled",
            "it may hold what this session has not read: read that first, or the person reads it with `levee job log`"),
    JOB_TOKEN_TOO_SOON("job-token-too-soon", "a job's token is renewed once a minute; wait, then ask again"),
    JOB_TOO_OLD_FOR_TOKEN(
            "job-too-old-for-token",
            "a job's token is renewed for 23 hours; split the job, or let it call nobody later"),
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
