package io.levee.adapters.proxy;

import io.levee.budget.Unit;
import io.levee.rooms.gateway.OpenCall;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.client.Request.Content;
import org.eclipse.jetty.io.Content.Chunk;
import org.jspecify.annotations.Nullable;

/// The request body on its way to the upstream: read when the upstream can take more. A chunk moves from when it is
/// read until the upstream's connection released it.
final class RequestBody implements Content {
    private final Upload upload;
    private final Exchange exchange;
    private final OpenCall call;
    private final ProxyLimits limits;
    private final long begunNanos = System.nanoTime();
    private final AtomicLong bytes = new AtomicLong();

    RequestBody(Upload upload, Exchange exchange, OpenCall call, ProxyLimits limits) {
        this.upload = upload;
        this.exchange = exchange;
        this.call = call;
        this.limits = limits;
    }

    @Override
    public long getLength() {
        return upload.length();
    }

    /// How much was handed to the upstream's connection.
    long bytes() {
        return bytes.get();
    }

    @Override
    public @Nullable Chunk read() {
        Chunk chunk = upload.from().read();
        if (chunk == null) {
            return null;
        }
        if (Chunk.isFailure(chunk)) {
            boolean slow = chunk.getFailure() instanceof TimeoutException;
            return failed(slow ? Failure.CLIENT_SLOW : Failure.CLIENT_LEFT);
        }
        int size = chunk.remaining();
        if (bytes.addAndGet(size) > limits.bodyBytesMax()) {
            chunk.release();
            return failed(Failure.BODY_TOO_LARGE);
        }
        if (System.nanoTime() - begunNanos > limits.bodyTimeMax().toNanos()) {
            chunk.release();
            return failed(Failure.CLIENT_SLOW);
        }
        upload.watched().ifPresent(watched -> watched.add(chunk.getByteBuffer()));
        if (chunk.isLast()) {
            exchange.uploaded();
        }
        if (chunk.isLast() || bytes.get() == upload.length()) {
            upload.watched().ifPresent(Watched::whole); // the end may be read after the answer, or never
        }
        if (size == 0) {
            return chunk;
        }
        if (!call.spend(Unit.BYTES, size) || !call.begin()) {
            chunk.release();
            return failed(Failure.CUT);
        }
        return Chunk.from(chunk.getByteBuffer(), chunk.isLast(), () -> {
            call.end();
            chunk.release();
        });
    }

    @Override
    public void demand(Runnable demandCallback) {
        upload.from().demand(demandCallback);
    }

    @Override
    public void fail(Throwable failure) {
        upload.from().fail(failure);
    }

    private Chunk failed(Failure failure) {
        exchange.blame(failure);
        return Chunk.from(failure.cause());
    }
}
