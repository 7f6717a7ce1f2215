package io.levee.app.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// When something happened at one target, by [System#nanoTime]. Thread-safe by its own lock.
final class Effects {
    /// So many must have happened before the stop, or there is nothing to stop.
    static final int FLOWING = 10;

    /// A drill lasts seconds; what comes after this is only counted.
    private static final int TIMES_MAX = 1_000_000;

    private final List<Long> times = new ArrayList<>();
    private final CountDownLatch flowing = new CountDownLatch(FLOWING);

    void happened() {
        happenedAt(System.nanoTime());
    }

    /// At moments in order, by the clock of this machine.
    static Effects at(List<Instant> arrivals) {
        Effects effects = new Effects();
        long now = System.nanoTime();
        Instant today = Instant.now();
        for (Instant arrival : arrivals) {
            effects.happenedAt(now - Duration.between(arrival, today).toNanos());
        }
        return effects;
    }

    private void happenedAt(long nanos) {
        synchronized (times) {
            if (times.size() < TIMES_MAX) {
                times.add(nanos);
            } else {
                times.set(TIMES_MAX - 1, nanos);
            }
        }
        flowing.countDown();
    }

    /// As if nothing had happened, but for [#awaitFlowing].
    void forget() {
        synchronized (times) {
            times.clear();
        }
    }

    boolean awaitFlowing(long seconds) throws InterruptedException {
        return flowing.await(seconds, TimeUnit.SECONDS);
    }

    int count() {
        synchronized (times) {
            return times.size();
        }
    }

    long after(long nanos) {
        synchronized (times) {
            return times.stream().filter(time -> time - nanos > 0).count();
        }
    }

    /// Milliseconds from `nanos` to the last one; negative where that was before.
    double lastMillis(long nanos) {
        synchronized (times) {
            return times.isEmpty() ? 0 : (times.getLast() - nanos) / 1e6;
        }
    }
}
