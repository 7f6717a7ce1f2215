package io.levee.app.review.backtest;

import io.levee.app.review.backtest.BacktestReport.RuleRow;
import io.levee.app.review.backtest.BacktestReport.Worst;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// For a person at a terminal.
final class BacktestText {
    private static final int LISTED_MAX = 20;
    private static final int COMMIT_DIGITS = 10;

    private final StringBuilder text = new StringBuilder();

    private BacktestText() {}

    static String of(BacktestReport report) {
        BacktestText text = new BacktestText();
        text.figures(report);
        text.rules(report.rules());
        text.worst(report.worst());
        return text.text.toString();
    }

    private void figures(BacktestReport it) {
        line(String.format(
                Locale.ROOT,
                "%d changes of %s; of %d it is known what became of them, %d turned out bad",
                it.commits(),
                plain(it.repo()),
                it.labelled(),
                it.bad()));
        text.append('\n');
        row("bad ones that were denied", percent(it.catchRate()));
        row("clean ones that were denied", "%s (%d)".formatted(percent(it.blockedClean()), it.falseBlocks()));
        row("clean ones that waited for a person", percent(it.heldClean()));
        row("findings per change", number(it.findingsPerChange()));
        row("findings per clean change", number(it.findingsPerCleanChange()));
        row("Brier score of the risk", number(it.brier()));
        row("  of the constant base rate", number(it.brierBaseRate()));
        row("logarithmic score", number(it.log()));
        row("area under the ROC curve", number(it.auc()));
        it.capture()
                .forEach((percent, share) ->
                        row("bad ones among the %s %% of highest risk".formatted(percent), percent(share)));
        row(
                "teams asked per change",
                "%s, p95 %s"
                        .formatted(
                                number(it.teamsPerChange().mean()),
                                number(it.teamsPerChange().p95())));
        row(
                "milliseconds per change",
                "p50 %s, p95 %s, max %s"
                        .formatted(
                                number(it.millisPerChange().p50()),
                                number(it.millisPerChange().p95()),
                                number(it.millisPerChange().max())));
    }

    private void rules(List<RuleRow> rules) {
        if (rules.isEmpty()) {
            return;
        }
        line(String.format(
                Locale.ROOT, "%n%-42s %8s %6s %8s %13s", "rule", "findings", "on bad", "on clean", "blocked clean"));
        rules.forEach(it -> line(String.format(
                Locale.ROOT,
                "%-42s %8d %6d %8d %13d",
                plain(it.rule()),
                it.findings(),
                it.onBad(),
                it.onClean(),
                it.blockedClean())));
    }

    private void worst(List<Worst> worst) {
        if (worst.isEmpty()) {
            return;
        }
        line(String.format(Locale.ROOT, "%n%-10s %-11s %-6s %6s  %s", "commit", "worst", "was", "risk", "rule"));
        worst.stream()
                .limit(LISTED_MAX)
                .forEach(it -> line(String.format(
                        Locale.ROOT,
                        "%-10s %-11s %-6s %4.1f %%  %s",
                        it.commit().substring(0, COMMIT_DIGITS),
                        it.kind(),
                        it.decision(),
                        100 * it.risk(),
                        plain(it.rule().isEmpty() ? "" : "%s at %s".formatted(it.rule(), it.place())))));
        if (worst.size() > LISTED_MAX) {
            line(String.format(Locale.ROOT, "and %d more: see --json", worst.size() - LISTED_MAX));
        }
    }

    private void row(String name, String value) {
        line(String.format(Locale.ROOT, "%-44s %s", name, value));
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }

    private static String percent(@Nullable Double share) {
        return share == null ? "cannot be told" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String number(@Nullable Double value) {
        return value == null ? "cannot be told" : String.format(Locale.ROOT, "%.4g", value);
    }

    /// Terminals obey what is not plain.
    private static String plain(String text) {
        return text.replaceAll("\\p{C}", "?");
    }
}
