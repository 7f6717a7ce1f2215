package io.levee.adapters.http;

import io.levee.rooms.review.ReviewScores;
import io.levee.score.Forecasts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How good reviewers and creators were, as the API shows it. What cannot be told is null.
record ScoresView(List<Reviewer> reviewers, List<Creator> creators, List<Rule> rules) {
    private static final int RULES_MAX = 200;

    /// @param ranked whether there are enough reviews to stand above another
    record Reviewer(
            String team,
            int reviews,
            boolean ranked,
            @Nullable Double brier,
            @Nullable Double log,
            @Nullable Double shrunkBrier,
            int escaped,
            int notUseful,
            double weight,
            List<Forecasts.Bin> calibration) {}

    record Creator(String creator, int changes, int escaped, double shrunkEscapeRate) {}

    record Rule(String team, String rule, int shown, int notUseful, double shrunkNotUseful) {}

    static ScoresView of(ReviewScores scores) {
        return new ScoresView(
                scores.reviewers().stream()
                        .map(it -> new Reviewer(
                                it.team().name(),
                                it.forecasts().all().size(),
                                it.ranked(),
                                told(it.forecasts().brier()),
                                told(it.forecasts().log()),
                                told(it.shrunkBrier()),
                                it.escaped(),
                                it.notUseful(),
                                it.weight(),
                                it.calibration()))
                        .toList(),
                scores.creators().stream()
                        .map(it ->
                                new Creator(it.creator().toString(), it.changes(), it.escaped(), it.shrunkEscapeRate()))
                        .toList(),
                scores.rules().stream()
                        .filter(it -> it.notUseful() > 0)
                        .limit(RULES_MAX)
                        .map(it ->
                                new Rule(it.team().name(), it.rule(), it.shown(), it.notUseful(), it.shrunkNotUseful()))
                        .toList());
    }

    private static @Nullable Double told(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
