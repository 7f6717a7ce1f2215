package io.levee.rooms.jobs.supposing;

/// A model. It may be slow, broken, wrong, or in the hand of whoever wrote the log: whoever asks it bounds the
/// time, and believes nothing that cannot be found again. Thread-safe.
@FunctionalInterface
public interface Supposer {
    /// Waits for the answer; ends early where the thread is interrupted.
    Answer ask(Briefing briefing);
}
