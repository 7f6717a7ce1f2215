package io.levee.adapters.proxy;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// A copy of a body up to a limit, for as long as its bytes are needed. Thread-safe, so that a call that is cut can
/// give its space back while somebody still reads.
final class Sample {
    private static final int FIRST = 4 * 1024;

    private final int bytesMax;
    private final GatheringSpace space;
    private byte[] bytes = new byte[0];
    private int size;
    private boolean whole = true;
    private boolean crowded;

    Sample(int bytesMax, GatheringSpace space) {
        this.bytesMax = bytesMax;
        this.space = space;
    }

    /// Copies what the buffer holds and leaves the buffer as it was. False where that is more than may be kept:
    /// then what was kept is dropped.
    synchronized boolean add(ByteBuffer buffer) {
        int more = buffer.remaining();
        if (!whole || more == 0) {
            return whole;
        }
        if ((long) size + more > bytesMax || !room(size + more)) {
            drop();
            return false;
        }
        buffer.duplicate().get(bytes, size, more);
        size += more;
        return true;
    }

    /// Everything that was added is here.
    synchronized boolean isWhole() {
        return whole;
    }

    /// It is not whole because other bodies take the space, and not because it is too large.
    synchronized boolean isCrowdedOut() {
        return crowded;
    }

    synchronized byte[] bytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    synchronized void drop() {
        whole = false;
        space.give(bytes.length);
        bytes = new byte[0];
        size = 0;
    }

    private boolean room(int needed) {
        if (needed <= bytes.length) {
            return true;
        }
        int next = Math.min(bytesMax, Math.max(needed, Math.max(FIRST, bytes.length * 2)));
        if (!space.take(next - bytes.length)) {
            crowded = true;
            return false;
        }
        bytes = Arrays.copyOf(bytes, next);
        return true;
    }
}
