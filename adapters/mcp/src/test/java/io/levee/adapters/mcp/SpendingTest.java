package io.levee.adapters.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.budget.Unit;
import io.levee.catalog.AssetId;
import io.levee.catalog.Decoys;
import io.levee.consent.approval.Approval;
import io.levee.facts.CallFact;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.testkit.MemoryBudgets;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Budgets as a client of MCP sees them.
class SpendingTest {
    @Test
    void aCallThatNoBudgetAllowsIsToldWhenToAskAgain() throws Exception {
        try (MemoryBudgets budgets = new MemoryBudgets(MemoryBudgets.budget("one-call", Unit.CALLS, 1, 1));
                Tickets tickets = new Tickets();
                World world = new World(false, budgets.budgets())) {
            describe(world, tickets);

            HttpResponse<String> first = call(world, "search");
            HttpResponse<String> second = call(world, "search");

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().firstValue("RateLimit").orElse("")).startsWith("\"one-call\";r=0;t=");
            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(second.body()).contains("budget-exhausted");
            assertThat(Long.parseLong(second.headers().firstValue("Retry-After").orElse("0")))
                    .isGreaterThan(1);
            assertThat(tickets.called).hasSize(1);
        }
    }

    @Test
    void noApprovalIsUsedUpByACallThatABudgetRefuses() throws Exception {
        try (MemoryBudgets budgets = new MemoryBudgets(MemoryBudgets.budget("one-call", Unit.CALLS, 1, 1));
                Tickets tickets = new Tickets();
                World world = new World(false, budgets.budgets())) {
            describe(world, tickets);
            world.held.add(AssetId.tool("tickets", "close"));
            world.held.add(AssetId.tool("tickets", "post"));
            Chain omar = Chain.of(ActorId.person("omar"));

            assertThat(call(world, "close").body()).contains("approval-required");
            Approval asked = world.people.list(omar).getFirst();
            world.people.give(omar, asked.id(), asked.digest(), "agreed");
            assertThat(call(world, "search").statusCode())
                    .as("to ask a person costs nothing")
                    .isEqualTo(200);

            assertThat(call(world, "close").body()).contains("budget-exhausted");
            assertThat(call(world, "post").body()).contains("budget-exhausted");
            assertThat(world.approvals.find(asked.id()).orElseThrow().state()).isEqualTo(Approval.State.GIVEN);
            assertThat(world.people.list(omar)).as("nobody is asked in vain").hasSize(1);
            assertThat(tickets.called).hasSize(1);
        }
    }

    @Test
    void anAnswerThatIsMoreThanWasReservedIsNotToldAndNoMoreIsCharged() throws Exception {
        MemoryBudgets budgets = new MemoryBudgets(MemoryBudgets.budget("few-bytes", Unit.BYTES, 1_000, 400));
        try (Tickets tickets = new Tickets();
                World world = new World(false, budgets.budgets())) {
            describe(world, tickets);

            HttpResponse<String> answer = call(world, "large");

            assertThat(answer.body()).contains("call-over-budget").doesNotContain("xxx");
            assertThat(world.ended.take().ending()).isEqualTo(CallFact.Ending.NO_LONGER_ALLOWED);
        } finally {
            budgets.close();
        }
        assertThat(budgets.spent("few-bytes")).isPositive().isLessThanOrEqualTo(400);
    }

    private static void describe(World world, Tickets tickets) throws Exception {
        World.Described offered = World.approved("tickets", tickets.uri(), Map.of());
        world.describe(Decoys.NONE, offered);
        world.known(offered);
    }

    private static HttpResponse<String> call(World world, String tool) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/mcp".formatted(world.gateway.port())))
                            .header("Authorization", "Bearer writer")
                            .header("Content-Type", "application/json")
                            .header("Accept", "application/json") // no stream, however long it takes
                            .header("MCP-Protocol-Version", "2026-07-28")
                            .header("Mcp-Method", "tools/call")
                            .header("Mcp-Name", "tickets__" + tool)
                            .POST(HttpRequest.BodyPublishers.ofString("""
                                    {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"tickets__%s",
                                     "arguments":{},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",
                                     "io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},
                                     "io.modelcontextprotocol/clientCapabilities":{}}}}""".formatted(tool)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
