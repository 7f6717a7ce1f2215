package io.levee.facts;

import io.levee.identity.Names;

/// Names one job that somebody asked for, over all its attempts.
public record JobId(String value) {
    private static final String AFTER = "-._/:";

    public JobId {
        Names.check("job", value);
    }

    /// Whether a client, a session or a group says that it is this job's: `job-7`, or `job-7-producer-1`, with
    /// one of `-._/:` in between. A job can give another's name to what it runs, so this finds who does harm where
    /// nobody lies; what a job may take is held by its caps.
    public boolean isIn(String name) {
        return name.startsWith(value)
                && (name.length() == value.length() || AFTER.indexOf(name.charAt(value.length())) >= 0);
    }

    @Override
    public String toString() {
        return value;
    }
}
