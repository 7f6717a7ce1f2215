package io.levee.adapters.proxy;

import io.levee.consent.approval.Body;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;

/// Reads a body whole, up to the most that a person can be shown, without a thread that waits.
final class BodyGathering implements Invocable.Task {
    private final Content.Source from;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> bytes = new CompletableFuture<>();

    static final class TooLarge extends Exception {
        TooLarge() {
            super("too large to approve", null, false, false);
        }
    }

    BodyGathering(Content.Source from) {
        this.from = from;
    }

    CompletableFuture<byte[]> bytes() {
        return bytes;
    }

    @Override
    public void run() {
        while (!bytes.isDone()) {
            Content.Chunk chunk = from.read();
            if (chunk == null) {
                from.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                bytes.completeExceptionally(chunk.getFailure());
                return;
            }
            take(chunk);
        }
    }

    private void take(Content.Chunk chunk) {
        boolean fits = gathered.size() + chunk.remaining() <= Body.BYTES_MAX;
        if (fits) {
            byte[] some = new byte[chunk.remaining()];
            chunk.getByteBuffer().get(some);
            gathered.writeBytes(some);
        }
        boolean last = chunk.isLast();
        chunk.release();
        if (!fits) {
            bytes.completeExceptionally(new TooLarge());
        } else if (last) {
            bytes.complete(gathered.toByteArray());
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
