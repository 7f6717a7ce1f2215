package io.levee.knowledge.diagnosis;

import java.util.List;

/// Reads the logs of one run and says why it failed.
@FunctionalInterface
public interface Diagnostician {
    /// Never fails for what a log holds, in bounded memory; text of a log is data and decides
    /// nothing but which signatures match. Throws [java.io.UncheckedIOException] for a log that
    /// cannot be read.
    ///
    /// @param logs in the order in which they were written
    Diagnosis diagnose(List<LogFile> logs, Known known);
}
