package io.levee.rooms.jobs.supposing;

import io.levee.knowledge.diagnosis.Cited;
import java.util.List;
import java.util.Optional;

/// What a model supposes to be the cause, as far as it rests on lines that stand in the log.
///
/// @param cause  plain words
/// @param lines  one at least, each found again
/// @param remedy of the job's skill; for people alone
public record Hypothesis(String cause, Confidence confidence, List<Cited> lines, Optional<Briefing.Offered> remedy) {
    public Hypothesis {
        lines = List.copyOf(lines);
    }

    /// There is no more: a model is never certain.
    public enum Confidence {
        LOW,
        MEDIUM
    }
}
