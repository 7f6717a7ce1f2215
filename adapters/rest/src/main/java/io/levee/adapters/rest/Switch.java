package io.levee.adapters.rest;

import java.time.Instant;

/// Something at a system outside that is on or off, for the time of one stop, look or resumption.
/// What it was switched off by is kept there, as a mark beside it, so that only what Levee switched
/// off is ever switched on again.
///
/// All of it throws [IllegalStateException] where the thing is not there, cannot be asked after, or
/// says what is not understood: what could not be looked at is never off.
public interface Switch {
    /// @param since what was let through by then does not count as live
    Position look(String id, Instant since);

    /// Off from when this returns. What is off already stays as it is, without a mark of ours.
    ///
    /// @param mark ours: the stop's id
    Turn off(String id, String mark);

    /// Only ever called for what is off and marked.
    void on(String id);

    /// @param ours whether it carries our mark
    /// @param live what goes on although it is off: sessions, payments that were let through
    record Position(boolean off, boolean ours, int live) {}

    /// @param changed false where it was off before
    /// @param marked  false where it was, or where the system would not keep our mark: then it is
    ///                switched on by hand
    /// @param ended   what went on and was ended: sessions, payments that waited
    record Turn(boolean changed, boolean marked, int ended) {}
}
