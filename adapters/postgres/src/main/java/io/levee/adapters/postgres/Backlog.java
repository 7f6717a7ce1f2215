package io.levee.adapters.postgres;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The facts that wait for the writer of the log, in order and bounded. One lock. The writer is woken when there is a
/// reason to write, not for each fact: a wake-up costs more than the fact.
final class Backlog {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition worthLooking = lock.newCondition();
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private final int max;
    private final int batchMax;
    private int hurried;
    private boolean closing;

    /// @param max      facts that may wait
    /// @param batchMax facts that are taken at once
    Backlog(int max, int batchMax) {
        this.max = max;
        this.batchMax = batchMax;
    }

    /// False where it is full.
    boolean offer(Pending pending) {
        lock.lock();
        try {
            if (waiting.size() == max) {
                return false;
            }
            waiting.add(pending);
            hurried += pending.hurried() ? 1 : 0;
            if (waiting.size() == 1 || waiting.size() == batchMax || (pending.hurried() && hurried == 1)) {
                worthLooking.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// What is to be written next, oldest first; empty where nothing came in time. Waits for a first fact, then for a
    /// reason not to wait for more: a hurried one, a full batch, the end of `leisure`, or that all is closing.
    List<Pending> take(Duration idle, Duration leisure) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (long left = idle.toNanos(); waiting.isEmpty() && left > 0 && !closing; ) {
                left = worthLooking.awaitNanos(left);
            }
            for (long left = leisure.toNanos(); !isReason() && left > 0; ) {
                left = worthLooking.awaitNanos(left);
            }
            List<Pending> taken = new ArrayList<>(Math.min(waiting.size(), batchMax));
            while (taken.size() < batchMax && !waiting.isEmpty()) {
                taken.add(remove());
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Removes the oldest fact, where it has waited until `now` in vain.
    Optional<Pending> takeLate(long now) {
        lock.lock();
        try {
            Pending oldest = waiting.peek();
            return oldest != null && oldest.late(now) ? Optional.of(remove()) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// Removes all.
    List<Pending> drain() {
        lock.lock();
        try {
            List<Pending> all = List.copyOf(waiting);
            waiting.clear();
            hurried = 0;
            return all;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// From now on nobody waits for more.
    void close() {
        lock.lock();
        try {
            closing = true;
            worthLooking.signal();
        } finally {
            lock.unlock();
        }
    }

    private boolean isReason() {
        return waiting.isEmpty() || hurried > 0 || waiting.size() >= batchMax || closing;
    }

    private Pending remove() {
        Pending oldest = waiting.remove();
        hurried -= oldest.hurried() ? 1 : 0;
        return oldest;
    }
}
