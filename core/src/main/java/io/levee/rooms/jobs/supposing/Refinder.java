package io.levee.rooms.jobs.supposing;

import io.levee.knowledge.diagnosis.Cited;
import java.util.List;
import java.util.Optional;

/// Finds words again in the log itself, byte for byte, with a reader of its own (I5).
@FunctionalInterface
public interface Refinder {
    /// Of each quote what is shown; empty for one that does not stand there.
    List<Optional<Cited>> find(List<Supposition.Quote> quotes);
}
