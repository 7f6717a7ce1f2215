package io.levee.adapters.mcp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/// A server for tests with one tool, `lie`, and sessions: honest until it is called, then it answers
/// with whatever bytes it was given.
final class LyingServer implements AutoCloseable {
    /// @param body `ID` stands for the id of the request; each character is one byte
    record Lie(int status, String type, String body) {
        static Lie json(String body) {
            return of("application/json", body.getBytes(StandardCharsets.UTF_8));
        }

        static Lie events(String body) {
            return of("text/event-stream", body.getBytes(StandardCharsets.UTF_8));
        }

        static Lie of(String type, byte[] body) {
            return new Lie(200, type, new String(body, StandardCharsets.ISO_8859_1));
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    volatile Lie next = Lie.json("{}");

    LyingServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/mcp", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode message = exchange.getRequestMethod().equals("POST")
                ? Everything.JSON.readTree(exchange.getRequestBody())
                : Everything.object();
        String id = message.path("id").toString();
        switch (message.path("method").asString("")) {
            case "initialize" -> {
                exchange.getResponseHeaders().add("Mcp-Session-Id", "one");
                send(exchange, result("""
                        {"protocolVersion":"2025-11-25","capabilities":{"tools":{}},\
                        "serverInfo":{"name":"liar","version":"1"}}"""), id);
            }
            case "tools/list" -> send(exchange, result("""
                        {"tools":[{"name":"lie","description":"Lies","inputSchema":{"type":"object"}}]}"""), id);
            case "tools/call" -> send(exchange, next, id);
            case "server/discover" -> send(exchange, new Lie(404, "text/plain", ""), id);
            default -> send(exchange, new Lie(202, "text/plain", ""), id);
        }
    }

    private static Lie result(String result) {
        return Lie.json("{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":" + result + "}");
    }

    private static void send(HttpExchange exchange, Lie lie, String id) throws IOException {
        byte[] body = lie.body().replace("ID", id).getBytes(StandardCharsets.ISO_8859_1);
        exchange.getResponseHeaders().set("Content-Type", lie.type());
        exchange.sendResponseHeaders(lie.status(), body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        } catch (IOException e) {
            // whoever asked heard enough
        }
    }
}
