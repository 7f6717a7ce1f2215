package io.levee.adapters.proxy;

import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/// Reads away the rest of a request that was refused before it was read. Many clients look at the answer only once they
/// have sent all: if the connection is closed meanwhile, they see a broken pipe instead of why they were refused.
///
/// Only so much that a client said beforehand, and not for long; whoever sends more is cut off.
final class Leftovers implements Callback, Runnable {
    static final long BYTES_MAX = 16 << 20;
    private static final Duration TIME_MAX = Duration.ofSeconds(2);

    private final Request request;
    private final Callback then;
    private final long until = System.nanoTime() + TIME_MAX.toNanos();

    private Leftovers(Request request, Callback then) {
        this.request = request;
        this.then = then;
    }

    /// What to call once the answer is written.
    static Callback before(Request request, Callback then) {
        boolean sends = request.getLength() > 0 && request.getLength() <= BYTES_MAX;
        boolean waits = request.getHeaders().contains(HttpHeader.EXPECT); // it reads first
        return sends && !waits ? new Leftovers(request, then) : then;
    }

    @Override
    public void succeeded() {
        run();
    }

    @Override
    public void failed(Throwable failure) {
        then.failed(failure);
    }

    @Override
    public void run() {
        while (System.nanoTime() - until < 0) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                if (demanded()) {
                    return;
                }
                break;
            }
            boolean over = chunk.isLast() || Content.Chunk.isFailure(chunk);
            chunk.release();
            if (over) {
                break;
            }
        }
        then.succeeded();
    }

    /// False where somebody waits for the body already: what forwards it, or gathers it.
    private boolean demanded() {
        try {
            request.demand(this);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
