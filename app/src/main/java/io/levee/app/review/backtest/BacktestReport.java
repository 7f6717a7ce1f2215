package io.levee.app.review.backtest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A backtest as scripts read it; null where something cannot be told.
///
/// @param since                  the first commit that was reviewed; empty where there is none
/// @param commits                how many were reviewed
/// @param labelled               of how many it is known what became of them
/// @param catchRate              share of the bad ones that were denied
/// @param falseBlocks            clean ones that were denied
/// @param blockedClean           their share of the clean ones
/// @param heldClean              share of the clean ones that waited for a person
/// @param brierBaseRate          what a constant forecast of the rate of bad ones would have
///                               had
/// @param capture                share of the bad ones among the 5, 10 and 20 % of highest risk
/// @param worst                  false blocks, and then bad ones that were let through
record BacktestReport(
        String repo,
        String since,
        int commits,
        int labelled,
        int bad,
        @Nullable Double catchRate,
        int falseBlocks,
        @Nullable Double blockedClean,
        @Nullable Double heldClean,
        @Nullable Double findingsPerChange,
        @Nullable Double findingsPerCleanChange,
        @Nullable Double brier,
        @Nullable Double brierBaseRate,
        @Nullable Double log,
        @Nullable Double auc,
        Map<String, @Nullable Double> capture,
        Teams teamsPerChange,
        Millis millisPerChange,
        List<RuleRow> rules,
        List<Worst> worst) {
    static final int WORST_MAX = 100;

    BacktestReport {
        capture = new TreeMap<>(capture);
        rules = List.copyOf(rules);
        worst = List.copyOf(worst);
    }

    record Teams(@Nullable Double mean, @Nullable Double p95) {}

    record Millis(
            @Nullable Double p50,
            @Nullable Double p95,
            @Nullable Double max) {}

    /// @param findings     of this rule
    /// @param onBad        of those, in bad changes
    /// @param onClean      in clean ones
    /// @param blockedClean clean changes that it blocked
    record RuleRow(String rule, int findings, int onBad, int onClean, int blockedClean) {}

    /// @param kind `false-block` or `missed`
    /// @param rule the first rule that blocked; empty where none did
    /// @param place of its finding, `path:line`
    record Worst(String commit, String kind, String decision, String rule, String place, double risk) {}
}
