package io.levee.adapters.telemetry;

import io.levee.facts.Fact;
import io.levee.ledger.Ledger;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The ledger, with a watch on how long a fact takes to become durable.
public final class MeasuredLedger implements Ledger {
    private final Ledger ledger;
    private final LongSupplier nanoTime;
    private final DistributionDataPoint seconds;
    private final CounterDataPoint failures;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder settled = new LongAdder();

    public MeasuredLedger(Ledger ledger, Numbers numbers, LongSupplier nanoTime) {
        this.ledger = ledger;
        this.nanoTime = nanoTime;
        this.seconds = Histogram.builder()
                .name("levee_ledger_append_seconds")
                .help("From accepting a fact to its receipt")
                .classicOnly()
                .classicUpperBounds(0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5)
                .register(numbers.registry())
                .labelValues();
        this.failures = Counter.builder()
                .name("levee_ledger_append_failures_total")
                .help("Facts that were not recorded; whoever wrote them was told")
                .register(numbers.registry())
                .labelValues();
        numbers.gauge(
                "levee_ledger_pending",
                "Facts that were accepted and are not durable yet",
                () -> Math.max(0, accepted.sum() - settled.sum()));
    }

    @Override
    public Origin origin() {
        return ledger.origin();
    }

    @Override
    public CompletableFuture<Receipt> append(Fact fact) {
        return watched(() -> ledger.append(fact));
    }

    @Override
    public CompletableFuture<Receipt> appendAtLeisure(Fact fact) {
        return watched(() -> ledger.appendAtLeisure(fact));
    }

    private CompletableFuture<Receipt> watched(Supplier<CompletableFuture<Receipt>> appending) {
        long start = nanoTime.getAsLong();
        accepted.increment();
        CompletableFuture<Receipt> pending = appending.get();
        var _ = pending.whenComplete((_, failure) -> {
            settled.increment();
            if (failure == null) {
                seconds.observe((nanoTime.getAsLong() - start) / 1e9);
            } else {
                failures.inc();
            }
        });
        return pending;
    }
}
