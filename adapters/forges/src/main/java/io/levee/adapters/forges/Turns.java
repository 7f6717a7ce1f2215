package io.levee.adapters.forges;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// One at a time for each pull request: two that look at the same time would both post. Two
/// replicas may still; what stands there twice the next one closes.
public final class Turns {
    private static final int LOCKS = 64;

    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(ReentrantLock[]::new);

    public <T> T take(PullRequest.Ref ref, Supplier<T> work) {
        ReentrantLock lock = locks[Math.floorMod(ref.hashCode(), LOCKS)];
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
