package io.levee.adapters.kafka.admin;

/// What comes of asking the rules.
sealed interface Verdict {
    /// @param after what the cluster is like then; equal to what it was where there is nothing
    ///              to do
    record Yes(ClusterState after) implements Verdict {}

    /// @param detail what was asked and what holds instead
    record No(KafkaRefusal refusal, String detail) implements Verdict {}
}
