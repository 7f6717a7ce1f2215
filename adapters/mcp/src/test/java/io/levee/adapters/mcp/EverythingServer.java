package io.levee.adapters.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A server for tests, over real HTTP, that offers everything the conformance suite asks for, in both
/// eras. The official SDK has no server of 2026-07-28, so this is our own reading of the specification
/// and proves nothing about servers of others. What it offers stands in `conformance/everything.json`.
final class EverythingServer implements AutoCloseable {
    static final String STATELESS = "2026-07-28";

    private final Server server;
    private final ServerConnector connector;
    private final Everything everything = new Everything();
    private final Map<String, ObjectNode> sessions = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<JsonNode>> questions = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private volatile JsonNode last = Everything.object();

    EverythingServer() throws Exception {
        server = new Server(new QueuedThreadPool(64, 4));
        connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                EverythingServer.this.handle(new Reply(request, response));
                callback.succeeded();
                return true;
            }
        });
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/mcp");
    }

    /// The message that came last.
    JsonNode last() {
        return last;
    }

    /// That were begun.
    int sessions() {
        return sessions.size();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // Jetty throws whatever a part of it threw
            throw new IllegalStateException(e);
        }
    }

    private void handle(Reply reply) throws IOException {
        if (!reply.request.getMethod().equals("POST")) {
            reply.empty(reply.request.getMethod().equals("DELETE") ? 200 : 405);
            return;
        }
        ObjectNode message;
        try (InputStream in = Content.Source.asInputStream(reply.request)) {
            message = (ObjectNode) Everything.JSON.readTree(in);
        }
        last = message;
        if (!message.has("method")) {
            CompletableFuture<JsonNode> question =
                    questions.remove(message.get("id").asString());
            if (question != null) {
                question.complete(message);
            }
            reply.empty(202);
        } else if (!message.has("id")) {
            reply.empty(202);
        } else {
            boolean stateless = STATELESS.equals(reply.request.getHeaders().get("MCP-Protocol-Version"));
            answer(new Exchange(reply, message, stateless));
        }
    }

    private void answer(Exchange exchange) throws IOException {
        String method = exchange.message.get("method").asString();
        ObjectNode params = exchange.message.get("params") instanceof ObjectNode some ? some : Everything.object();
        if (!exchange.stateless && method.equals("initialize")) {
            String session = UUID.randomUUID().toString();
            sessions.put(session, (ObjectNode) params.get("capabilities"));
            exchange.reply.response.getHeaders().put("Mcp-Session-Id", session);
            exchange.result(everything.initialized());
            return;
        }
        if (exchange.stateless
                != (method.equals("server/discover") || params.at("/_meta").has(Everything.VERSION))) {
            exchange.error(400, -32602, "the era of this message is unclear", Everything.object());
            return;
        }
        if (exchange.stateless
                && !method.equals(exchange.reply.request.getHeaders().get("Mcp-Method"))) {
            exchange.error(400, -32020, "Mcp-Method is not the method", Everything.object());
            return;
        }
        try {
            everything.answer(exchange, method, params);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// One request, and what this server may say while it answers it.
    final class Exchange {
        private final Reply reply;
        private final ObjectNode message;
        private final boolean stateless;

        private Exchange(Reply reply, ObjectNode message, boolean stateless) {
            this.reply = reply;
            this.message = message;
            this.stateless = stateless;
        }

        boolean isStateless() {
            return stateless;
        }

        /// Of the client, as it says in this message or said when its session began.
        ObjectNode capabilities() {
            if (stateless) {
                return message.at("/params/_meta").get(Everything.CAPABILITIES) instanceof ObjectNode some
                        ? some
                        : Everything.object();
            }
            @Nullable String session = reply.request.getHeaders().get("Mcp-Session-Id");
            return sessions.getOrDefault(String.valueOf(session), Everything.object());
        }

        void tell(String method, ObjectNode params) throws IOException {
            ObjectNode told = Everything.object().put("jsonrpc", "2.0").put("method", method);
            told.set("params", params);
            reply.event(told);
        }

        /// Asks the client, and waits for its answer.
        JsonNode ask(String method, JsonNode params) throws IOException {
            String id = "question-" + ids.incrementAndGet();
            CompletableFuture<JsonNode> answer = new CompletableFuture<>();
            questions.put(id, answer);
            ObjectNode asked =
                    Everything.object().put("jsonrpc", "2.0").put("id", id).put("method", method);
            asked.set("params", params);
            reply.event(asked);
            return answer.join();
        }

        void result(ObjectNode result) throws IOException {
            if (stateless && !result.has("resultType")) {
                result.put("resultType", "complete");
            }
            ObjectNode whole = Everything.object().put("jsonrpc", "2.0");
            whole.set("id", message.get("id"));
            whole.set("result", result);
            reply.last(200, whole);
        }

        void error(int status, int code, String text, ObjectNode data) throws IOException {
            ObjectNode error = Everything.object().put("code", code).put("message", text);
            error.set("data", data);
            ObjectNode whole = Everything.object().put("jsonrpc", "2.0");
            whole.set("id", message.get("id"));
            whole.set("error", error);
            reply.last(stateless ? status : 200, whole);
        }
    }

    /// The HTTP answer: one JSON text, or a stream once an event was sent.
    private static final class Reply {
        private final Request request;
        private final Response response;
        private Optional<Boolean> streams = Optional.empty();

        private Reply(Request request, Response response) {
            this.request = request;
            this.response = response;
        }

        void empty(int status) {
            response.setStatus(status);
        }

        void event(JsonNode message) throws IOException {
            if (streams.isEmpty()) {
                streams = Optional.of(true);
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
            }
            write(false, "data: " + message + "\n\n");
        }

        void last(int status, JsonNode message) throws IOException {
            if (streams.isPresent()) {
                event(message);
                write(true, "");
                return;
            }
            response.setStatus(status);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            write(true, message.toString());
        }

        private void write(boolean last, String text) throws IOException {
            try (Blocker.Callback written = Blocker.callback()) {
                response.write(last, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), written);
                written.block();
            }
        }
    }
}
