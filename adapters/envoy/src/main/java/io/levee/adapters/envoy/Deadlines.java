package io.levee.adapters.envoy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Every check that waits for its decision, and when it is answered without one. Thread-safe.
final class Deadlines implements AutoCloseable {
    /// What is kept of the proxy's deadline for the answer to travel: a tenth, between these.
    static final Duration MARGIN_MIN = Duration.ofMillis(2);
    static final Duration MARGIN_MAX = Duration.ofMillis(50);

    private final Set<PendingCheck> pending = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer;

    Deadlines() {
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("check-deadline").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /// How long a decision may take, where the proxy waits this long.
    ///
    /// @return zero or less where no time is left
    static long nanosFor(long proxyNanos, Duration max) {
        long margin = Math.clamp(proxyNanos / 10, MARGIN_MIN.toNanos(), MARGIN_MAX.toNanos());
        return Math.min(proxyNanos - margin, max.toNanos());
    }

    /// Refuses the check after `nanos`, unless it was answered. The result is run once it was.
    Runnable watch(PendingCheck check, long nanos) {
        pending.add(check);
        Future<?> late = timer.schedule(check::late, nanos, TimeUnit.NANOSECONDS);
        return () -> {
            late.cancel(false);
            pending.remove(check);
        };
    }

    int waiting() {
        return pending.size();
    }

    /// Answers whatever still waits.
    @Override
    public void close() {
        timer.shutdownNow();
        pending.forEach(PendingCheck::close);
        pending.clear();
    }
}
