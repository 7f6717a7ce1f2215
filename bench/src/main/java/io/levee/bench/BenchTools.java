package io.levee.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    private final Process process;
    private final URI uri;

    private BenchTools(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /// Starts the process and waits until it listens.
    public static BenchTools start() throws IOException {
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BenchTools.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            process.destroyForcibly();
            throw new IOException("the server of tools did not start");
        }
        return new BenchTools(process, URI.create("http://127.0.0.1:%s/mcp".formatted(line)));
    }

    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        process.destroyForcibly();
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
