package io.levee.facts;

import io.levee.identity.Names;

/// Names one review of one change.
public record ReviewId(String value) {
    public ReviewId {
        Names.check("review", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
