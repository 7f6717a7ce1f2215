package io.levee.adapters.http;

import io.levee.rooms.review.ReviewScores;
import io.levee.score.Forecasts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How good reviewers and creators were, as the API shows it. What cannot be told is null.
record ScoresView(List<Reviewer> reviewers, List<Creator> creators) {
    /// @param notUseful not counted yet
    record Reviewer(
            String team,
            int reviews,
            @Nullable Double brier,
            @Nullable Double log,
            @Nullable Double shrunkBrier,
            int escaped,
            int notUseful,
            double weight,
            List<Forecasts.Bin> calibration) {}

    record Creator(String creator, int changes, int escaped, double shrunkEscapeRate) {}

    static ScoresView of(ReviewScores scores) {
        return new ScoresView(
                scores.reviewers().stream()
                        .map(it -> new Reviewer(
                                it.team().name(),
                                it.forecasts().all().size(),
                                told(it.forecasts().brier()),
                                told(it.forecasts().log()),
                                told(it.shrunkBrier()),
                                it.escaped(),
                                0,
                                it.weight(),
                                it.calibration()))
                        .toList(),
                scores.creators().stream()
                        .map(it ->
                                new Creator(it.creator().toString(), it.changes(), it.escaped(), it.shrunkEscapeRate()))
                        .toList());
    }

    private static @Nullable Double told(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
