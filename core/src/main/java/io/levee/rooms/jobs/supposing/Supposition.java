package io.levee.rooms.jobs.supposing;

import java.util.List;

/// One cause as a model wrote it: any text of any length, until [SuppositionRules] looked at it.
///
/// @param cause      in the model's words
/// @param remedy     the name of a remedy that it was offered; empty for none
/// @param confidence `low` or `medium`
public record Supposition(String cause, List<Quote> lines, String remedy, String confidence) {
    public Supposition {
        lines = List.copyOf(lines);
    }

    /// A claim that a line of the log holds these words.
    ///
    /// @param line from 1
    public record Quote(String file, long line, String text) {}
}
