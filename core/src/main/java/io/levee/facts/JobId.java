package io.levee.facts;

import io.levee.identity.Names;

/// Names one job that somebody asked for, over all its attempts.
public record JobId(String value) {
    public JobId {
        Names.check("job", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
