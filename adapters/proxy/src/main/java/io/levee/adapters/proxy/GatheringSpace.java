package io.levee.adapters.proxy;

import java.util.concurrent.atomic.AtomicLong;

/// How much memory all bodies together may take while they are gathered to be judged. Thread-safe.
public final class GatheringSpace {
    static final long BYTES_MAX = 96L << 20;

    private final long bytesMax;
    private final AtomicLong taken = new AtomicLong();

    public GatheringSpace(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /// False where it is full; then nothing was taken.
    public boolean take(long bytes) {
        if (taken.addAndGet(bytes) <= bytesMax) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    public void give(long bytes) {
        taken.addAndGet(-bytes);
    }
}
