package io.levee.adapters.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.Decoys;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A server that speaks both eras, and clients of either.
class ErasTest {
    private static final String CUSTOM = "\"name\":\"test_custom_header\",\"arguments\":{\"region\":\"eu\"}";

    private final World world = new World(false);
    private final EverythingServer server;
    private final Raw raw = new Raw(world.gateway.uri(), "/mcp/everything");

    ErasTest() throws Exception {
        server = new EverythingServer();
    }

    @BeforeEach
    void describe() throws Exception {
        world.describe(Decoys.NONE, World.approved("everything", server.uri(), Map.of()));
    }

    @AfterEach
    void close() throws Exception {
        raw.close();
        world.close();
        server.close();
    }

    /// The server says `public` of its list and of what is read; what one chain may see is nobody
    /// else's.
    @Test
    void nothingThatWasDecidedForOneIsSaidToBeEverybodys() throws Exception {
        JsonNode list = Raw.json(raw.stateless("tools/list", "", Optional.empty()));
        JsonNode read = Raw.json(
                raw.stateless("resources/read", "\"uri\":\"test://static-text\"", Optional.of("test://static-text")));

        assertThat(list.at("/result/cacheScope").asString("")).isEqualTo("private");
        assertThat(read.at("/result/contents/0/text").asString("")).contains("static text");
        assertThat(read.at("/result/cacheScope").asString("")).isEqualTo("private");
    }

    @Test
    void aHeaderThatRepeatsAnArgumentMustRepeatIt() throws Exception {
        Map<String, Boolean> sent = new LinkedHashMap<>();
        sent.put("eu", true);
        sent.put("=?base64?ZXU=?=", true);
        sent.put("us", false);
        sent.put("=?base64?ZXU?=", false);
        sent.put("", false);
        for (Map.Entry<String, Boolean> header : sent.entrySet()) {
            try (Raw one = new Raw(world.gateway.uri(), "/mcp/everything").with("Mcp-Param-Region", header.getKey())) {
                HttpResponse<InputStream> response =
                        one.stateless("tools/call", CUSTOM, Optional.of("test_custom_header"));
                assertThat(response.statusCode()).as(header.getKey()).isEqualTo(header.getValue() ? 200 : 400);
            }
        }
    }

    /// A server that could do without sessions still gets one where its client has one: else it could
    /// ask nothing.
    @Test
    void aClientWithASessionIsNotMadeToDoWithout() throws Exception {
        raw.initialized();

        JsonNode answer = Raw.json(raw.post(Map.of(), """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"test_simple_text","arguments":{}}}"""));

        assertThat(server.sessions()).isPositive();
        assertThat(answer.at("/result/content/0/text").asString("")).contains("simple text");
        assertThat(answer.path("result").has("resultType")).isFalse();
    }
}
