package io.levee.adapters.proxy;

import io.levee.budget.Unit;
import io.levee.rooms.gateway.OpenCall;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/// The upstream's answer on its way to the client: the next chunk is read when the one before was written, so
/// a slow client slows the upstream and nothing gathers here. A chunk moves from when it is read until it was
/// written.
final class ResponsePump extends IteratingCallback {
    private final Content.Source from;
    private final Response to;
    private final OpenCall call;
    private final Passage passage;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Invocable.Task again = Invocable.from(InvocationType.NON_BLOCKING, this::iterate);
    private final Optional<Watched> watched;
    private boolean headersFirst;
    private boolean last;
    private Content.@Nullable Chunk moving;
    private final AtomicLong bytes = new AtomicLong();

    /// @param headersFirst send the headers before there is content, for answers that may take their time
    /// @param watched      looks at the answer as it goes by
    ResponsePump(
            Content.Source from,
            Response to,
            OpenCall call,
            Passage passage,
            boolean headersFirst,
            Optional<Watched> watched) {
        this.from = from;
        this.to = to;
        this.call = call;
        this.passage = passage;
        this.headersFirst = headersFirst;
        this.watched = watched;
    }

    /// Completes after the last byte was written, or fails with what went wrong on the client's side.
    CompletableFuture<Void> done() {
        return done;
    }

    long bytes() {
        return bytes.get();
    }

    @Override
    protected Action process() throws Exception {
        if (last) {
            return Action.SUCCEEDED;
        }
        Content.Chunk chunk = headersFirst ? Content.Chunk.EMPTY : from.read();
        headersFirst = false;
        if (chunk == null) {
            from.demand(again);
            return Action.IDLE;
        }
        if (Content.Chunk.isFailure(chunk)) {
            throw Failure.UPSTREAM_DOWN.cause();
        }
        if (!call.spend(Unit.BYTES, chunk.remaining()) || !call.begin()) {
            chunk.release();
            throw Failure.CUT.cause();
        }
        moving = chunk;
        bytes.addAndGet(chunk.remaining());
        last = chunk.isLast();
        if (chunk.hasRemaining()) {
            passage.passed(chunk.getByteBuffer().asReadOnlyBuffer());
        }
        watched.ifPresent(it -> it.add(chunk.getByteBuffer()));
        to.write(last, chunk.hasRemaining() ? chunk.getByteBuffer() : BufferUtil.EMPTY_BUFFER, this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onSuccess() {
        released();
    }

    @Override
    protected void onCompleteSuccess() {
        watched.ifPresent(Watched::whole);
        done.complete(null);
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        released();
        watched.ifPresent(Watched::drop);
        done.completeExceptionally(cause);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    private void released() {
        Content.Chunk moved = moving;
        if (moved != null) {
            moving = null;
            moved.release();
            call.end();
        }
    }
}
