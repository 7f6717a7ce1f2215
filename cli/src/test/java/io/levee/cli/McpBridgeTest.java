package io.levee.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The bridge before a double of the gateway's door for MCP, for what the real one does seldom.
@Timeout(60)
@SuppressWarnings("NullAway.Init") // started before each test
class McpBridgeTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String INITIALIZE =
            "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\"}}";
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/list\"}";

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Tokens tokens = new Tokens();
    private HttpServer gateway;
    private volatile String session = "one";
    /// What it says was begun, it does not know later, once.
    private volatile boolean forgets;

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        gateway.createContext("/mcp", this::answer);
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @Test
    void everyMessageIsAnsweredInOneLineWithItsOwnId() throws Exception {
        List<String> lines = new ArrayList<>(List.of(INITIALIZE));
        IntStream.range(1, 200).forEach(id -> lines.add(LIST.formatted(id)));
        assertThat(run(lines))
                .extracting(answer -> answer.get("id").asInt())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 200).boxed().toList());
    }

    @Test
    void whatIsNoMessageIsSaidToBeNoneAndTheRestGoesOn() throws Exception {
        List<JsonNode> answers = run(List.of(
                INITIALIZE,
                "not json",
                "[]",
                "{\"a\":1,\"a\":2}",
                "\"" + "x".repeat(5 << 20) + "\"",
                LIST.formatted(1)));
        assertThat(answers)
                .filteredOn(answer -> answer.path("error").path("code").asInt() == -32700)
                .hasSize(4);
        assertThat(answers)
                .anySatisfy(
                        answer -> assertThat(answer.path("result").path("tools").isArray())
                                .isTrue());
    }

    @Test
    void aSessionThatTheGatewayForgotBeginsAnewAndTheMessageIsSaidAgain() throws Exception {
        forgets = true;
        assertThat(run(List.of(INITIALIZE, LIST.formatted(2))))
                .allSatisfy(answer -> assertThat(answer.has("result")).isTrue());
        assertThat(heard)
                .containsExactly(
                        "initialize", "tools/list", "initialize", "notifications/initialized", "tools/list", "DELETE");
    }

    @Test
    void aCredentialThatIsNotTakenIsAskedForAnew() throws Exception {
        tokens.first = "expired";
        assertThat(run(List.of(INITIALIZE)))
                .singleElement()
                .satisfies(answer -> assertThat(answer.has("result")).isTrue());
        assertThat(tokens.refused).containsExactly("expired");
    }

    @Test
    void aRefusalReachesTheClientWithItsCodeAndWhatToDo() throws Exception {
        assertThat(run(List.of(INITIALIZE, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"test/refuse\"}"))
                        .getLast()
                        .path("error")
                        .path("message")
                        .asString())
                .isEqualTo("refused: `not-permitted`: agent:a (ask its owner)");
    }

    @Test
    void aRefusalOfWhatWasNotReadHasTheIdThatTheClientWaitsFor() throws Exception {
        JsonNode last = run(List.of(INITIALIZE, "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"test/nobody\"}"))
                .getLast();
        assertThat(last.path("id").asString()).isEqualTo("x");
    }

    @Test
    void aStreamsMessagesAreToldOneByOne() throws Exception {
        assertThat(run(List.of(INITIALIZE, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"test/stream\"}")))
                .extracting(answer -> answer.path("method").asString("answer"))
                .containsExactly("answer", "notifications/progress", "answer");
    }

    @Test
    void whereNobodyListensTheClientIsToldSo() throws Exception {
        gateway.stop(0);
        assertThat(run(List.of(INITIALIZE))
                        .getFirst()
                        .path("error")
                        .path("message")
                        .asString())
                .contains("does not answer: is Levee running?");
    }

    private List<JsonNode> run(List<String> lines) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        URI endpoint = URI.create(
                "http://127.0.0.1:%d/mcp".formatted(gateway.getAddress().getPort()));
        new McpBridge(endpoint, tokens, new PrintStream(out, false, StandardCharsets.UTF_8))
                .run(new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
        return out.toString(StandardCharsets.UTF_8).lines().map(JSON::readTree).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("DELETE")) {
            heard.add("DELETE");
            reply(exchange, 200, "application/json", "");
            return;
        }
        JsonNode asked = JSON.readTree(body);
        String method = asked.path("method").asString();
        heard.add(method);
        String id = asked.path("id").toString();
        String result = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"tools\":[]}}".formatted(id);
        if ("Bearer expired".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            reply(exchange, 401, "application/problem+json", "{\"code\":\"token-expired\"}");
        } else if (method.equals("initialize")) {
            exchange.getResponseHeaders().add("Mcp-Session-Id", session);
            session = forgets ? "two" : session;
            forgets = false;
            reply(exchange, 200, "application/json", result);
        } else if (!session.equals(exchange.getRequestHeaders().getFirst("Mcp-Session-Id"))) {
            reply(exchange, 404, "application/json", "{}");
        } else {
            known(exchange, method, id, result);
        }
    }

    private void known(HttpExchange exchange, String method, String id, String result) throws IOException {
        switch (method) {
            case "test/refuse" ->
                reply(
                        exchange,
                        403,
                        "application/problem+json",
                        "{\"code\":\"not-permitted\",\"about\":\"agent:a\",\"advice\":\"ask its owner\"}");
            case "test/nobody" ->
                reply(
                        exchange,
                        403,
                        "application/json",
                        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32000,\"message\":\"stopped\"}}");
            case "test/stream" ->
                reply(
                        exchange,
                        200,
                        "text/event-stream",
                        "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}\n\n: quiet\n\nid: 1\n"
                                + "data: {\"jsonrpc\":\"2.0\",\ndata: \"id\":%s,\"result\":{}}\n\n".formatted(id));
            default -> reply(exchange, id.isEmpty() ? 202 : 200, "application/json", id.isEmpty() ? "" : result);
        }
    }

    private static void reply(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().putAll(Map.of("Content-Type", List.of(type)));
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static final class Tokens implements McpBridge.Credential {
        private final List<String> refused = new CopyOnWriteArrayList<>();
        private String first = "good";

        @Override
        public synchronized String get() {
            return refused.isEmpty() ? first : "good";
        }

        @Override
        public synchronized void refused(String credential) {
            refused.add(credential);
        }
    }
}
