package io.levee.app.drill;

import com.sun.net.httpserver.HttpExchange;
import io.levee.adapters.mcp.ApprovedDefinitions;
import io.levee.adapters.mcp.Offered;
import io.levee.catalog.Api;
import io.levee.identity.TeamId;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A tool of an MCP server (2025-11-25, without sessions) that works for as long as somebody
/// listens. Each step of it is an effect, and is told as progress.
final class LongCall {
    static final String SERVER = "worker";
    static final String TOOL = "work";
    static final String PATH = "/mcp";

    private static final JsonMapper JSON = new JsonMapper();
    private static final long STEP_EVERY_MILLIS = 2;
    private static final String LIST = """
            {"tools":[{"name":"work","description":"Works until nobody listens.","inputSchema":{"type":"object"}}]}""";
    private static final String BEGUN = """
            {"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"worker","version":"1"}}""";
    private static final String UNKNOWN = """
            {"code":-32601,"message":"there is no such method"}""";

    private final Effects steps;

    LongCall(Effects steps) {
        this.steps = steps;
    }

    /// What `apis/worker.mcp.yaml` says, with the tool approved as it is offered.
    static String described(URI at) {
        Api nothing = new Api(SERVER, new TeamId("drill"), Api.Protocol.MCP, at, List.of());
        String digest =
                Offered.by(nothing, at, ApprovedDefinitions.NONE).getFirst().digest();
        return """
                name: %s
                owner: drill
                upstream: %s
                tools:
                  %s: { effect: read, digest: "%s" }
                """.formatted(SERVER, at, TOOL, digest);
    }

    void serve(HttpExchange exchange) throws IOException {
        JsonNode asked = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String id = asked.path("id").toString();
        switch (asked.path("method").asString("")) {
            case "initialize" -> answer(exchange, id, "result", BEGUN);
            case "tools/list" -> answer(exchange, id, "result", LIST);
            case "tools/call" ->
                work(exchange, asked.path("params").path("_meta").path("progressToken"));
            default -> {
                if (asked.has("id")) {
                    answer(exchange, id, "error", UNKNOWN);
                } else {
                    exchange.sendResponseHeaders(202, -1);
                    exchange.close();
                }
            }
        }
    }

    private static void answer(HttpExchange exchange, String id, String member, String value) throws IOException {
        byte[] body = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"%s\":%s}"
                .formatted(id, member, value)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void work(HttpExchange exchange, JsonNode token) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            for (long step = 1; ; step++) {
                body.write("""
                        data: {"jsonrpc":"2.0","method":"notifications/progress",\
                        "params":{"progressToken":%s,"progress":%d}}

                        """.formatted(token, step).getBytes(StandardCharsets.UTF_8));
                body.flush();
                steps.happened();
                TimeUnit.MILLISECONDS.sleep(STEP_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
