package io.levee.app.incident;

import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Severity;
import java.util.List;

/// A guardrail that people may take, with what it would have said of the history.
///
/// @param looked changes that it was asked about, beside the one that caused the incident
/// @param spoke  those of them in which it finds something, by id
record Proposal(Guardrail guardrail, Strength strength, int looked, List<String> spoke) {
    /// From this share of alarms on nobody would read what it says: one in so many.
    static final int NOISY = 20;
    /// From fewer than this on it may block.
    static final int QUIET = 100;

    Proposal {
        spoke = List.copyOf(spoke);
    }

    enum Strength {
        /// It speaks of what files say.
        STRUCTURE,
        /// It speaks of how one line reads.
        LINE,
        /// It asks nothing, and is there to be cited.
        NOTHING
    }

    static boolean isNoisy(int spoke, int looked) {
        return spoke * NOISY > looked;
    }

    /// A rule that is seldom wrong blocks; any other only speaks, until its team knows better.
    static Severity severity(int spoke, int looked) {
        return spoke * QUIET <= looked ? Severity.HIGH : Severity.MEDIUM;
    }

    Proposal in(Severity severity) {
        Guardrail it = guardrail;
        return new Proposal(
                new Guardrail(
                        it.id(),
                        it.team(),
                        severity,
                        it.message(),
                        it.advice(),
                        it.why(),
                        it.appliesTo(),
                        it.each(),
                        it.when(),
                        it.examples()),
                strength,
                looked,
                spoke);
    }
}
