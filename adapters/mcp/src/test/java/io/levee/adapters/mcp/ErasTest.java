package io.levee.adapters.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.catalog.Decoys;
import io.levee.consent.approval.Approval;
import io.levee.consent.approval.Shown;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
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
        World.Described offered = World.approved("everything", server.uri(), Map.of());
        world.describe(Decoys.NONE, offered);
        world.known(offered);
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

    /// A person is shown neither what a client says of itself nor what it could answer, so the server
    /// hears nothing of it.
    @Test
    void aServerWithoutSessionsHearsOfAnApprovedCallOnlyWhatWasShown() throws Exception {
        Chain omar = Chain.of(ActorId.person("omar"));
        world.held.add(AssetId.tool("everything", "test_custom_header"));
        try (Raw one = new Raw(world.gateway.uri(), "/mcp/everything").with("Mcp-Param-Region", "eu")) {
            assertThat(Raw.code(one.stateless("tools/call", CUSTOM, Optional.of("test_custom_header"))))
                    .isEqualTo("approval-required");
            Approval asked = world.people.list(omar).getFirst();
            world.people.give(omar, asked.id(), asked.digest(), "agreed");

            HttpResponse<InputStream> answer = one.post(
                    Map.of(
                            "MCP-Protocol-Version",
                            "2026-07-28",
                            "Mcp-Method",
                            "tools/call",
                            "Mcp-Name",
                            "test_custom_header"),
                    """
                    {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{%s,"_meta":{"note":"psst",
                     "io.modelcontextprotocol/clientInfo":{"name":"psst","version":"1"},
                     "io.modelcontextprotocol/protocolVersion":"2026-07-28",
                     "io.modelcontextprotocol/clientCapabilities":{"elicitation":{}}}}}""".formatted(CUSTOM));

            assertThat(answer.statusCode()).isEqualTo(200);
        }
        assertThat(server.last().path("params")).isEqualTo(Wire.read("""
                {"name":"test_custom_header","arguments":{"region":"eu"},"_meta":{
                 "io.modelcontextprotocol/protocolVersion":"2026-07-28",
                 "io.modelcontextprotocol/clientInfo":{"name":"levee","version":"0.1.0"},
                 "io.modelcontextprotocol/clientCapabilities":{}}}"""));
    }

    @Test
    void aHeldResourceAndAHeldPromptAreApprovedLikeATool() throws Exception {
        Chain omar = Chain.of(ActorId.person("omar"));
        List<AssetId> held = world.described("everything").stream()
                .filter(asset -> asset.toString().contains("/resources/")
                        || asset.toString().contains("/prompts/"))
                .toList();
        world.held.addAll(held);
        Map<String, String> uses = Map.of(
                "resources/read", "\"uri\":\"test://static-text\"", "prompts/get", "\"name\":\"test_simple_prompt\"");
        for (Map.Entry<String, String> use : uses.entrySet()) {
            Optional<String> name = Optional.of(use.getValue().replaceAll(".*:\"(.*)\"$", "$1"));
            assertThat(Raw.code(raw.stateless(use.getKey(), use.getValue(), name)))
                    .as(use.getKey())
                    .isEqualTo("approval-required");
            Approval asked = world.people.list(omar).getLast();
            assertThat(String.join("", Shown.lines(asked.payload().orElseThrow().body())))
                    .contains(use.getKey(), name.get());
            world.people.give(omar, asked.id(), asked.digest(), "agreed");
            assertThat(Raw.code(raw.stateless(use.getKey(), use.getValue(), name)))
                    .as(use.getKey())
                    .isEmpty();
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
