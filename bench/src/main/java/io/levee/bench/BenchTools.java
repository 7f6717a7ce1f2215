package io.levee.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server of MCP (2025-06-18, without sessions of its own) for benchmarks, in a process of its own so that its
/// processor time is not Levee's: a hundred tools, each answered with one KiB of text.
public final class BenchTools implements AutoCloseable {
    static final int TOOLS = 100;
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LIST =
            IntStream.range(0, TOOLS).mapToObj("""
                    {"name":"tool-%d","description":"Answers with a text that is as long as a short report is.",
                    "inputSchema":{"type":"object","properties":{"query":{"type":"string","maxLength":200},
                    "limit":{"type":"integer","minimum":1,"maximum":100}},"additionalProperties":false}}"""::formatted).collect(Collectors.joining(",", "{\"tools\":[", "]}"));
    private static final String RESULT =
            "{\"content\":[{\"type\":\"text\",\"text\":\"%s\"}]}".formatted("x".repeat(BenchUpstream.BODY_BYTES));
    private static final String BEGUN = "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}},"
            + "\"serverInfo\":{\"name\":\"bench\",\"version\":\"1\"}}";

    private final OwnProcess process;

    private BenchTools(OwnProcess process) {
        this.process = process;
    }

    /// Starts the process and waits until it listens.
    public static BenchTools start() throws IOException {
        return new BenchTools(OwnProcess.start(BenchTools.class, "128m"));
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:%d/mcp".formatted(process.port()));
    }

    @Override
    public void close() {
        process.close();
    }

    /// Prints the port and serves until it is killed.
    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/mcp", BenchTools::serve);
        server.start();
        System.out.println(server.getAddress().getPort());
    }

    private static void serve(HttpExchange exchange) throws IOException {
        JsonNode asked = JSON.readTree(exchange.getRequestBody().readAllBytes());
        JsonNode id = asked.path("id");
        if (id.isMissingNode()) {
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
            return;
        }
        String answer = switch (asked.path("method").asString()) {
            case "initialize" -> "\"result\":" + BEGUN;
            case "tools/list" -> "\"result\":" + LIST;
            case "tools/call" -> "\"result\":" + RESULT;
            default -> "\"error\":{\"code\":-32601,\"message\":\"there is no such method\"}";
        };
        byte[] body = "{\"jsonrpc\":\"2.0\",\"id\":%s,%s}".formatted(id, answer).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
