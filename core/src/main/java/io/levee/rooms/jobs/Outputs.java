package io.levee.rooms.jobs;

import io.levee.facts.WorkloadId;
import java.util.List;

/// Where attempts stage what they make, and where that is published. Thread-safe.
public interface Outputs {
    /// Holds what an attempt staged against the checks of each output.
    List<Verdict> check(WorkloadId run, JobSpec spec);

    /// Puts one output in its place at once, whole; what stood there before is kept beside it. Done
    /// already where it was called before. Returns the SHA-256 of what was published, hex.
    String publish(WorkloadId run, JobSpec.StagedOutput output);

    /// Takes away what an attempt staged and did not publish.
    void discard(WorkloadId run);

    /// @param check  such as `not-empty`
    /// @param detail what was seen
    record Verdict(JobSpec.StagedOutput output, String check, boolean passed, String detail) {}
}
