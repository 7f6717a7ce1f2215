package io.levee.adapters.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.Decoys;
import io.levee.facts.CallFact;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Streams between a raw client and a server of the official SDK: they end at both ends.
class StreamTest {
    private static final String WATCH = """
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"tickets__watch","arguments":{}}}""";

    private final World world = new World(false);
    private final Tickets tickets;
    private final Raw raw = new Raw(world.gateway.uri(), "/mcp");

    StreamTest() throws Exception {
        tickets = new Tickets();
    }

    @BeforeEach
    void describe() throws Exception {
        world.describe(Decoys.NONE, World.approved("tickets", tickets.uri(), Map.of()));
        raw.initialized();
        assertThat(raw.post(Map.of(), """
                {"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":"debug"}}""").statusCode()).isEqualTo(200);
    }

    @AfterEach
    void close() throws Exception {
        raw.close();
        world.close();
        tickets.close();
    }

    @Test
    void aStopCutsAStream() throws Exception {
        InputStream stream = watching();

        assertThat(world.calls.cut(world.order("s1", "writer")).calls()).isEqualTo(1);

        assertThat(Raw.events(stream)).containsExactly("broken");
        assertThat(ended()).satisfies(fact -> {
            assertThat(fact.ending()).isEqualTo(CallFact.Ending.STOPPED);
            assertThat(fact.stop()).isPresent();
        });
        HttpResponse<InputStream> list = raw.post(Map.of(), """
                {"jsonrpc":"2.0","id":2,"method":"tools/list"}""");
        assertThat(list.statusCode()).isEqualTo(403);
        assertThat(Raw.code(list)).isEqualTo("stopped");
    }

    @Test
    void whoLeavesEndsTheCall() throws Exception {
        watching().close();

        assertThat(ended().ending()).isEqualTo(CallFact.Ending.CALLER_LEFT);
    }

    @Test
    void whoCancelsEndsTheCall() throws Exception {
        InputStream stream = watching();

        assertThat(raw.post(Map.of(), """
                {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""").statusCode()).isEqualTo(202);

        assertThat(ended().ending()).isEqualTo(CallFact.Ending.CALLER_LEFT);
        assertThat(Raw.events(stream)).first().asString().contains("\"code\":\"cancelled\"");
    }

    /// Its answer is one text and not a stream, and the client stopped reading in the middle of it.
    @Test
    void aStopEndsAnAnswerThatNobodyReads() throws Exception {
        String body = """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"tickets__large","arguments":{}}}""";
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4 * 1024);
            slow.connect(new InetSocketAddress(world.gateway.uri().getHost(), world.gateway.port()));
            slow.getOutputStream().write(raw.asText("application/json", body).getBytes(StandardCharsets.US_ASCII));
            assertThat(slow.getInputStream().read()).isPositive();

            assertThat(world.calls.cut(world.order("s1", "writer")).calls()).isEqualTo(1);

            assertThat(ended().ending()).isEqualTo(CallFact.Ending.STOPPED);
        }
    }

    @Test
    void aLevelIsAWordOfItsOwnAndNotForWhoIsStopped() throws Exception {
        HttpResponse<InputStream> text = raw.post(Map.of(), """
                {"jsonrpc":"2.0","id":2,"method":"logging/setLevel","params":{"level":"ana earns 4711"}}""");
        assertThat(Raw.code(text)).isEqualTo("params-invalid");
        world.order("s1", "writer");
        HttpResponse<InputStream> stopped = raw.post(Map.of(), """
                {"jsonrpc":"2.0","id":3,"method":"logging/setLevel","params":{"level":"error"}}""");
        assertThat(Raw.code(stopped)).isEqualTo("stopped");
    }

    /// The stream of a call that has begun, after its first event.
    private InputStream watching() throws Exception {
        HttpResponse<InputStream> response = raw.post(Map.of(), WATCH);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(tickets.watching.await(20, TimeUnit.SECONDS)).isTrue();
        InputStream stream = response.body();
        Optional<JsonNode> first = new Frames(new OneByOne(stream), true).next();
        assertThat(first.orElseThrow().path("params").path("data").asString("")).isEqualTo("watching");
        return stream;
    }

    private CallFact.Finished ended() throws InterruptedException {
        CallFact.Finished fact = world.ended.poll(20, TimeUnit.SECONDS);
        return Objects.requireNonNull(fact, "the call did not end");
    }
}
