package io.levee.rooms.jobs;

import io.levee.facts.WorkloadId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Looks at attempts on a cluster without letting whoever looks wait for it: it answers what was seen last, and asks
/// again on another thread, once in [#EVERY] at most. Thread-safe.
public final class Looks {
    static final Duration EVERY = Duration.ofSeconds(1);
    /// Without an answer for so long, nobody knows any more how an attempt is.
    static final Duration STALE = Duration.ofSeconds(15);

    private static final int RUNS_MAX = 10_000;

    private final LongSupplier nanoTime;
    private final Executor threads;
    private final Map<WorkloadId, Known> all = new LinkedHashMap<>();

    /// @param threads on which the cluster is asked
    public Looks(LongSupplier nanoTime, Executor threads) {
        this.nanoTime = nanoTime;
        this.threads = threads;
    }

    /// One attempt; guarded by itself.
    private static final class Known {
        private Engine.Look last = new Engine.Look.Running(0);
        private String failed = "";
        private long answeredAt;
        private long askedAt;
        private boolean asking;

        private Known(long now) {
            this.answeredAt = now;
            this.askedAt = now - EVERY.toNanos();
        }
    }

    /// What was seen last; an attempt that was never looked at is taken to run.
    ///
    /// @param ask how it is now, from the cluster; its time is bounded
    /// @throws IllegalStateException where the cluster does not answer
    public Engine.Look look(WorkloadId run, Supplier<Engine.Look> ask) {
        long now = nanoTime.getAsLong();
        Known known = known(run, now);
        boolean due;
        synchronized (known) {
            due = !known.asking && now - known.askedAt >= EVERY.toNanos();
            if (due) {
                known.asking = true;
                known.askedAt = now;
            }
        }
        if (due) {
            threads.execute(() -> ask(known, ask));
        }
        synchronized (known) {
            if (!known.failed.isEmpty()) {
                throw new IllegalStateException(known.failed);
            }
            if (now - known.answeredAt >= STALE.toNanos()) {
                throw new IllegalStateException("no answer for %d seconds".formatted(STALE.toSeconds()));
            }
            return known.last;
        }
    }

    public void forget(WorkloadId run) {
        synchronized (all) {
            all.remove(run);
        }
    }

    private Known known(WorkloadId run, long now) {
        synchronized (all) {
            Known known = all.computeIfAbsent(run, _ -> new Known(now));
            if (all.size() > RUNS_MAX) {
                all.remove(all.keySet().iterator().next());
            }
            return known;
        }
    }

    private void ask(Known known, Supplier<Engine.Look> ask) {
        String failed = "it could not be asked";
        Engine.Look seen = null;
        try {
            seen = ask.get();
        } catch (RuntimeException e) { // whatever it was, who looks next is told
            failed = String.valueOf(e.getMessage());
        } finally {
            synchronized (known) {
                known.asking = false;
                if (seen == null) {
                    known.failed = failed;
                } else {
                    known.failed = "";
                    known.last = seen;
                    known.answeredAt = nanoTime.getAsLong();
                }
            }
        }
    }
}
