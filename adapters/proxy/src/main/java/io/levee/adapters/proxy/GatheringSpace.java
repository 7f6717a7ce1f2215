package io.levee.adapters.proxy;

import java.util.concurrent.atomic.AtomicLong;

/// How much memory all bodies together may take while they are gathered to be checked. Thread-safe.
final class GatheringSpace {
    static final long BYTES_MAX = 96L << 20;

    private final long bytesMax;
    private final AtomicLong taken = new AtomicLong();

    GatheringSpace(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    boolean take(long bytes) {
        if (taken.addAndGet(bytes) <= bytesMax) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void give(long bytes) {
        taken.addAndGet(-bytes);
    }
}
