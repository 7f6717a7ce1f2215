package io.levee.facts;

import io.levee.identity.Names;

/// Names one run that Levee launched for an agent.
public record WorkloadId(String value) {
    public WorkloadId {
        Names.check("workload", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
