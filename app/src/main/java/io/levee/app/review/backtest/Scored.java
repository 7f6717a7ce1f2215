package io.levee.app.review.backtest;

import io.levee.app.review.backtest.BacktestReport.Millis;
import io.levee.app.review.backtest.BacktestReport.RuleRow;
import io.levee.app.review.backtest.BacktestReport.Teams;
import io.levee.app.review.backtest.BacktestReport.Worst;
import io.levee.rooms.review.Finding;
import io.levee.rooms.review.ReviewDecision;
import io.levee.score.Forecast;
import io.levee.score.Forecasts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// From what was said of each change to figures.
final class Scored {
    private static final double NANOS_OF_MILLI = 1_000_000;

    private final List<Judged> all;
    private final List<Judged> clean;
    private final List<Judged> bad;

    private Scored(List<Judged> judged) {
        this.all = List.copyOf(judged);
        this.clean = all.stream().filter(Judged::isClean).toList();
        this.bad = all.stream().filter(Judged::isBad).toList();
    }

    static BacktestReport report(String repository, List<Judged> judged) {
        return new Scored(judged).report(repository);
    }

    private BacktestReport report(String repository) {
        Forecasts forecasts = new Forecasts(all.stream()
                .filter(it -> it.bad().isPresent())
                .map(it -> new Forecast(it.decision().review().risk(), it.isBad()))
                .toList());
        double rate = (double) bad.size() / (bad.size() + clean.size());
        SortedMap<String, @Nullable Double> capture = new TreeMap<>();
        for (int percent : new int[] {5, 10, 20}) {
            capture.put(Integer.toString(percent), told(forecasts.capture(percent / 100.0)));
        }
        return new BacktestReport(
                repository,
                all.isEmpty() ? "" : all.getFirst().commit(),
                all.size(),
                clean.size() + bad.size(),
                bad.size(),
                share(bad, Judged::isBlocked),
                (int) clean.stream().filter(Judged::isBlocked).count(),
                share(clean, Judged::isBlocked),
                share(clean, it -> it.decision() instanceof ReviewDecision.Hold),
                mean(all, Scored::findings),
                mean(clean, Scored::findings),
                told(forecasts.brier()),
                told(rate * (1 - rate)),
                told(forecasts.log()),
                told(forecasts.auc()),
                capture,
                new Teams(mean(all, Scored::teams), percentile(all, Scored::teams, 95)),
                new Millis(
                        percentile(all, Scored::millis, 50),
                        percentile(all, Scored::millis, 95),
                        percentile(all, Scored::millis, 100)),
                rules(),
                worst());
    }

    private static double findings(Judged it) {
        return it.decision().review().findings().size();
    }

    private static double teams(Judged it) {
        return it.decision().review().verdicts().size();
    }

    private static double millis(Judged it) {
        return it.nanos() / NANOS_OF_MILLI;
    }

    /// Four digits behind the point.
    private static @Nullable Double told(double value) {
        return Double.isNaN(value) ? null : Math.round(value * 10_000) / 10_000.0;
    }

    private static @Nullable Double share(List<Judged> of, Predicate<Judged> wanted) {
        return mean(of, it -> wanted.test(it) ? 1 : 0);
    }

    private static @Nullable Double mean(List<Judged> of, ToDoubleFunction<Judged> value) {
        return told(of.stream().mapToDouble(value).average().orElse(Double.NaN));
    }

    /// The least value that so many percent do not exceed.
    private static @Nullable Double percentile(List<Judged> of, ToDoubleFunction<Judged> value, int percent) {
        double[] sorted = of.stream().mapToDouble(value).sorted().toArray();
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return sorted.length == 0 ? null : told(sorted[Math.max(0, rank - 1)]);
    }

    private List<RuleRow> rules() {
        Map<String, int[]> rows = new TreeMap<>();
        for (Judged it : all) {
            Set<String> blocking = new HashSet<>();
            for (Finding finding : it.decision().review().findings()) {
                int[] row = rows.computeIfAbsent(finding.rule(), _ -> new int[4]);
                row[0]++;
                row[1] += it.isBad() ? 1 : 0;
                row[2] += it.isClean() ? 1 : 0;
                boolean first = finding.severity().blocks() && blocking.add(finding.rule());
                row[3] += first && it.isClean() && it.isBlocked() ? 1 : 0;
            }
        }
        List<RuleRow> table = new ArrayList<>();
        rows.forEach((rule, row) -> table.add(new RuleRow(rule, row[0], row[1], row[2], row[3])));
        table.sort(Comparator.comparingInt(RuleRow::blockedClean)
                .thenComparingInt(RuleRow::onClean)
                .reversed()
                .thenComparing(RuleRow::rule));
        return table;
    }

    private List<Worst> worst() {
        List<Worst> worst = new ArrayList<>();
        clean.stream()
                .filter(Judged::isBlocked)
                .sorted(risk().reversed())
                .forEach(it -> worst.add(worst(it, "false-block")));
        bad.stream().filter(it -> !it.isBlocked()).sorted(risk()).forEach(it -> worst.add(worst(it, "missed")));
        return worst.subList(0, Math.min(worst.size(), BacktestReport.WORST_MAX));
    }

    private static Comparator<Judged> risk() {
        return Comparator.comparingDouble(it -> it.decision().review().risk());
    }

    private static Worst worst(Judged it, String kind) {
        List<Finding> blocking = it.decision().review().findings().stream()
                .filter(finding -> finding.severity().blocks())
                .limit(1)
                .toList();
        return new Worst(
                it.commit(),
                kind,
                it.decision().word(),
                blocking.isEmpty() ? "" : blocking.getFirst().rule(),
                blocking.isEmpty()
                        ? ""
                        : "%s:%d"
                                .formatted(
                                        blocking.getFirst().file(),
                                        blocking.getFirst().line()),
                it.decision().review().risk());
    }
}
