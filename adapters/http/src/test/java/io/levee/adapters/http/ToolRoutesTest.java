package io.levee.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.mcp.McpServers;
import io.levee.adapters.mcp.Offered;
import io.levee.catalog.Api;
import io.levee.identity.TeamId;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ToolRoutesTest {
    private static final String OLD = "{\"name\":\"search\",\"description\":\"searches\"}";
    private static final String NEW = "{\"name\":\"search\",\"description\":\"searches\\u202e\"}";

    private final TestApi api = new TestApi();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void whatWaitsIsToldWithWhatChangedAndTheCommandThatApprovesIt() throws Exception {
        api.tools.set(List.of(
                standing(
                        "tickets",
                        new Offered("tools", "fresh", Offered.State.NOT_DESCRIBED, "sha256:2", NEW, "fresh", ""),
                        new Offered("tools", "gone", Offered.State.NOT_OFFERED, "", "", "gone", OLD),
                        new Offered("prompts", "sum", Offered.State.NOT_APPROVED, "sha256:3", NEW, "sum", ""),
                        new Offered("tools", "$(x)\u001b", Offered.State.NOT_DESCRIBED, "sha256:4", NEW, "$(x)", ""),
                        new Offered("tools", "search", Offered.State.CHANGED, "sha256:1", NEW, "search", OLD)),
                new McpServers.Standing(server("down"), false, List.of())));
        JsonNode servers = api.get("/v1/tools", "ana").json().get("servers");
        JsonNode tickets = servers.get(0);
        assertThat(tickets.get("server").asString()).isEqualTo("tickets");
        assertThat(tickets.get("owner").asString()).isEqualTo("care");
        assertThat(tickets.get("reachable").asBoolean()).isTrue();
        assertThat(tickets.get("waiting").valueStream())
                .extracting(one -> one.get("state").asString() + " "
                        + one.get("name").asString() + " " + one.get("command").asString("-"))
                .containsExactly(
                        "changed search levee tools approve tickets search",
                        "not-offered gone -",
                        "not-approved sum levee tools approve tickets prompts/sum",
                        "not-described $(x)‹U+001B› -",
                        "not-described fresh levee tools approve tickets fresh");
        JsonNode search = tickets.get("waiting").get(0);
        assertThat(search.get("approved").asString()).isEqualTo(OLD);
        assertThat(search.get("offered").asString()).isEqualTo(NEW);
        assertThat(search.get("changes").toString())
                .isEqualTo("[{\"path\":\"/description\",\"what\":\"changed\",\"lines\":["
                        + "{\"side\":\"old\",\"text\":\"searches\"},"
                        + "{\"side\":\"new\",\"text\":\"searches‹U+202E›\"}]}]");
        assertThat(servers.get(1).get("reachable").asBoolean()).isFalse();
    }

    @Test
    void onlyWhoMayAuditSeesIt() throws Exception {
        assertThat(api.get("/v1/tools", "cai").status()).isEqualTo(403);
        assertThat(api.get("/v1/tools", "").status()).isEqualTo(401);
    }

    @Test
    void anAnswerHasALimitAndSaysWhatItLeftOut() throws Exception {
        String large = "{\"description\":\"%s\"}".formatted("x".repeat(50_000));
        api.tools.set(List.of(standing(
                "tickets",
                IntStream.range(0, 300)
                        .mapToObj(i -> new Offered(
                                "tools", "t%03d".formatted(i), Offered.State.CHANGED, "sha256:1", large, "t" + i, ""))
                        .toArray(Offered[]::new))));
        TestApi.Answer answer = api.get("/v1/tools", "ana");
        assertThat(answer.body().length()).isLessThan(2 * ToolRoutes.TEXT_MAX);
        JsonNode tickets = answer.json().get("servers").get(0);
        assertThat(tickets.get("waiting").size()).isEqualTo(ToolRoutes.WAITING_MAX);
        assertThat(tickets.get("unlisted").asInt()).isEqualTo(300 - ToolRoutes.WAITING_MAX);
        JsonNode last = tickets.get("waiting").get(ToolRoutes.WAITING_MAX - 1);
        assertThat(last.get("cut").asBoolean()).isTrue();
        assertThat(last.get("changes").size()).isZero();
    }

    private static McpServers.Standing standing(String server, Offered... waiting) {
        return new McpServers.Standing(server(server), true, List.of(waiting));
    }

    private static Api server(String name) {
        return new Api(name, new TeamId("care"), Api.Protocol.MCP, URI.create("http://127.0.0.1:1"), List.of());
    }
}
