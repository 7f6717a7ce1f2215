package io.levee.facts;

import io.levee.identity.Names;

/// Names one decision; handed to the caller with every answer, so that anybody can ask why.
public record DecisionId(String value) {
    public DecisionId {
        Names.check("decision", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
