package io.levee.facts;

/// What happened to a replica of Levee itself.
public sealed interface ReplicaFact extends Fact {
    /// @param version  of Levee
    /// @param recovered decisions that were found without an outcome
    record Started(String version, int recovered) implements ReplicaFact {}

    record Stopped(String why) implements ReplicaFact {}
}
