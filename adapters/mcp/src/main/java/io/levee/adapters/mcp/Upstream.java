package io.levee.adapters.mcp;

import io.levee.adapters.proxy.ProxyLimits;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;
import tools.jackson.databind.JsonNode;

/// Messages to one server over HTTP. Blocks; called on virtual threads.
final class Upstream {
    static final String SESSION = "Mcp-Session-Id";
    static final String REVISION = "MCP-Protocol-Version";

    private final HttpClient client;
    private final ProxyLimits limits;
    private final URI at;

    Upstream(HttpClient client, ProxyLimits limits, URI at) {
        this.client = client;
        this.limits = limits;
        this.at = at;
    }

    URI at() {
        return at;
    }

    /// An answer that began.
    ///
    /// @param session the session that the server gave, empty where none
    record Reply(int status, String session, boolean events, InputStream body, Request request)
            implements AutoCloseable {
        Frames frames() {
            return new Frames(body, events);
        }

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                // It was ended by the other side, or by us.
            }
        }
    }

    Request prepare(String method, Map<String, String> headers) {
        return client.newRequest(at)
                .method(method)
                .followRedirects(false)
                .idleTimeout(limits.upstreamIdleMax().toMillis(), TimeUnit.MILLISECONDS)
                .headers(fields -> headers.forEach(fields::put));
    }

    /// Sends a message of ours, which belongs to no call.
    Reply post(JsonNode message, Map<String, String> headers) {
        return send(prepare("POST", headers), message, () -> true, () -> {});
    }

    /// Sends, and waits for the answer to begin.
    ///
    /// @param begin asked before the first byte moves; where it says no, nothing is sent
    /// @param end   called once the last byte has moved, where `begin` said yes
    Reply send(Request request, JsonNode message, BooleanSupplier begin, Runnable end) {
        byte[] bytes = Wire.bytes(message);
        request.headers(fields -> fields.put(HttpHeader.ACCEPT, "application/json, text/event-stream"));
        request.body(new BytesRequestContent("application/json", bytes));
        if (!begin.getAsBoolean()) {
            throw McpRefusal.CANCELLED.because("");
        }
        AtomicBoolean moving = new AtomicBoolean(true);
        Runnable moved = () -> {
            if (moving.compareAndSet(true, false)) {
                end.run();
            }
        };
        InputStreamResponseListener listener = new InputStreamResponseListener();
        request.onRequestSuccess(_ -> moved.run());
        request.onRequestFailure((_, _) -> moved.run());
        request.send(listener);
        try {
            Response response = listener.get(limits.answerMax().toMillis(), TimeUnit.MILLISECONDS);
            String type = String.valueOf(response.getHeaders().get(HttpHeader.CONTENT_TYPE));
            String session = response.getHeaders().get(SESSION);
            return new Reply(
                    response.getStatus(),
                    session == null ? "" : session,
                    type.startsWith("text/event-stream"),
                    listener.getInputStream(),
                    request);
        } catch (TimeoutException e) {
            var _ = request.abort(e);
            throw McpRefusal.UPSTREAM_SLOW.because("");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var _ = request.abort(e);
            throw McpRefusal.UPSTREAM_DOWN.because("interrupted");
        } catch (ExecutionException | RejectedExecutionException e) {
            throw McpRefusal.UPSTREAM_DOWN.because("");
        }
    }
}
