package io.levee.adapters.http;

import io.levee.consent.Runs;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.identity.Identity;
import io.levee.ledger.Receipt;
import io.levee.rooms.stop.Stopper;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Tells frameworks that listen that what they run is stopped, so that they can end it in order. A request, and never
/// counted as a stop: nothing else waits for it. Thread-safe.
public final class Interrupts implements Stopper {
    /// For listeners to have the interrupt written to their connection.
    private static final Duration TOLD_MAX = Duration.ofSeconds(2);

    private static final long LOOK_EVERY_MILLIS = 2;

    private final Runs runs;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    /// One connection.
    static final class Listener {
        private static final int WAITING_MAX = 64;

        private final Identity.Known who;
        private final LinkedBlockingQueue<StopFact.Ordered> waiting = new LinkedBlockingQueue<>(WAITING_MAX);
        private final Set<String> written = ConcurrentHashMap.newKeySet();

        Listener(Identity.Known who) {
            this.who = who;
        }

        Identity.Known who() {
            return who;
        }

        /// The next order of which it was not told; empty when the time is up.
        Optional<StopFact.Ordered> next(Duration patience) throws InterruptedException {
            return Optional.ofNullable(waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        }

        void wrote(StopFact.Ordered order) {
            written.add(order.stop().value());
        }
    }

    public Interrupts(Runs runs) {
        this.runs = runs;
    }

    /// Empty where too many listen.
    Optional<Listener> listen(Identity.Known who) {
        if (listeners.size() >= ApiLimits.STREAMS_MAX) {
            return Optional.empty();
        }
        Listener listener = new Listener(who);
        listeners.add(listener);
        return Optional.of(listener);
    }

    void leave(Listener listener) {
        listeners.remove(listener);
    }

    /// Whether the order covers whoever listens.
    boolean covers(StopFact.Ordered order, Identity.Known who) {
        return order.layers().contains(Layer.FRAMEWORK)
                && order.covers(runs.of(who.chain(), who.session(), who.startedFrom()));
    }

    /// Tells those whom the order covers here; to be called on every replica that learns of it.
    public int tell(StopFact.Ordered order) {
        List<Listener> covered = covered(order);
        covered.forEach(listener -> listener.waiting.offer(order));
        return covered.size();
    }

    @Override
    public Layer layer() {
        return Layer.FRAMEWORK;
    }

    @Override
    public String name() {
        return "interrupts";
    }

    @Override
    public Done stop(StopFact.Ordered order, Receipt at) {
        return new Done(tell(order), "listeners asked");
    }

    /// Whether each listener here was told; what it does then is its own affair.
    @Override
    public Proof verify(StopFact.Ordered order, Receipt at) {
        List<Listener> covered = covered(order);
        long deadline = System.nanoTime() + TOLD_MAX.toNanos();
        while (told(covered, order) < covered.size() && System.nanoTime() - deadline < 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        long told = told(covered, order);
        return new Proof(told == covered.size(), "%d of %d listeners told".formatted(told, covered.size()));
    }

    /// One that left meanwhile need not be told.
    private long told(List<Listener> covered, StopFact.Ordered order) {
        return covered.stream()
                .filter(listener -> listener.written.contains(order.stop().value()) || !listeners.contains(listener))
                .count();
    }

    private List<Listener> covered(StopFact.Ordered order) {
        return listeners.stream()
                .filter(listener -> covers(order, listener.who()))
                .toList();
    }
}
