package io.levee.adapters.mcp;

import io.levee.adapters.proxy.GatheringSpace;

/// What one message takes of the memory that all messages share, until it is answered. Not thread-safe.
final class Room implements AutoCloseable {
    private final GatheringSpace space;
    private long taken;

    Room(GatheringSpace space) {
        this.space = space;
    }

    void take(int bytes) {
        if (!space.take(bytes)) {
            throw McpRefusal.BUSY.because("");
        }
        taken += bytes;
    }

    @Override
    public void close() {
        space.give(taken);
    }
}
