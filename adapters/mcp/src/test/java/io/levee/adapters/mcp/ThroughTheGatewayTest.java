package io.levee.adapters.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.catalog.AssetId;
import io.levee.catalog.Decoys;
import io.levee.facts.CallFact;
import io.levee.facts.DecoyFact;
import io.levee.facts.LabelFact;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A client and a server of the official SDK, with the gateway between them.
class ThroughTheGatewayTest {
    private static final Map<String, Set<String>> LABELS = Map.of("payroll", Set.of("payroll"));

    private final World world = new World(false);
    private Tickets tickets;

    ThroughTheGatewayTest() throws Exception {
        tickets = new Tickets();
    }

    @BeforeEach
    void describe() throws Exception {
        world.describe(Decoys.NONE, World.approved("tickets", tickets.uri(), LABELS));
        world.forbidden.add("writer tool:tickets/export");
    }

    @AfterEach
    void close() throws Exception {
        world.close();
        tickets.close();
    }

    @Test
    void aListShowsWhatTheCallerMayCallUnderTheNameOfItsServer() {
        try (McpSyncClient client = client("writer", "/mcp");
                McpSyncClient narrow = client("narrow", "/mcp")) {
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .contains("tickets__search", "tickets__watch")
                    .doesNotContain("tickets__export");
            assertThat(narrow.listTools().tools()).isEmpty();
        }
    }

    /// INVARIANT I12: names of arguments are content too, where a schema leaves them open.
    @Test
    void whatIsWrongWithArgumentsIsRecordedWithoutTheirNames() {
        try (McpSyncClient client = client("writer", "/mcp")) {
            assertThatThrownBy(() -> call(client, "tickets__count", Map.of("alice@example.com", "4711")))
                    .hasMessageContaining("alice@example.com");
            assertThat(world.decided().getLast().reason()).isEqualTo("tool-arguments");
            assertThat(world.ledger.entries().toString())
                    .contains("/additionalProperties")
                    .doesNotContain("alice");
        }
    }

    @Test
    void aCallReachesItsServerAsItWasDecided() {
        try (McpSyncClient client = client("writer", "/mcp")) {
            McpSchema.CallToolResult result = call(client, "tickets__search", Map.of("query", "late", "limit", 5));

            assertThat(result.isError()).isNotEqualTo(true);
            assertThat(tickets.called).singleElement().satisfies(asked -> {
                assertThat(asked.name()).isEqualTo("search");
                assertThat(asked.arguments()).isEqualTo(Map.of("query", "late", "limit", 5));
            });
            assertThat(world.decided()).last().satisfies(fact -> {
                assertThat(fact.allowed()).isTrue();
                assertThat(fact.target().operation()).contains(AssetId.tool("tickets", "search"));
            });
            assertThat(world.finished())
                    .last()
                    .extracting(CallFact.Finished::ending)
                    .isEqualTo(CallFact.Ending.COMPLETED);
        }
    }

    @Test
    void oneServerIsReachedUnderItsOwnNames() {
        try (McpSyncClient client = client("writer", "/mcp/tickets")) {
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .contains("search");
            assertThat(call(client, "search", Map.of()).isError()).isNotEqualTo(true);
        }
    }

    @Test
    void whatIsNotListedCannotBeCalledEither() {
        try (McpSyncClient client = client("writer", "/mcp")) {
            assertThatThrownBy(() -> call(client, "tickets__export", Map.of()));
            assertThatThrownBy(() -> call(client, "tickets__unheard", Map.of()))
                    .hasMessageContaining("operation-not-declared");

            assertThat(tickets.called).isEmpty();
            assertThat(world.decided())
                    .extracting(CallFact.Decided::reason)
                    .containsExactly("not-permitted", "operation-not-declared");
        }
    }

    @Test
    void argumentsThatOnlyFitAfterConversionAreRefused() {
        try (McpSyncClient client = client("writer", "/mcp")) {
            for (Map<String, Object> arguments : List.<Map<String, Object>>of(
                    Map.of("limit", "5"), Map.of("limit", 101), Map.of("limit", 1.5), Map.of("other", 1))) {
                assertThatThrownBy(() -> call(client, "tickets__search", arguments))
                        .hasMessageContaining("tool-arguments");
            }
            assertThat(tickets.called).isEmpty();
        }
    }

    @Test
    void aFailureThatAToolReportsIsAFailureInTheRecord() {
        try (McpSyncClient client = client("writer", "/mcp")) {
            assertThat(call(client, "tickets__fail", Map.of()).isError()).isTrue();
            assertThat(world.finished())
                    .last()
                    .extracting(CallFact.Finished::ending)
                    .isEqualTo(CallFact.Ending.UPSTREAM_FAILED);
        }
    }

    @Test
    void whatASessionHasReadDoesNotLeaveIt() {
        try (McpSyncClient client = client("writer", "/mcp")) {
            assertThat(call(client, "tickets__payroll", Map.of()).isError()).isNotEqualTo(true);
            assertThat(world.ledger.facts(LabelFact.Raised.class)).hasSize(1);

            assertThatThrownBy(() -> call(client, "tickets__post", Map.of("query", "salaries")))
                    .hasMessageContaining("label-not-cleared");
            assertThat(tickets.called)
                    .extracting(McpSchema.CallToolRequest::name)
                    .containsExactly("payroll");
        }
    }

    @Test
    void aToolThatIsDescribedOtherwiseIsHeld() throws Exception {
        tickets.describeOtherwise("close");
        World later = new World(false);
        try (later) {
            World.Described before = World.approved("tickets", tickets.uri(), LABELS);
            tickets.describeOtherwise("search");
            later.describe(Decoys.NONE, before);
            try (McpSyncClient client = client(later, "writer", "/mcp")) {
                assertThat(client.listTools().tools())
                        .extracting(McpSchema.Tool::name)
                        .contains("tickets__close")
                        .doesNotContain("tickets__search");
                assertThatThrownBy(() -> call(client, "tickets__search", Map.of()))
                        .hasMessageContaining("tool-changed");
                assertThat(tickets.called).isEmpty();
            }
        }
    }

    @Test
    void aDecoyIsShownAndCallingItIsRefusedAndRecorded() throws Exception {
        AssetId decoy = AssetId.tool("tickets", "export");
        world.forbidden.clear();
        world.describe(new Decoys(Set.of(decoy), Map.of()), World.approved("tickets", tickets.uri(), LABELS));
        try (McpSyncClient client = client("writer", "/mcp")) {
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .contains("tickets__export");

            assertThatThrownBy(() -> call(client, "tickets__export", Map.of()));

            assertThat(tickets.called).isEmpty();
            assertThat(world.ledger.facts(DecoyFact.Touched.class)).hasSize(1);
        }
    }

    private static McpSchema.CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(
                McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private McpSyncClient client(String agent, String path) {
        return client(world, agent, path);
    }

    private McpSyncClient client(World at, String agent, String path) {
        McpSyncClient client = McpClient.sync(HttpClientStreamableHttpTransport.builder(
                                at.gateway.uri().toString())
                        .endpoint(path)
                        .addHttpRequestCustomizer(
                                (request, _, _, _, _) -> request.header("Authorization", "Bearer " + agent))
                        .build())
                .requestTimeout(Duration.ofSeconds(30))
                .build();
        client.initialize();
        return client;
    }
}
