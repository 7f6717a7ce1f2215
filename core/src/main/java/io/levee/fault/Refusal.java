package io.levee.fault;

/// A typed reason for a no. Every refusal of Levee has a stable code that scripts and auditors may rely on; codes are
/// lower case with hyphens and are never reused for another meaning. Implemented by one enum per step.
public interface Refusal {
    /// Stable, for machines: `token-expired`.
    String code();

    /// For people: what was wrong and what to do next; lower case, no full stop.
    String advice();
}
