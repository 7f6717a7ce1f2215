package io.levee.rooms.jobs;

import java.util.List;

/// Where attempts stage what they make, and where that is published. Thread-safe.
public interface Outputs {
    /// Holds what an attempt staged against the checks of each output.
    ///
    /// @param attempt the newest of the job
    List<Verdict> check(Job job, Job.Attempt attempt);

    /// Puts one output in its place at once, whole; what stood there before is kept beside it. Done
    /// already where it was called before. Returns the SHA-256 of what was published, hex.
    String publish(Job job, Job.Attempt attempt, JobSpec.StagedOutput output);

    /// Takes away what an attempt staged and did not publish.
    void discard(Job job, Job.Attempt attempt);

    /// @param check  such as `not-empty`
    /// @param detail what was seen
    record Verdict(JobSpec.StagedOutput output, String check, boolean passed, String detail) {}
}
