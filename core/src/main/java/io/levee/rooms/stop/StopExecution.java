package io.levee.rooms.stop;

import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.facts.StopFact.LayerReport;
import io.levee.ledger.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/// Runs all stoppers of an order at the same time and waits for each no longer than its deadline.
final class StopExecution {
    static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(StopExecution.class.getName());

    private final List<Stopper> stoppers;
    private final Executor threads;
    private final LongSupplier nanoTime;

    StopExecution(List<Stopper> stoppers, Executor threads, LongSupplier nanoTime) {
        this.stoppers = List.copyOf(stoppers);
        this.threads = threads;
        this.nanoTime = nanoTime;
    }

    List<LayerReport> run(StopFact.Ordered order, Receipt at) {
        long ordered = nanoTime.getAsLong();
        List<CompletableFuture<LayerReport>> running = new ArrayList<>();
        List<LayerReport> reports = new ArrayList<>();
        for (Layer layer : order.layers().stream().sorted().toList()) {
            List<Stopper> ofLayer =
                    stoppers.stream().filter(s -> s.layer() == layer).toList();
            if (ofLayer.isEmpty()) {
                reports.add(new LayerReport(layer, "none", false, 0, 0, "no stopper is configured for this layer"));
            }
            for (Stopper stopper : ofLayer) {
                running.add(start(stopper, order, at, ordered));
            }
        }
        running.forEach(report -> reports.add(finished(report)));
        return reports;
    }

    private CompletableFuture<LayerReport> start(Stopper stopper, StopFact.Ordered order, Receipt at, long ordered) {
        CompletableFuture<LayerReport> report = CompletableFuture.supplyAsync(
                () -> {
                    Stopper.Done done = stopper.stop(order, at);
                    return new LayerReport(
                            stopper.layer(), stopper.name(), true, micros(ordered), done.affected(), done.detail());
                },
                threads);
        return report.orTimeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> ineffective(stopper, failure, micros(ordered)));
    }

    private static LayerReport ineffective(Stopper stopper, Throwable failure, long micros) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        boolean late = failure instanceof TimeoutException || cause instanceof TimeoutException;
        LOG.log(
                System.Logger.Level.ERROR,
                "stopper {0} did not stop: {1}",
                stopper.name(),
                cause.getClass().getName());
        String detail = late
                ? "gave no answer within %d ms".formatted(DEADLINE.toMillis())
                : "failed: " + cause.getClass().getSimpleName();
        return new LayerReport(stopper.layer(), stopper.name(), false, micros, 0, detail);
    }

    private static LayerReport finished(CompletableFuture<LayerReport> report) {
        try {
            return report.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while stoppers ran; the order stays in force", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a stopper's failure was not turned into a report", e);
        }
    }

    private long micros(long since) {
        return (nanoTime.getAsLong() - since) / 1_000;
    }
}
