package io.levee.knowledge.diagnosis;

import io.levee.knowledge.diagnosis.Candidate.Place;
import io.levee.knowledge.diagnosis.Candidate.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Which of several causes it was, and how sure that is. Pure.
///
/// What ended the run comes before what was only an error; what explains another before it; the
/// root of a chain before what wraps it; the earlier failure before the later. A cause is as sure
/// as its signature says only where nothing speaks against it.
public final class RankingRules {
    /// Less sure than this is not known.
    public static final double KNOWN_MIN = 0.3;

    private static final double WARNED_MAX = 0.6;
    private static final double SAID_MAX = 0.25;
    private static final double RECOVERED_MAX = 0.2;
    private static final double UNEXPLAINED_MAX = 0.6;
    private static final double WENT_ON_MAX = 0.7;
    private static final double SUPPRESSED_MAX = 0.25;
    private static final double WRAPPER = 0.85;
    private static final double OTHER_ENGINE = 0.7;
    private static final double RIVAL = 0.8;
    private static final double RIVAL_MAX = 0.8;

    private RankingRules() {}

    /// @param endedWell         whether the log says that the run ended as it should
    /// @param endingUnexplained whether something ended the run that no signature knows
    public record Outcome(boolean endedWell, boolean endingUnexplained) {}

    public record Ranked(Candidate candidate, double confidence) {}

    /// Likeliest first.
    public static List<Ranked> rank(List<Candidate> candidates, Outcome outcome) {
        List<Candidate> sorted = new ArrayList<>(candidates);
        sorted.sort(Comparator.comparing((Candidate it) -> isExplained(it, candidates))
                .thenComparing(it -> weight(it, candidates), Comparator.reverseOrder())
                .thenComparing(it -> it.place() == Place.SUPPRESSED)
                .thenComparingInt(it -> it.signature().match().all().isEmpty() && it.specificity() == 0 ? 1 : 0)
                .thenComparingLong(Candidate::event)
                .thenComparing(Candidate::place)
                .thenComparing(Candidate::fits, Comparator.reverseOrder())
                .thenComparingInt(it -> -it.specificity())
                .thenComparingDouble(it -> -it.signature().confidence())
                .thenComparing(it -> it.signature().id()));
        List<Ranked> ranked = new ArrayList<>();
        for (Candidate candidate : sorted) {
            double alone = alone(candidate, candidates, outcome);
            double sure = ranked.isEmpty()
                    ? besideRivals(candidate, sorted, alone)
                    : Math.min(alone, ranked.getLast().confidence())
                            * (1 - ranked.getFirst().confidence() / 2);
            ranked.add(new Ranked(candidate, Math.round(sure * 100) / 100.0));
        }
        return List.copyOf(ranked);
    }

    private static boolean isExplained(Candidate it, List<Candidate> all) {
        return all.stream()
                .anyMatch(other ->
                        other.weight().compareTo(Weight.WARNED) >= 0 && explains(other, it) && !explains(it, other));
    }

    private static boolean explains(Candidate cause, Candidate consequence) {
        return cause.signature().explains().contains(consequence.signature().id());
    }

    /// A cause weighs as much as what follows from it.
    private static Weight weight(Candidate it, List<Candidate> all) {
        if (it.weight().compareTo(Weight.WARNED) < 0) {
            return it.weight();
        }
        return all.stream()
                .filter(other -> explains(it, other) && !explains(other, it))
                .map(Candidate::weight)
                .reduce(it.weight(), (one, other) -> one.compareTo(other) >= 0 ? one : other);
    }

    private static double alone(Candidate it, List<Candidate> all, Outcome outcome) {
        Weight weight = weight(it, all);
        double sure = it.signature().confidence();
        if (!it.fits()) {
            sure *= OTHER_ENGINE;
        }
        if (it.place() == Place.WRAPPER
                && all.stream().noneMatch(other -> isRootOf(other, it) && explains(it, other))) {
            sure *= WRAPPER;
        }
        if (it.place() == Place.SUPPRESSED) {
            sure = Math.min(sure, SUPPRESSED_MAX);
        }
        if (it.wentOn()) {
            sure = Math.min(sure, WENT_ON_MAX);
        }
        if (outcome.endingUnexplained() && weight != Weight.ENDED) {
            sure = Math.min(sure, UNEXPLAINED_MAX);
        }
        if (outcome.endedWell()) {
            sure = Math.min(sure, RECOVERED_MAX);
        }
        return switch (weight) {
            case ENDED, FAILED -> sure;
            case WARNED -> Math.min(sure, WARNED_MAX);
            case SAID -> Math.min(sure, SAID_MAX);
            case RECOVERED -> Math.min(sure, RECOVERED_MAX);
        };
    }

    private static boolean isRootOf(Candidate other, Candidate wrapper) {
        return other.place() == Place.ROOT && other.event() == wrapper.event();
    }

    /// Another cause of another kind that stands as well in the log may be the right one.
    private static double besideRivals(Candidate first, List<Candidate> all, double alone) {
        boolean rival = all.stream().anyMatch(other -> isRival(first, other, all));
        return rival ? Math.min(alone * RIVAL, RIVAL_MAX) : alone;
    }

    private static boolean isRival(Candidate first, Candidate other, List<Candidate> all) {
        return !other.equals(first)
                && other.signature().kind() != first.signature().kind()
                && !explains(first, other)
                && !isExplained(other, all)
                && other.specificity() > 0
                && other.weight().compareTo(first.weight()) >= 0
                && other.place().compareTo(first.place()) <= 0
                && (other.event() != first.event() || other.specificity() >= first.specificity())
                && other.signature().confidence() >= first.signature().confidence() * WRAPPER;
    }
}
