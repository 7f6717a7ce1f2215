package io.levee.facts;

import io.levee.identity.Names;

/// Names one stop order.
public record StopId(String value) {
    public StopId {
        Names.check("stop", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
