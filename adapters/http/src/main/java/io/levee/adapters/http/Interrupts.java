package io.levee.adapters.http;

import io.levee.consent.Runs;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.Identity;
import io.levee.ledger.Receipt;
import io.levee.rooms.stop.Stopper;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Tells frameworks that listen that what they run is stopped, so that they can end it in order. A request, and never
/// counted as a stop: nothing else waits for it. Thread-safe.
public final class Interrupts implements Stopper {
    /// For listeners to have the interrupt written to their connection.
    private static final Duration TOLD_MAX = Duration.ofSeconds(2);

    /// Orders whose listeners are remembered for the probe.
    private static final int ORDERS_MAX = 256;

    private final Runs runs;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    /// Whom orders told; guarded by itself.
    private final Map<StopId, Set<Listener>> told = new LinkedHashMap<>();

    /// One connection, which ends with the first order that covers it.
    static final class Listener {
        private final Identity.Known who;
        private final CompletableFuture<StopFact.Ordered> interrupt = new CompletableFuture<>();
        /// True once it was written; false where the listener left before.
        private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

        Listener(Identity.Known who) {
            this.who = who;
        }

        /// The order that ends it; empty when the time is up.
        Optional<StopFact.Ordered> await(Duration patience) throws InterruptedException {
            try {
                return Optional.of(interrupt.get(patience.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                return Optional.empty();
            } catch (ExecutionException e) {
                throw new IllegalStateException("an order that covers a listener cannot fail", e);
            }
        }

        void wrote() {
            ended.complete(true);
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
        listener.ended.complete(false);
    }

    /// Whether the order covers whoever listens.
    boolean covers(StopFact.Ordered order, Identity.Known who) {
        return order.layers().contains(Layer.FRAMEWORK)
                && order.covers(runs.of(who.chain(), who.session(), who.startedFrom()));
    }

    /// Tells those whom the order covers here; to be called on every replica that learns of it. Returns how many it
    /// has told by now.
    public int tell(StopFact.Ordered order) {
        List<Listener> covered = covered(order);
        covered.forEach(listener -> listener.interrupt.complete(order));
        synchronized (told) {
            Set<Listener> all = told.computeIfAbsent(order.stop(), _ -> new HashSet<>());
            all.addAll(covered);
            if (told.size() > ORDERS_MAX) {
                told.remove(told.keySet().iterator().next());
            }
            return all.size();
        }
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

    /// Whether each listener here was told, or is gone; what it does then is its own affair.
    @Override
    public Proof verify(StopFact.Ordered order, Receipt at) {
        Set<Listener> asked = new HashSet<>(covered(order));
        synchronized (told) {
            asked.addAll(told.getOrDefault(order.stop(), Set.of()));
        }
        CompletableFuture<?>[] all =
                asked.stream().map(listener -> listener.ended).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(all)
                .completeOnTimeout(null, TOLD_MAX.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        long wait = asked.stream().filter(listener -> !listener.ended.isDone()).count();
        long heard =
                asked.stream().filter(listener -> listener.ended.getNow(false)).count();
        return new Proof(
                wait == 0,
                "%d of %d listeners told, %d left".formatted(heard, asked.size(), asked.size() - heard - wait));
    }

    private List<Listener> covered(StopFact.Ordered order) {
        return listeners.stream()
                .filter(listener -> covers(order, listener.who))
                .toList();
    }
}
