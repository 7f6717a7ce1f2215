package io.levee.adapters.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.levee.adapters.mcp.LyingServer.Lie;
import io.levee.catalog.Decoys;
import io.levee.facts.CallFact;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a server answers and should not: the client gets a typed refusal or what the server really
/// said, and the outcome is a failure.
class LyingServerTest {
    private static final String CALL = """
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"liar__lie","arguments":{}}}""";
    private static final String TRUE = """
            {"jsonrpc":"2.0","id":ID,"result":{"content":[{"type":"text","text":"true"}]}}""";
    private static final int ROUNDS = Integer.getInteger("levee.mcp.rounds", 2_000);

    private final World world = new World(false);
    private final LyingServer server;
    private final Raw raw = new Raw(world.gateway.uri(), "/mcp");

    LyingServerTest() throws Exception {
        server = new LyingServer();
    }

    @BeforeEach
    void describe() throws Exception {
        world.describe(Decoys.NONE, World.approved("liar", server.uri(), Map.of()));
        raw.initialized();
    }

    @AfterEach
    void close() {
        raw.close();
        world.close();
        server.close();
    }

    @Test
    void theTruthPasses() throws Exception {
        server.next = Lie.json(TRUE);
        assertThat(called().at("/result/content/0/text").asString("")).isEqualTo("true");
        assertThat(ended()).isEqualTo(CallFact.Ending.COMPLETED);
        server.next = Lie.events("event: message\r\nid: 4\r\ndata: " + TRUE.strip() + "\r\n\r\n");
        assertThat(called().at("/result/content/0/text").asString("")).isEqualTo("true");
        assertThat(ended()).isEqualTo(CallFact.Ending.COMPLETED);
    }

    @Test
    void everyLieIsAFailureWithItsOwnCode() throws Exception {
        Map<String, Lie> lies = new LinkedHashMap<>();
        lies.put("nothing", Lie.json(""));
        lies.put("somebody else's answer", Lie.json(TRUE.replace("ID", "\"other\"")));
        lies.put("an id of another type", Lie.json(TRUE.replace("ID", "\"ID\"")));
        lies.put("no JSON", Lie.json("<html>"));
        lies.put("half of it", Lie.json(TRUE.substring(0, 40)));
        lies.put("two readings", Lie.json(TRUE.replace("\"result\"", "\"result\":{},\"result\"")));
        lies.put("both", Lie.json(TRUE.replace("\"result\"", "\"error\":{},\"result\"")));
        lies.put("a batch", Lie.json("[" + TRUE + "]"));
        lies.put("too deep", Lie.json("[".repeat(100_000)));
        lies.put("too large", Lie.json(" ".repeat(Wire.MESSAGE_BYTES_MAX + 1)));
        lies.put("an event too large", Lie.events("data: " + " ".repeat(Wire.MESSAGE_BYTES_MAX + 1)));
        lies.put("a line without end", Lie.events("x".repeat(2 * Wire.MESSAGE_BYTES_MAX)));
        lies.put("an event without end", Lie.events("data: " + TRUE.strip() + "\n"));
        lies.put("an event that is no JSON", Lie.events("data: {\n\n"));
        lies.put("not UTF-8", Lie.of("application/json", bytes(TRUE.replace("true", "tr\u00fce"))));
        lies.put("a result that asks", Lie.json("""
                {"jsonrpc":"2.0","id":ID,"result":{"resultType":"input_required","inputRequests":{}}}"""));
        for (Map.Entry<String, Lie> lie : lies.entrySet()) {
            server.next = lie.getValue();
            JsonNode answer = called();
            assertThat(answer.at("/error/data/code").asString(""))
                    .as(lie.getKey())
                    .isEqualTo("mcp-upstream-malformed");
            assertThat(answer.path("id").asInt(0)).as(lie.getKey()).isEqualTo(1);
            assertThat(ended()).as(lie.getKey()).isEqualTo(CallFact.Ending.UPSTREAM_FAILED);
        }
    }

    /// A server that is not asked for them cannot make the client answer questions or believe other
    /// notifications.
    @Test
    void whatNobodyAskedForIsNotPassedOn() throws Exception {
        server.next = Lie.events(
                "data: {\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"sampling/createMessage\",\"params\":{}}\n\n"
                        + "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/invented\",\"params\":{}}\n\n"
                        + "data: " + TRUE.strip() + "\n\n");

        HttpResponse<InputStream> response = raw.post(Map.of(), CALL);

        String body = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(body).contains("\"true\"").doesNotContain("sampling", "invented");
    }

    @Test
    void isErrorIsAFailureInTheRecordAndStillTheServersAnswer() throws Exception {
        server.next = Lie.json(TRUE.replace("\"content\"", "\"isError\":true,\"content\""));

        assertThat(called().at("/result/isError").asBoolean(false)).isTrue();
        assertThat(ended()).isEqualTo(CallFact.Ending.UPSTREAM_FAILED);
    }

    /// Whatever a byte of the answer is changed to: an answer to this request, in JSON, with an outcome.
    @Test
    void noDamageToAnAnswerIsAFailureOfTheGateway() throws Exception {
        long seed = Long.getLong("levee.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            boolean events = random.nextBoolean();
            byte[] damaged = bytes(events ? "event: message\ndata: " + TRUE.strip() + "\n\n" : TRUE);
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            server.next = Lie.of(events ? "text/event-stream" : "application/json", damaged);
            JsonNode answer = called();
            assertThat(answer.path("id").asInt(0))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(1);
            assertThat(answer.has("result") ^ answer.has("error"))
                    .as("seed %d, round %d", seed, round)
                    .isTrue();
            assertThat(answer.at("/error/data/code").asString(""))
                    .as("seed %d, round %d", seed, round)
                    .isNotEqualTo("internal");
            assertThat(ended()).isIn(CallFact.Ending.COMPLETED, CallFact.Ending.UPSTREAM_FAILED);
        }
    }

    private JsonNode called() throws Exception {
        HttpResponse<InputStream> response = raw.post(Map.of(), CALL);
        boolean events =
                response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        Frames frames = new Frames(response.body(), events);
        JsonNode answer = frames.next().orElseThrow();
        while (answer.has("method")) {
            answer = frames.next().orElseThrow();
        }
        return answer;
    }

    /// The outcome of the call that was just answered; it is recorded after the answer left.
    private CallFact.Ending ended() throws InterruptedException {
        CallFact.Finished fact = world.ended.poll(20, TimeUnit.SECONDS);
        return fact == null ? fail("the call has no outcome") : fact.ending();
    }

    /// One byte for each character, so that what is not ASCII is not UTF-8.
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
