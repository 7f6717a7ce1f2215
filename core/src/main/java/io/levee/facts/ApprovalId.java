package io.levee.facts;

import io.levee.identity.Names;

/// Names one approval. No secret: who may see it is asked each time.
public record ApprovalId(String value) {
    public ApprovalId {
        Names.check("approval", value);
    }

    /// Of what the call of this decision asked for.
    public static ApprovalId of(DecisionId decision) {
        return new ApprovalId("apr-" + decision.value());
    }

    @Override
    public String toString() {
        return value;
    }
}
