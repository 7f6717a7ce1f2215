package io.levee.adapters.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.catalog.AssetId;
import io.levee.catalog.Decoys;
import io.levee.consent.Hold;
import io.levee.consent.approval.Approval;
import io.levee.consent.approval.Approvals;
import io.levee.consent.approval.Shown;
import io.levee.facts.ApprovalFact;
import io.levee.facts.CallFact;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `close`, `post` and `ask` are held, of a server of the official SDK. What a person saw is what it
/// gets, once.
class HeldToolTest {
    private static final Chain OMAR = Chain.of(ActorId.person("omar"));
    private static final String ASKED = "{\"query\":\"late\",\"limit\":5}";

    private final World world = new World(false);
    private final Tickets tickets = new Tickets();
    private final Raw raw = new Raw(world.gateway.uri(), "/mcp");

    HeldToolTest() throws Exception {}

    @BeforeEach
    void describe() throws Exception {
        tickets.add("ask", "asks back", (exchange, _) -> Tickets.text(answered(exchange::createElicitation), false));
        World.Described offered = World.approved("tickets", tickets.uri(), Map.of());
        world.describe(Decoys.NONE, offered);
        world.known(offered);
        for (String tool : List.of("close", "post", "ask")) {
            world.held.add(AssetId.tool("tickets", tool));
        }
        raw.initialized();
    }

    @AfterEach
    void close() {
        raw.close();
        world.close();
        tickets.close();
    }

    @Test
    void aClientOfTheSdkIsToldToRepeatItsCallAndItGoesOnOnce() throws Exception {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("query", "late \u202e‹b");
        arguments.put("limit", 5);
        try (McpSyncClient client = client(List.of())) {
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .as("what is held may be asked for")
                    .contains("tickets__close");
            assertThatThrownBy(() -> call(client, "tickets__close", arguments))
                    .hasMessageContaining("approval-required (apr-")
                    .hasMessageContaining("repeat the call unchanged until it goes on");
            assertThat(tickets.called).isEmpty();
            Approval waiting = only();
            assertThat(Shown.lines(waiting.payload().orElseThrow().body())).containsExactly("""
                    {
                      "method": "tools/call",
                      "params": {
                        "name": "close",
                        "arguments": {
                          "query": "late ‹U+202E›‹U+2039›b",
                          "limit": 5
                        }
                      }
                    }""".split("\n"));
            assertThat(waiting.payload().orElseThrow()).satisfies(shown -> {
                assertThat(shown.method() + " " + shown.api() + shown.target()).isEqualTo("CALL tickets/close");
                assertThat(shown.headers().getFirst().value()).startsWith("sha256:");
            });
            give(waiting);

            assertThat(call(client, "tickets__close", arguments).isError()).isNotEqualTo(true);

            assertThat(tickets.called).singleElement().satisfies(called -> {
                assertThat(called.name()).isEqualTo("close");
                assertThat(called.arguments()).isEqualTo(arguments);
            });
            assertThatThrownBy(() -> call(client, "tickets__close", arguments))
                    .hasMessageContaining("approval-required");
            assertThat(only().id()).as("held anew").isNotEqualTo(waiting.id());
            assertThat(tickets.called).hasSize(1);
        }
        assertThat(world.ledger.facts(ApprovalFact.Used.class)).singleElement().satisfies(used -> {
            assertThat(used.givenBy()).isEqualTo(OMAR.person());
            assertThat(world.decided().stream().filter(CallFact.Decided::allowed))
                    .singleElement()
                    .satisfies(decided -> assertThat(decided.decision()).isEqualTo(used.decision()));
        });
    }

