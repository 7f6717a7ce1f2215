package io.levee.rooms.jobs;

import io.levee.facts.JobFact;
import java.util.Optional;

/// What is done next about a job.
sealed interface JobStep {
    /// Nothing, until something happens.
    record Wait() implements JobStep {}

    record Begin() implements JobStep {}

    /// The attempt is over, and it may have been good.
    record Judge() implements JobStep {}

    /// The attempt is over and was not good; what is left of it is ended.
    ///
    /// @param how in one word: `exited`, `memory`, `deadline`, `idle`, `lost`
    record Fail(Optional<Integer> exit, String how) implements JobStep {}

    /// It does others harm: all of it is ended, and nothing of it is published.
    record Quarantine(Harm harm) implements JobStep {}

    record Check() implements JobStep {}

    record Publish() implements JobStep {}

    record Diagnose() implements JobStep {}

    /// All of it is ended, for good.
    record Close(JobFact.Outcome outcome, String why) implements JobStep {}
}
