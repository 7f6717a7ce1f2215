package io.levee.adapters.mcp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What one server says that it offers, asked anew again and again: beside callers while it is known, before them where
/// it is not. Nobody waits long for a server that hangs. Thread-safe.
final class Known {
    /// From then on it is asked anew beside callers.
    static final long YOUNG_NANOS = 15_000_000_000L;
    /// From then on nobody relies on it.
    static final long FRESH_NANOS = 30_000_000_000L;
    /// For a server that could not be asked.
    static final long FAILED_NANOS = 1_000_000_000L;
    /// For its answer, before it counts as one that cannot be asked.
    static final long WAIT_NANOS = 2_000_000_000L;

    private static final State SILENT = new State(Optional.empty(), 0);

    private final Supplier<Optional<Map<Kind, List<ObjectNode>>>> ask;
    private final LongSupplier nanoTime;
    private @Nullable State state;
    private @Nullable Asking asking;
    private long forgotten;

    /// @param what empty where it could not be asked; one object as long as nothing new is known
    record State(Optional<Map<Kind, List<ObjectNode>>> what, long atNanos) {
        boolean isYoung(long now) {
            return now - atNanos < (what.isPresent() ? YOUNG_NANOS : FAILED_NANOS);
        }

        boolean isFresh(long now) {
            return now - atNanos < (what.isPresent() ? FRESH_NANOS : FAILED_NANOS);
        }
    }

    /// @param answer empty where it said meanwhile that something changed
    private record Asking(CompletableFuture<Optional<State>> answer, long sinceNanos, long forgotten) {}

    /// @param ask      takes as long as the server does; empty where it cannot be asked
    /// @param nanoTime a clock that never jumps
    Known(Supplier<Optional<Map<Kind, List<ObjectNode>>>> ask, LongSupplier nanoTime) {
        this.ask = ask;
        this.nanoTime = nanoTime;
    }

    /// Whether [#get] answers at once.
    synchronized boolean isFresh() {
        return state != null && state.isFresh(nanoTime.getAsLong());
    }

    /// What it said last, however long ago; without asking.
    synchronized State last() {
        return state == null ? SILENT : state;
    }

    State get() {
        Optional<State> heard = Optional.empty();
        for (long begun = nanoTime.getAsLong(); heard.isEmpty() && left(begun) > 0; ) {
            heard = tried();
        }
        return heard.orElse(SILENT);
    }

    private Optional<State> tried() {
        Asking running;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (state != null && state.isYoung(now)) {
                return Optional.of(state);
            }
            if (asking == null) {
                asking = begin(now);
            }
            if (state != null && state.isFresh(now)) {
                return Optional.of(state);
            }
            running = asking;
        }
        return answer(running);
    }

    /// It said that something changed: what is known, and what is being asked, is of no use any more. It is asked again
    /// only after that asking ended, so that a server that says so all the time is asked once at a time.
    synchronized void forget() {
        forgotten++;
        state = null;
    }

    private Asking begin(long now) {
        Asking begun = new Asking(new CompletableFuture<>(), now, forgotten);
        Thread.ofVirtual().name("mcp-ask").start(() -> {
            Optional<Map<Kind, List<ObjectNode>>> what = Optional.empty();
            try {
                what = ask.get();
            } finally {
                finish(begun, what); // whatever happened, or nobody would ever ask again
            }
        });
        return begun;
    }

    private void finish(Asking begun, Optional<Map<Kind, List<ObjectNode>>> what) {
        Optional<State> learned = Optional.empty();
        synchronized (this) {
            asking = null;
            if (begun.forgotten() == forgotten) {
                state = new State(what, nanoTime.getAsLong());
                learned = Optional.of(state);
            }
        }
        begun.answer().complete(learned);
    }

    private long left(long sinceNanos) {
        return WAIT_NANOS - (nanoTime.getAsLong() - sinceNanos);
    }

    private Optional<State> answer(Asking running) {
        try {
            return running.answer().get(Math.max(0, left(running.sinceNanos())), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Optional.of(SILENT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(SILENT);
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking a server failed by itself", e);
        }
    }
}
