package io.levee.knowledge.diagnosis;

import io.levee.knowledge.diagnosis.Signature.Part;
import java.util.List;
import java.util.Optional;

/// Why a run failed, as far as its log tells.
///
/// @param engine       one of [Skill#ENGINES], or `unknown`
/// @param signature    the id of the signature, or [#UNKNOWN]
/// @param cause        one sentence for whoever asks
/// @param confidence   from 0 to 1; from [#CERTAIN] on it is stated as certain
/// @param part         whose part it is; [Part#EITHER] where that is not known
/// @param evidence     the lines that say so, most telling first; for an unknown failure its root
///                     exception and the place in the asker's own code, where the log has them
/// @param remedy       empty for an unknown failure
/// @param collect      what else the skill wants collected
/// @param verify       how to tell that the remedy helped; may be empty
/// @param source       where the engine says so; may be empty
/// @param skill        which one knew; empty for an unknown failure
/// @param alternatives other causes, likeliest first
public record Diagnosis(
        String engine,
        String signature,
        String cause,
        double confidence,
        Part part,
        List<Cited> evidence,
        Optional<Remedy> remedy,
        List<String> collect,
        String verify,
        String source,
        String skill,
        List<Alternative> alternatives) {
    public static final String UNKNOWN = "unknown";

    /// Stated as certain from here on; at most one of a hundred of these may be wrong.
    public static final double CERTAIN = 0.9;

    public Diagnosis {
        evidence = List.copyOf(evidence);
        collect = List.copyOf(collect);
        alternatives = List.copyOf(alternatives);
    }

    public boolean isKnown() {
        return !signature.equals(UNKNOWN);
    }

    public boolean isCertain() {
        return isKnown() && confidence >= CERTAIN;
    }

    /// What it may have been instead.
    public record Alternative(String signature, String cause, double confidence, List<Cited> evidence) {
        public Alternative {
            evidence = List.copyOf(evidence);
        }
    }
}
