package io.levee.adapters.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.Decoys;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What arrives at the door and should not: a typed refusal each time, and the server never hears of it.
class BadInputTest {
    private static final String META = """
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientCapabilities":{}}""";
    private static final int ROUNDS = Integer.getInteger("levee.mcp.rounds", 2_000);

    private final World world = new World(false);
    private final Tickets tickets;
    private final Raw raw = new Raw(world.gateway.uri(), "/mcp");

    BadInputTest() throws Exception {
        tickets = new Tickets();
    }

    @BeforeEach
    void describe() throws Exception {
        world.describe(Decoys.NONE, World.approved("tickets", tickets.uri(), Map.of()));
    }

    @AfterEach
    void close() throws Exception {
        raw.close();
        world.close();
        tickets.close();
    }

    @Test
    void aCallWithoutSessionsReachesAServerWithThem() throws Exception {
        HttpResponse<InputStream> response = raw.stateless(
                "tools/call",
                "\"name\":\"tickets__search\",\"arguments\":{\"query\":\"q\"}",
                Optional.of("tickets__search"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Raw.json(response).path("result").path("resultType").asString(""))
                .isEqualTo("complete");
        assertThat(tickets.called)
                .singleElement()
                .satisfies(asked -> assertThat(asked.arguments()).isEqualTo(Map.of("query", "q")));
    }

    @Test
    void aHeaderThatSaysSomethingElseIsRefused() throws Exception {
        for (Map<String, String> headers : List.of(
                Map.of("Mcp-Method", "tools/list", "Mcp-Name", "tickets__search"),
                Map.of("Mcp-Method", "tools/call", "Mcp-Name", "tickets__post"),
                Map.of("Mcp-Method", "tools/call"),
                Map.of("Mcp-Name", "tickets__search"),
                Map.of("Mcp-Method", "TOOLS/CALL", "Mcp-Name", "tickets__search"))) {
            Map<String, String> all = new java.util.HashMap<>(headers);
            all.put("MCP-Protocol-Version", "2026-07-28");
            HttpResponse<InputStream> response = raw.post(all, call("{}"));
            assertThat(response.statusCode()).as(headers.toString()).isEqualTo(400);
            assertThat(Raw.json(response).path("error").path("code").asInt(0)).isEqualTo(-32020);
        }
        assertThat(tickets.called).isEmpty();
    }

    @Test
    void whatReadersCouldReadDifferentlyIsRefused() throws Exception {
        refused("message-not-json", call("{\"query\":\"a\",\"query\":\"b\"}"));
        refused("message-not-json", call("{\"query\":\"a\",\"qu\\u0065ry\":\"b\"}"));
        refused("message-not-json", call("{\"query\":\"\\ud800\"}"));
        refused("message-not-json", call("{}") + "{}");
        refused("message-not-json", "");
        refused("message-too-deep", call("{\"query\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"));
        refused("number-out-of-bounds", call("{\"limit\":" + "9".repeat(5_000) + "}"));
        refused("number-out-of-bounds", call("{\"limit\":1e999999999}"));
        refused("batch", "[" + call("{}") + "]");
        refused("message-malformed", "7");
        refused("message-malformed", call("{}").replace("\"2.0\"", "\"1.0\""));
        refused("message-malformed", call("{}").replace("\"id\":1", "\"id\":{}"));
        refused("params-invalid", call("[]"));
        refused("tool-arguments", call("{\"limit\":\"5\"}"));
        refused(
                "tool-name",
                call("{}").replace("tickets__search", "tickets__a\\u0007b"),
                "=?base64?"
                        + java.util.Base64.getEncoder()
                                .encodeToString("tickets__a\u0007b".getBytes(StandardCharsets.UTF_8))
                        + "?=");
        assertThat(tickets.called).isEmpty();
    }

    @Test
    void otherContentAndOtherHostsAreRefused() throws Exception {
        for (String type :
                List.of("text/plain", "application/json; charset=utf-16", "application/x-www-form-urlencoded")) {
            assertThat(Raw.code(raw.post(Map.of("Content-Type", type), call("{}"))))
                    .isEqualTo("content-type");
        }
        assertThat(Raw.code(raw.post(Map.of("Origin", "http://evil.example"), call("{}"))))
                .isEqualTo("host-not-ours");
        byte[] notUtf8 =
                call("{}").replace("tickets__search", "tickets__se\u00e4rch").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Raw.code(raw.send("POST", Map.of(), notUtf8))).isEqualTo("message-not-utf8");
        byte[] large = (" ".repeat(Wire.MESSAGE_BYTES_MAX) + call("{}")).getBytes(StandardCharsets.UTF_8);
        assertThat(Raw.code(raw.send("POST", Map.of(), large))).isEqualTo("message-too-large");
        assertThat(Raw.code(raw.send("GET", Map.of(), new byte[0]))).isEqualTo("http-method");
    }

    @Test
    void whoHasNoTokenIsToldWhereToGetOne() throws Exception {
        HttpResponse<InputStream> response = raw.post(Map.of("Authorization", ""), call("{}"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("resource_metadata=\"" + world.gateway.uri() + "/.well-known/oauth-protected-resource/mcp\"");
        world.forbidden.add("writer tool:tickets/search");
        HttpResponse<InputStream> denied = raw.post(headers("tools/call", "tickets__search"), call("{}"));
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("insufficient_scope");
    }

    @Test
    void aSessionIsNobodyElses() throws Exception {
        raw.initialized();
        HttpResponse<InputStream> response = raw.post(Map.of("Authorization", "Bearer thief"), """
                {"jsonrpc":"2.0","id":2,"method":"tools/list"}""");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Raw.code(response)).isEqualTo("session-unknown");
    }

    /// Whatever a byte is changed to: an answer, never a failure of the gateway's own.
    @Test
    void noDamageToAMessageIsAFailureOfTheGateway() throws Exception {
        long seed = Long.getLong("levee.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        byte[] whole = call("{\"query\":\"late\",\"limit\":5}").getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = whole.clone();
            int changes = 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            HttpResponse<InputStream> response = raw.send("POST", headers("tools/call", "tickets__search"), damaged);
            assertThat(response.statusCode())
                    .as("seed %d, round %d", seed, round)
                    .isLessThan(500);
            byte[] answer = response.body().readAllBytes();
            assertThat(
                            answer.length == 0
                                    ? response.statusCode() == 202
                                    : Wire.read(answer).isObject())
                    .isTrue();
        }
        assertThat(tickets.called).allMatch(asked -> asked.name().equals("search"));
    }

    private void refused(String code, String body) throws Exception {
        refused(code, body, "tickets__search");
    }

    private void refused(String code, String body, String name) throws Exception {
        HttpResponse<InputStream> response = raw.post(headers("tools/call", name), body);
        assertThat(response.statusCode()).as(code).isBetween(400, 499);
        assertThat(Raw.code(response)).isEqualTo(code);
    }

    private static Map<String, String> headers(String method, String name) {
        return Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method, "Mcp-Name", name);
    }

    private static String call(String arguments) {
        return """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"tickets__search","arguments":%s,%s}}""".formatted(arguments, META);
    }
}