    /// White space, and how a character or an exponent was written, are in no message that the gateway
    /// writes.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"query\" : \"late\",\n\t\"limit\":5 }",
                "{\"query\":\"\\u006cate\",\"limit\":5}",
                "{\"\\u0071uery\":\"late\",\"limit\":5}",
                "{\"query\":\"late\",\"limit\":5e0}"
            })
    void theSameWordsAreTheSameCall(String arguments) throws Exception {
        assertThat(code("close", ASKED)).isEqualTo("approval-required");
        give(only());
        assertThat(code("close", arguments)).isEmpty();
        assertThat(tickets.called).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"query\":\"late\",\"limit\":6}",
                "{\"query\":\"Late\",\"limit\":5}",
                "{\"query\":\"late \",\"limit\":5}",
                "{\"query\":\"la\u200bte\",\"limit\":5}",
                "{\"limit\":5,\"query\":\"late\"}",
                "{\"query\":\"late\",\"limit\":5.0}",
                "{\"query\":\"late\"}",
                "{}"
            })
    void otherArgumentsAreAnotherCall(String arguments) throws Exception {
        code("close", ASKED);
        give(only());
        assertThat(code("close", arguments)).isEqualTo("approval-required");
        assertThat(tickets.called).isEmpty();
        assertThat(code("close", ASKED)).as("what was approved still is").isEmpty();
        assertThat(tickets.called)
                .singleElement()
                .satisfies(called -> assertThat(called.arguments()).isEqualTo(Map.of("query", "late", "limit", 5)));
    }

    @Test
    void anotherToolOrAnotherAgentIsAnotherCall() throws Exception {
        code("close", ASKED);
        give(only());
        assertThat(code("post", ASKED)).isEqualTo("approval-required");
        try (Raw other = new Raw(world.gateway.uri(), "/mcp").with("Authorization", "Bearer reader")) {
            other.initialized();
            assertThat(Raw.code(other.post(Map.of(), message("close", ASKED, "{}"))))
                    .isEqualTo("approval-required");
        }
        assertThat(tickets.called).isEmpty();
    }

    /// Clients write `_meta` anew with every attempt; nobody is shown it, and so nobody gets it.
    @Test
    void whatIsNotShownDoesNotTravel() throws Exception {
        assertThat(Raw.code(raw.post(
                        Map.of(), message("close", ASKED, "{\"progressToken\":1,\"note\":\"to whom it concerns\"}"))))
                .isEqualTo("approval-required");
        give(only());
        assertThat(Raw.code(raw.post(Map.of(), message("close", ASKED, "{\"progressToken\":2,\"note\":\"psst\"}"))))
                .isEmpty();
        assertThat(tickets.called)
                .singleElement()
                .satisfies(called -> assertThat(called.meta()).isNull());
    }

    /// What a client answers to a question in the middle of a call, nobody approved.
    @Test
    void noServerAsksBackInACallThatWasApproved() {
        List<McpSchema.ElicitRequest> questions = new CopyOnWriteArrayList<>();
        try (McpSyncClient client = client(questions)) {
            assertThatThrownBy(() -> call(client, "tickets__ask", Map.of())).hasMessageContaining("approval-required");
            give(only());
            assertThat(call(client, "tickets__ask", Map.of()).content().toString())
                    .contains("nobody");
            assertThat(questions).isEmpty();
            world.held.clear();
            assertThat(call(client, "tickets__ask", Map.of()).content().toString())
                    .contains("DECLINE");
            assertThat(questions).hasSize(1);
        }
    }

    @Test
    void eachRevisionIsToldInItsWayWhenToAskAgain() throws Exception {
        HttpResponse<InputStream> session = raw.post(Map.of(), message("close", ASKED, "{}"));
        assertThat(session.statusCode()).isEqualTo(200);
        HttpResponse<InputStream> stateless = raw.with("Mcp-Session-Id", "")
                .stateless(
                        "tools/call",
                        "\"name\":\"tickets__close\",\"arguments\":" + ASKED,
                        Optional.of("tickets__close"));
        assertThat(stateless.statusCode()).isEqualTo(409);
        String waiting = only().id().value();
        for (HttpResponse<InputStream> answer : List.of(session, stateless)) {
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
            JsonNode data = Raw.json(answer).at("/error/data");
            assertThat(data.path("about").asString(""))
                    .as("either way it is one call")
                    .isEqualTo(waiting);
            assertThat(data.path("retryAfterSeconds").asInt(0)).isEqualTo(5);
            assertThat(data.path("decision").asString("")).isNotEmpty();
        }
    }

    @Test
    void aNoIsANo() throws Exception {
        code("close", ASKED);
        Approval waiting = only();
        world.people.refuse(OMAR, waiting.id(), waiting.digest(), "it is open for a reason");
        assertThat(code("close", ASKED)).isEqualTo("approval-refused");
        assertThat(tickets.called).isEmpty();
    }

    @Test
    void nothingSaidIsANo() throws Exception {
        code("close", ASKED);
        Approval first = only();
        give(first);
        world.clock.advance(Hold.DEFAULT);
        assertThat(code("close", ASKED)).isEqualTo("approval-required");
        assertThat(only().id()).isNotEqualTo(first.id());
        assertThat(tickets.called).isEmpty();
    }

    @Test
    void ofManyAtTheSameTimeOneGoesOn() throws Exception {
        code("close", ASKED);
        give(only());
        Callable<String> again = () -> code("close", ASKED);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> all =
                    callers.invokeAll(List.of(again, again, again, again, again, again, again, again));
            for (Future<String> one : all) {
                assertThat(one.get()).isIn("", "approval-used", "approval-required");
            }
        }
        assertThat(tickets.called).hasSize(1);
        assertThat(world.ledger.facts(ApprovalFact.Used.class)).hasSize(1);
    }

    @Test
    void aStopEndsWhatWasApproved() throws Exception {
        code("close", ASKED);
        give(only());
        world.order("stop-1", "writer");
        assertThat(code("close", ASKED)).isEqualTo("stopped");
        assertThat(tickets.called).isEmpty();
    }

    @Test
    void aToolThatIsDescribedOtherwiseSinceIsHeldOffByItsPinAndIsAnotherOnceItIsApproved() throws Exception {
        code("close", ASKED);
        Approval given = only();
        give(given);
        tickets.describeOtherwise("close");
        World.Described later = World.approved("tickets", tickets.uri(), Map.of());
        world.servers.of(later.api()).forget();
        world.known(later);
        assertThat(code("close", ASKED)).isEqualTo("tool-changed");
        assertThat(state(given)).isEqualTo(Approval.State.GIVEN);

        world.describe(Decoys.NONE, later);
        assertThat(code("close", ASKED)).isEqualTo("approval-required");
        assertThat(state(given)).as("it was for the tool that it was").isEqualTo(Approval.State.GIVEN);
        assertThat(tickets.called).isEmpty();
    }

    @Test
    void nobodyIsAskedToReadMoreThan64KiB() throws Exception {
        String long_ = "{\"query\":\"%s\"}";
        assertThat(code("close", long_.formatted("x".repeat(65_000)))).isEqualTo("approval-required");
        assertThat(code("close", long_.formatted("x".repeat(65_536)))).isEqualTo("too-large-to-approve");
    }

    @Test
    void argumentsThatDoNotFitAskNobody() throws Exception {
        assertThat(code("close", "{\"limit\":\"5\"}")).isEqualTo("tool-arguments");
        assertThat(world.people.list(OMAR)).isEmpty();
    }

    private String code(String tool, String arguments) throws Exception {
        return Raw.code(raw.post(Map.of(), message(tool, arguments, "{}")));
    }

    private static String message(String tool, String arguments, String meta) {
        return """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"tickets__%s","_meta":%s,"arguments":%s}}""".formatted(tool, meta, arguments);
    }

    private Approval only() {
        List<Approval> waiting = world.people.list(OMAR).stream()
                .filter(approval -> approval.state() == Approval.State.WAITING)
                .toList();
        assertThat(waiting).hasSize(1);
        return waiting.getFirst();
    }

    private void give(Approval approval) {
        assertThat(world.people.give(OMAR, approval.id(), approval.digest(), "agreed"))
                .isInstanceOf(Approvals.Answer.Done.class);
    }

    private Approval.State state(Approval approval) {
        return world.approvals.find(approval.id()).orElseThrow().state();
    }

    private interface Asking {
        McpSchema.ElicitResult ask(McpSchema.ElicitRequest question);
    }

    private static String answered(Asking client) {
        try {
            return client.ask(McpSchema.ElicitFormRequest.builder(
                                    "how much?", Map.of("type", "object", "properties", Map.of()))
                            .build())
                    .action()
                    .toString();
        } catch (RuntimeException e) { // whatever the SDK makes of a no
            return "nobody answers";
        }
    }

    private static McpSchema.CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(
                McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
    }

    /// @param questions of servers, as they come; each is declined
    private McpSyncClient client(List<McpSchema.ElicitRequest> questions) {
        McpSyncClient client = McpClient.sync(HttpClientStreamableHttpTransport.builder(
                                world.gateway.uri().toString())
                        .endpoint("/mcp")
                        .addHttpRequestCustomizer(
                                (request, _, _, _, _) -> request.header("Authorization", "Bearer writer"))
                        .build())
                .requestTimeout(Duration.ofSeconds(30))
                .capabilities(
                        McpSchema.ClientCapabilities.builder().elicitation().build())
                .elicitation(question -> {
                    questions.add(question);
                    return McpSchema.ElicitResult.builder(McpSchema.ElicitResult.Action.DECLINE)
                            .build();
                })
                .build();
        client.initialize();
        return client;
    }
}
