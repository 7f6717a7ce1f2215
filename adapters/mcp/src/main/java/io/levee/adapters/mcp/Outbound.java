package io.levee.adapters.mcp;

import io.levee.adapters.proxy.Connections;
import io.levee.fault.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The answer to one message: one JSON text, or an event stream. Thread-safe: one write at a time.
final class Outbound {
    private static final byte[] BEAT = ": \n\n".getBytes(StandardCharsets.US_ASCII);

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final boolean mayStream;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean streaming;
    private volatile boolean over;
    private volatile boolean begun;
    private volatile boolean cut;
    private final AtomicLong bytes = new AtomicLong();
    private volatile long wroteNanos = System.nanoTime();

    /// @param mayStream whether the client takes event streams
    Outbound(Request request, Response response, Callback callback, boolean mayStream) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.mayStream = mayStream;
    }

    boolean mayStream() {
        return mayStream;
    }

    /// From now on nothing of the call is written, and what is being written ends with its connection.
    ///
    /// INVARIANT I3: a writer sets `begun` before it reads `cut`, and this sets `cut` before it reads `begun`. So
    /// either the writer sees the cut, or the cut sees the writer.
    void cut() {
        cut = true;
        if (begun) {
            Connections.reset(request);
        }
    }

    boolean isStreaming() {
        return streaming;
    }

    boolean isOver() {
        return over;
    }

    long bytes() {
        return bytes.get();
    }

    /// What the client was told so far, 0 where nothing.
    int status() {
        return response.isCommitted() ? response.getStatus() : 0;
    }

    boolean isQuiet(long now, long nanos) {
        return !over && now - wroteNanos > nanos;
    }

    void header(String name, String value) {
        response.getHeaders().put(name, value);
    }

    /// The whole answer. In a stream that began it is the last event; then the status cannot be said any more.
    void answer(int status, JsonNode message) throws IOException {
        writing.lock();
        try {
            if (over) {
                return;
            }
            over = true;
            if (streaming) {
                write(true, event(message));
            } else {
                begin(status, "application/json");
                byte[] body = Wire.bytes(message);
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
                write(true, body);
            }
        } finally {
            writing.unlock();
        }
        callback.succeeded();
    }

    /// What came from the server, as the whole answer; nothing of it where the call was cut.
    void carry(int status, JsonNode message) throws IOException {
        begun = true;
        if (cut) {
            throw McpRefusal.CANCELLED.because("");
        }
        answer(status, message);
    }

    /// An answer without a body.
    void empty(int status) {
        over = true;
        response.setStatus(status);
        callback.succeeded();
    }

    /// One event of a stream, which begins with the first.
    void event(ObjectNode message) throws IOException {
        writing.lock();
        try {
            if (over) {
                throw new IOException("the stream is over");
            }
            stream();
            write(false, event((JsonNode) message));
        } finally {
            writing.unlock();
        }
    }

    /// A comment, to learn whether the client is still there.
    void beat() throws IOException {
        if (!mayStream || !writing.tryLock()) {
            return;
        }
        try {
            if (!over) {
                stream();
                write(false, BEAT);
            }
        } finally {
            writing.unlock();
        }
    }

    /// Leaves no way to take a part for the whole.
    void breakOff(Throwable cause) {
        over = true;
        Connections.reset(request);
        callback.failed(cause);
    }

    void challenge(int status, Refusal refusal, String challenge) {
        if (status == 401 || (status == 403 && !challenge.isEmpty())) {
            header("WWW-Authenticate", challenge);
        }
        boolean later = status == 429 || status == 503;
        if (later && !response.getHeaders().contains(HttpHeader.RETRY_AFTER)) {
            header("Retry-After", "1");
        }
        if (refusal == McpRefusal.HTTP_METHOD) {
            header("Allow", "POST, DELETE");
        }
    }

    private void stream() {
        if (!streaming) {
            begun = true;
            if (cut) {
                throw McpRefusal.CANCELLED.because("");
            }
            streaming = true;
            begin(200, "text/event-stream");
            response.getHeaders().put("X-Accel-Buffering", "no");
        }
    }

    private void begin(int status, String type) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    }

    private static byte[] event(JsonNode message) {
        return ("event: message\ndata: " + Wire.text(message) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private void write(boolean last, byte[] content) throws IOException {
        try (Blocker.Callback written = Blocker.callback()) {
            response.write(last, ByteBuffer.wrap(content), written);
            written.block();
        }
        bytes.addAndGet(content.length);
        wroteNanos = System.nanoTime();
    }
}
