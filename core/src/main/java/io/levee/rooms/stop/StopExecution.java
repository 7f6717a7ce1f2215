package io.levee.rooms.stop;

import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.facts.StopFact.LayerProof;
import io.levee.facts.StopFact.LayerReport;
import io.levee.fault.LeveeException;
import io.levee.ledger.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Runs all stoppers of an order at the same time, each followed by its own probe, and waits for each no longer than
/// its deadline.
public final class StopExecution {
    private static final System.Logger LOG = System.getLogger(StopExecution.class.getName());

    private final Supplier<List<Stopper>> stoppers;
    private final Executor threads;
    private final LongSupplier nanoTime;

    /// @param stoppers as the organisation has them now
    public StopExecution(Supplier<List<Stopper>> stoppers, Executor threads, LongSupplier nanoTime) {
        this.stoppers = stoppers;
        this.threads = threads;
        this.nanoTime = nanoTime;
    }

    /// What one stopper reported, and what its probe found.
    public record Outcome(LayerReport report, LayerProof proof) {
        public boolean holds() {
            return report.effective() && proof.holds();
        }

        /// Whether these are a stop: what only asks is never counted, neither for it nor against it.
        public static boolean allHold(List<Outcome> outcomes) {
            List<Outcome> counted = outcomes.stream()
                    .filter(outcome -> !outcome.report().layer().cooperative())
                    .toList();
            return !counted.isEmpty() && counted.stream().allMatch(Outcome::holds);
        }
    }

    /// The outcome of every layer that the order names, in the order of the layers.
    ///
    /// @param since when the order was durable, by this execution's clock
    public List<Outcome> run(StopFact.Ordered order, Receipt at, long since) {
        List<CompletableFuture<Outcome>> running = new ArrayList<>();
        List<Stopper> now = stoppers.get();
        for (Layer layer : order.layers().stream().sorted().toList()) {
            List<Stopper> ofLayer = now.stream().filter(s -> s.layer() == layer).toList();
            if (ofLayer.isEmpty()) {
                running.add(CompletableFuture.completedFuture(none(layer)));
            }
            ofLayer.forEach(stopper -> running.add(start(stopper, order, at, since)));
        }
        return running.stream().map(StopExecution::finished).toList();
    }

    /// The same for the stoppers whose last outcome does not hold, on the layers that the order names; what held is
    /// not asked again.
    List<Outcome> again(StopFact.Ordered order, Receipt at, long since, List<Outcome> last) {
        List<Stopper> now = stoppers.get();
        List<CompletableFuture<Outcome>> running = last.stream()
                .map(outcome -> now.stream()
                        .filter(stopper -> !outcome.holds() && order.layers().contains(stopper.layer()))
                        .filter(stopper -> isOf(stopper, outcome))
                        .findFirst()
                        .map(stopper -> start(stopper, order, at, since))
                        .orElseGet(() -> CompletableFuture.completedFuture(outcome)))
                .toList();
        return running.stream().map(StopExecution::finished).toList();
    }

    private static boolean isOf(Stopper stopper, Outcome outcome) {
        return stopper.layer() == outcome.report().layer()
                && stopper.name().equals(outcome.report().stopper());
    }

    private static Outcome none(Layer layer) {
        String why = "no stopper is configured for this layer";
        return new Outcome(
                new LayerReport(layer, "none", false, 0, 0, why), new LayerProof(layer, "none", false, 0, why));
    }

    private CompletableFuture<Outcome> start(Stopper stopper, StopFact.Ordered order, Receipt at, long since) {
        return bounded(stopper, () -> stopper.stop(order, at))
                .handle((done, failure) -> failure == null
                        ? new LayerReport(
                                stopper.layer(), stopper.name(), true, micros(since), done.affected(), done.detail())
                        : ineffective(stopper, failure, micros(since)))
                .thenCompose(report -> bounded(stopper, () -> stopper.verify(order, at))
                        .handle((proof, failure) -> new Outcome(
                                report,
                                failure == null
                                        ? proof(stopper, proof, since)
                                        : proof(
                                                stopper,
                                                new Stopper.Proof(false, why(stopper, "verify", failure)),
                                                since))));
    }

    /// The thread of whoever hangs is left behind; nobody waits for it.
    private <T> CompletableFuture<T> bounded(Stopper stopper, Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, threads)
                .orTimeout(stopper.deadline().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static LayerReport ineffective(Stopper stopper, Throwable failure, long micros) {
        return new LayerReport(stopper.layer(), stopper.name(), false, micros, 0, why(stopper, "stop", failure));
    }

    private LayerProof proof(Stopper stopper, Stopper.Proof proof, long since) {
        return new LayerProof(stopper.layer(), stopper.name(), proof.holds(), micros(since), proof.evidence());
    }

    private static String why(Stopper stopper, String what, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        LOG.log(
                System.Logger.Level.ERROR,
                "stopper {0} did not {1}: {2}",
                stopper.name(),
                what,
                cause.getClass().getName());
        boolean late = failure instanceof TimeoutException || cause instanceof TimeoutException;
        return late
                ? "gave no answer within %d ms".formatted(stopper.deadline().toMillis())
                : cause instanceof LeveeException
                                || (cause instanceof IllegalStateException && cause.getMessage() != null)
                        ? "failed: " + cause.getMessage() // a stopper's own words: ids and numbers only
                        : "failed: " + cause.getClass().getSimpleName();
    }

    private static Outcome finished(CompletableFuture<Outcome> outcome) {
        try {
            return outcome.get();
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
