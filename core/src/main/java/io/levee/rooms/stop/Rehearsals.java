package io.levee.rooms.stop;

import io.levee.facts.Layer;
import io.levee.fault.LeveeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Whether each stopper could stop, tried on what is nobody's, between two drills. One that could not is **disarmed**:
/// its credential was rotated, its address moved, its rights were taken. Thread-safe.
public final class Rehearsals {
    private static final System.Logger LOG = System.getLogger(Rehearsals.class.getName());

    private final Supplier<List<Stopper>> stoppers;
    private final Executor threads;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Map<String, Rehearsal> last = new ConcurrentHashMap<>();

    /// @param state    how it went
    /// @param evidence ids and numbers only
    /// @param micros   what it took
    public record Rehearsal(Layer layer, String stopper, State state, String evidence, Instant at, long micros) {}

    public enum State {
        /// It stopped what is nobody's, and saw so.
        ARMED,
        /// It could not.
        DISARMED,
        /// Nothing was set aside for it: only a drill or a stop shows.
        UNTRIED
    }

    /// @param stoppers as the organisation has them now
    /// @param nanoTime a monotonic clock
    public Rehearsals(Supplier<List<Stopper>> stoppers, Executor threads, InstantSource clock, LongSupplier nanoTime) {
        this.stoppers = stoppers;
        this.threads = threads;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /// Rehearses all of them at the same time; returns once each answered or ran into twice its deadline. Only one
    /// replica at a time: what is set aside is there once.
    public void rehearse() {
        List<Stopper> now = stoppers.get();
        List<CompletableFuture<Rehearsal>> running =
                now.stream().map(this::begin).toList();
        running.forEach(one -> keep(one.join()));
        Set<String> names = now.stream().map(Stopper::name).collect(Collectors.toSet());
        last.keySet().retainAll(names);
    }

    /// The last of each stopper, by layer and name.
    public List<Rehearsal> last() {
        return last.values().stream()
                .sorted(Comparator.comparing(Rehearsal::layer).thenComparing(Rehearsal::stopper))
                .toList();
    }

    public List<Rehearsal> disarmed() {
        return last().stream().filter(one -> one.state() == State.DISARMED).toList();
    }

    private CompletableFuture<Rehearsal> begin(Stopper stopper) {
        long since = nanoTime.getAsLong();
        return CompletableFuture.supplyAsync(stopper::rehearse, threads)
                .orTimeout(2 * stopper.deadline().toMillis(), TimeUnit.MILLISECONDS)
                .handle((proof, failure) -> failure == null
                        ? of(stopper, state(proof), evidence(proof), since)
                        : of(stopper, State.DISARMED, why(failure), since));
    }

    private static State state(Optional<Stopper.Proof> proof) {
        return proof.map(it -> it.holds() ? State.ARMED : State.DISARMED).orElse(State.UNTRIED);
    }

    private static String evidence(Optional<Stopper.Proof> proof) {
        return proof.map(Stopper.Proof::evidence).orElse("nothing is set aside for it");
    }

    private static String why(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case TimeoutException _ -> "gave no answer";
            case LeveeException told -> "failed: " + told.getMessage(); // never holds a secret
            default -> "failed: " + cause.getClass().getSimpleName();
        };
    }

    private Rehearsal of(Stopper stopper, State state, String evidence, long since) {
        return new Rehearsal(
                stopper.layer(),
                stopper.name(),
                state,
                evidence,
                clock.instant(),
                (nanoTime.getAsLong() - since) / 1_000);
    }

    private void keep(Rehearsal now) {
        Rehearsal before = last.put(now.stopper(), now);
        if (before == null ? now.state() == State.DISARMED : before.state() != now.state()) {
            LOG.log(
                    now.state() == State.DISARMED ? System.Logger.Level.ERROR : System.Logger.Level.INFO,
                    now.state() == State.DISARMED
                            ? "{0} is disarmed, nothing can be stopped there: {1}; look at its entry in stoppers.yaml"
                            : "{0} is armed: {1}",
                    now.stopper(),
                    now.evidence());
        }
    }
}
