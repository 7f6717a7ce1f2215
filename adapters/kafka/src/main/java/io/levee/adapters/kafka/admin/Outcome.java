package io.levee.adapters.kafka.admin;

/// What came of an operation.
public sealed interface Outcome {
    /// It was done, and every broker knows.
    ///
    /// @param id   undoes it, while this process runs
    /// @param what for people
    record Done(String id, String what, Undo undo) implements Outcome {}

    /// It was so already.
    record Unchanged(String what) implements Outcome {}

    /// Nothing was done.
    ///
    /// @param detail what was asked and what holds instead
    record Refused(KafkaRefusal refusal, String detail) implements Outcome {}
}
