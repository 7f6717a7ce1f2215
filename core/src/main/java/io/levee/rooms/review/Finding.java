package io.levee.rooms.review;

import io.levee.identity.TeamId;
import io.levee.knowledge.Citation;
import io.levee.knowledge.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// One cited concern.
///
/// @param team     whose reviewer has it
/// @param also     the other teams that have the same one
/// @param rule     the guardrail, or the gate's own rule
/// @param line     from 1, of the file after where it stands there; 0 for the whole file
/// @param message  what is wrong and what to do, for whoever made the change
/// @param evidence a line of the change, and what the team knows
public record Finding(
        TeamId team,
        SortedSet<TeamId> also,
        String rule,
        Severity severity,
        String file,
        int line,
        String message,
        List<Citation> evidence) {
    /// Findings of one review. Who has more fixes these first.
    public static final int FINDINGS_MAX = 500;

    static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
            .reversed()
            .thenComparing(Finding::file)
            .thenComparingInt(Finding::line)
            .thenComparing(Finding::rule)
            .thenComparing(Finding::team)
            .thenComparing(Finding::message);

    public Finding {
        also = new TreeSet<>(also);
        evidence = List.copyOf(evidence);
    }

    Finding(
            TeamId team,
            String rule,
            Severity severity,
            String file,
            int line,
            String message,
            List<Citation> evidence) {
        this(team, new TreeSet<>(), rule, severity, file, line, message, evidence);
    }

    boolean blocks() {
        return severity.blocks();
    }
}
