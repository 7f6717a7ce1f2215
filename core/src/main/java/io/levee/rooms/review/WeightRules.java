package io.levee.rooms.review;

import io.levee.rooms.review.ReviewScores.Turn;
import io.levee.score.Shrunk;
import java.util.List;

/// How much a reviewer's word counts, beside everybody's. The odds of its weight are two ratios
/// multiplied: how much better its forecasts are (Brier), and how much less escapes it of what it
/// lets pass. Both are drawn towards everybody's first, so that few changes say little. Pure.
///
/// @param brier  of all forecasts; `NaN` where there is none
/// @param escape share of what was let pass that was undone or caused an incident
record WeightRules(double brier, double escape) {
    /// Nobody is worth nothing, and nobody is always right.
    static final double LEAST = 0.05;

    static WeightRules of(List<Turn> all) {
        return new WeightRules(Turn.forecasts(all).brier(), rate(all, 0));
    }

    double shrunkBrier(List<Turn> turns) {
        return Shrunk.mean(Turn.forecasts(turns).brier(), turns.size(), brier);
    }

    double weight(List<Turn> turns) {
        int let = (int) turns.stream().filter(Turn::let).count();
        double odds = ratio(brier, shrunkBrier(turns)) * ratio(escape, Shrunk.mean(rate(turns, escape), let, escape));
        return Math.clamp(odds / (1 + odds), LEAST, 1 - LEAST);
    }

    private static double rate(List<Turn> turns, double otherwise) {
        long let = turns.stream().filter(Turn::let).count();
        return let == 0
                ? otherwise
                : (double) turns.stream().filter(Turn::escaped).count() / let;
    }

    /// Where everybody is perfect, so is whoever is looked at.
    private static double ratio(double everybody, double own) {
        return own == 0 ? 1 : everybody / own;
    }
}
