package io.levee.adapters.proxy;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;

/// Reads bodies whole, as many at once as fit into its space. Thread-safe.
final class Gatherer {
    private static final int SPACE_BYTES = 256 * 1024 * 1024;
    private static final int UNIT = 1024;

    private final Semaphore space = new Semaphore(SPACE_BYTES / UNIT);
    private final ProxyLimits limits;

    Gatherer(ProxyLimits limits) {
        this.limits = limits;
    }

    /// Space for this request's body; zero where there is none. To be given back by [#release].
    int acquire(Request request, int bytesMax) {
        long expected = request.getLength() >= 0 ? request.getLength() : bytesMax;
        int units = (int) Math.min(expected, bytesMax) / UNIT + 1;
        return space.tryAcquire(units) ? units : 0;
    }

    void release(int units) {
        space.release(units);
    }

    /// Fails with [IllegalStateException] where there is more than `bytesMax`.
    CompletableFuture<byte[]> gather(Request request, int bytesMax) {
        Gathering gathering = new Gathering(request, bytesMax);
        gathering.run();
        return gathering
                .whole
                .orTimeout(limits.bodyTimeMax().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((_, failure) -> {
                    if (failure instanceof TimeoutException) {
                        request.fail(failure);
                    }
                });
    }

    private static final class Gathering implements Runnable {
        private final Request from;
        private final int bytesMax;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

        Gathering(Request from, int bytesMax) {
            this.from = from;
            this.bytesMax = bytesMax;
        }

        @Override
        public void run() {
            for (Content.Chunk chunk = from.read(); ; chunk = from.read()) {
                if (chunk == null) {
                    from.demand(this);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    whole.completeExceptionally(chunk.getFailure());
                    return;
                }
                boolean fits = bytes.size() + chunk.remaining() <= bytesMax;
                if (fits && chunk.hasRemaining()) {
                    bytes.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
                }
                boolean last = chunk.isLast();
                chunk.release();
                if (!fits) {
                    whole.completeExceptionally(new IllegalStateException("more than %d bytes".formatted(bytesMax)));
                    return;
                }
                if (last) {
                    whole.complete(bytes.toByteArray());
                    return;
                }
            }
        }
    }
}
