package io.levee.rooms.stop;

/// What whoever asked is told.
public sealed interface StopAnswer {
    record Done(StopOrder order) implements StopAnswer {}

    /// @param detail ids only
    record Refused(StopRefusal refusal, String detail) implements StopAnswer {}
}
