package io.levee.rooms.review.advice;

/// A model. It may be slow, broken, wrong, or in somebody else's hand: whoever asks it bounds the
/// time, and believes nothing that cannot be found again. Thread-safe.
@FunctionalInterface
public interface Adviser {
    /// Waits for the answer; ends early where the thread is interrupted.
    Advice ask(Briefing briefing);
}
