package io.levee.console;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How well reviewers told what would happen, what escaped from creators, and which rules people
/// call not useful, as the API tells
/// it. What cannot be told from so few is null.
public record Scores(List<Reviewer> reviewers, List<Creator> creators, List<Rule> rules) {
    static final int REVIEWERS_MAX = 100;
    static final int CREATORS_MAX = 500;
    static final int BINS_MAX = 100;
    static final int RULES_MAX = 200;

    private static final Comparator<@Nullable Double> LEAST_FIRST = Comparator.nullsLast(Comparator.naturalOrder());
    private static final Comparator<@Nullable Double> MOST_FIRST = Comparator.nullsLast(Comparator.reverseOrder());

    public Scores {
        reviewers = List.copyOf(reviewers);
        creators = List.copyOf(creators);
        rules = List.copyOf(rules);
    }

    /// @param ranked    whether there are enough reviews to stand above another
    /// @param brier     mean squared error of what it said; 0 is perfect
    /// @param log       mean surprise in nats; 0 is perfect
    /// @param shrunkBrier as `brier`, drawn to that of all where there are few
    /// @param escaped   changes that it let pass and that caused an incident
    /// @param notUseful findings that people called not useful
    /// @param weight    how much its word counts
    public record Reviewer(
            String team,
            long reviews,
            boolean ranked,
            @Nullable Double brier,
            @Nullable Double log,
            @Nullable Double shrunkBrier,
            long escaped,
            long notUseful,
            @Nullable Double weight,
            @Nullable List<Bin> calibration) {
        public Reviewer {
            calibration = calibration == null
                    ? List.of()
                    : calibration.stream().limit(BINS_MAX).toList();
        }

        public List<Bin> bins() {
            return calibration == null ? List.of() : calibration;
        }

        public Calibration plot() {
            return Calibration.of(bins());
        }
    }

    /// Forecasts that said about the same.
    ///
    /// @param said     mean probability
    /// @param happened share that came to pass
    /// @param low      lower end of the 95 % interval of that share
    /// @param high     its upper end
    public record Bin(
            long count,
            @Nullable Double said,
            @Nullable Double happened,
            @Nullable Double low,
            @Nullable Double high) {}

    public record Creator(
            String creator,
            long changes,
            long escaped,
            @Nullable Double shrunkEscapeRate) {}

    /// @param shown findings of the rule, of which people called `notUseful`
    public record Rule(String team, String rule, long shown, long notUseful, double shrunkNotUseful) {}

    /// The least useful stands first.
    public List<Rule> shownRules() {
        return rules.stream()
                .sorted(Comparator.comparingDouble(Rule::shrunkNotUseful)
                        .reversed()
                        .thenComparing(Rule::team)
                        .thenComparing(Rule::rule))
                .limit(RULES_MAX)
                .toList();
    }

    /// Who tells best stands first.
    public List<Reviewer> shownReviewers() {
        return reviewers.stream()
                .sorted(Comparator.comparing(Reviewer::ranked)
                        .reversed()
                        .thenComparing(Reviewer::shrunkBrier, LEAST_FIRST)
                        .thenComparing(Reviewer::team))
                .limit(REVIEWERS_MAX)
                .toList();
    }

    public int unshownReviewers() {
        return Math.max(0, reviewers.size() - REVIEWERS_MAX);
    }

    /// Whose changes escape most stands first.
    public List<Creator> shownCreators() {
        return creators.stream()
                .sorted(Comparator.comparing(Creator::shrunkEscapeRate, MOST_FIRST)
                        .thenComparing(Creator::creator))
                .limit(CREATORS_MAX)
                .toList();
    }

    public int unshownCreators() {
        return Math.max(0, creators.size() - CREATORS_MAX);
    }
}
