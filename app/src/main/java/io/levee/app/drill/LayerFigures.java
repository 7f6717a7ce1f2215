package io.levee.app.drill;

import io.levee.bench.BenchReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Of many stops at one target, in milliseconds.
final class LayerFigures {
    private final Duration bound;
    private final List<Double> last = new ArrayList<>();
    private final List<Double> verified = new ArrayList<>();
    private long late;

    /// @param bound from an order being sent; what comes later is counted
    LayerFigures(Duration bound) {
        this.bound = bound;
    }

    /// @param sent     when the order was, by [System#nanoTime]
    /// @param verified after how long; NaN where nobody saw it hold
    void add(Effects effects, long sent, double verified) {
        last.add(Math.max(0, effects.lastMillis(sent)));
        late += effects.after(sent + bound.toNanos());
        this.verified.add(verified);
    }

    Map<String, Object> row(String name) {
        List<Double> seen =
                verified.stream().filter(each -> !each.isNaN()).sorted().toList();
        List<Double> sorted = last.stream().sorted().toList();
        return BenchReport.row(
                name,
                "stops",
                sorted.size(),
                "lastP50Millis",
                at(sorted, 50),
                "lastP99Millis",
                at(sorted, 99),
                "lastMaxMillis",
                at(sorted, 100),
                "verifiedP99Millis",
                at(seen, 99),
                "unverified",
                verified.size() - seen.size(),
                "boundMillis",
                bound.toMillis(),
                "late",
                late);
    }

    private static double at(List<Double> sorted, int percent) {
        if (sorted.isEmpty()) {
            return 0;
        }
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return Math.round(sorted.get(rank - 1) * 10) / 10.0;
    }
}
