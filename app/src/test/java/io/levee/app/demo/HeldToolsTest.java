package io.levee.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.levee.app.CommandRun;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// On a whole replica: drafts at tickets and prompts wait for Ulf, who looks at them and answers.
final class HeldToolsTest {
    private static final Path ROOT = Path.of(System.getProperty("levee.root", ".."));
    private static final String HELD = """
            @id("drafts-wait")
            @why("what customers will read is looked at")
            @hold
            permit (principal is Agent, action == Action::"change", resource == Tool::"tickets/draft");

            @id("prompts-wait")
            @why("what leaves the house is looked at")
            @hold
            permit (principal is Agent, action == Action::"read", resource == Model::"claude/small-1");

            @id("ulf-looks")
            @why("he answers for what customers read")
            permit (principal == Person::"ulf", action == Action::"approve", resource);
            """;
    private static final String PROMPT = "{\"model\":\"small-1\",\"messages\":[]}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final List<String> prompts = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private HttpServer provider;

    @SuppressWarnings("NullAway.Init")
    private CommandRun levee;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/v1/messages", exchange -> {
            prompts.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        provider.start();
    }

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    @Test
    void whatUlfSawIsWhatRunsOnce() throws Exception {
        Path acme = folder.resolve("acme");
        Folders.copy(ROOT.resolve("examples").resolve("acme"), acme);
        Files.writeString(acme.resolve("policies").resolve("held.cedar"), HELD);
        Path models = acme.resolve("apis").resolve("claude.models.yaml");
        Files.writeString(
                models,
                Files.readString(models)
                        .replace(
                                "http://127.0.0.1:18086",
                                "http://127.0.0.1:" + provider.getAddress().getPort()));
        Path data = folder.resolve("demo");
        levee = new CommandRun(Map.of("LEVEE_DATA", data.toString()));
        try (Stage stage = Stage.build(acme, data)) {
            key(data);
            Caller agent = stage.agent("ticket-answerer", "tess");
            try (McpSyncClient client = client(agent)) {
                aToolIsCalledOnce(stage, client);
            }
            aModelIsAskedOnce(agent);
            CommandRun.Result tail =
                    levee.run("ledger", "tail", "--family", "approval", "--limit", "100", "--json", "--as", "eve");
            assertThat(tail.out()).as(tail.toString()).contains("approval.used").doesNotContain("It comes tomorrow");
        }
    }

    private void aToolIsCalledOnce(Stage stage, McpSyncClient client) throws Exception {
        Map<String, Object> draft = new LinkedHashMap<>();
        draft.put("ticket", "T-1001");
        draft.put("text", "It comes\ntomorrow\u202e.");
        Awaitility.await() // until its server was asked what it offers
                .untilAsserted(() -> assertThat(client.listTools().tools())
                        .extracting(McpSchema.Tool::name)
                        .contains("tickets__draft"));
        assertThatThrownBy(() -> draft(client, draft)).hasMessageContaining("approval-required");
        assertThat(levee.run("approvals", "--as", "tess").out())
                .as("her own agent's, and nobody says that she may")
                .doesNotContain("apr-");
        JsonNode waiting = only();
        CommandRun.Result shown =
                levee.run("approvals", "show", waiting.path("id").asString(), "--as", "ulf");
        assertThat(shown.out())
                .contains("CALL tickets/draft\ndefinition: sha256:")
                .contains("""
                {
                  "method": "tools/call",
                  "params": {
                    "name": "draft",
                    "arguments": {
                      "ticket": "T-1001",
                      "text": "It comes\\ntomorrow‹U+202E›."
                    }
                  }
                }
                """);
        assertThat(page("/approvals/" + waiting.path("id").asString()))
                .contains("CALL tickets/draft", "definition: sha256:", "It comes\\ntomorrow‹U+202E›.");
        assertThat(stage.tickets().drafts()).isEmpty();
        give(waiting);
        assertThat(draft(client, draft).isError()).isNotEqualTo(true);
        assertThat(stage.tickets().drafts()).containsExactly(Map.entry("T-1001", "It comes\ntomorrow\u202e."));
        assertThatThrownBy(() -> draft(client, draft)).hasMessageContaining("approval-required");
        JsonNode again = only();
        answer("refuse", again);
        assertThatThrownBy(() -> draft(client, draft)).hasMessageContaining("approval-refused");
    }

    private void aModelIsAskedOnce(Caller agent) throws Exception {
        assertThat(agent.post("/claude/v1/messages", PROMPT).outcome()).isEqualTo("approval-required");
        JsonNode waiting = only();
        assertThat(levee.run("approvals", "show", waiting.path("id").asString(), "--as", "ulf")
                        .out())
                .contains("POST claude/v1/messages", PROMPT);
        give(waiting);
        assertThat(agent.post("/claude/v1/messages", PROMPT).outcome()).isEqualTo("allowed");
        assertThat(agent.post("/claude/v1/messages", PROMPT).outcome()).isEqualTo("approval-required");
        assertThat(prompts).containsExactly(PROMPT);
    }

    /// Of the console, for Ulf.
    private String page(String path) throws Exception {
        URI login = URI.create(levee.run("console", "--as", "ulf").out().strip());
        try (HttpClient browser = HttpClient.newHttpClient()) {
            HttpRequest redeem = HttpRequest.newBuilder(login.resolve("/login"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Origin", login.getScheme() + "://" + login.getAuthority())
                    .POST(HttpRequest.BodyPublishers.ofString(login.getRawQuery()))
                    .build();
            String cookie = browser.send(redeem, HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("Set-Cookie")
                    .orElseThrow()
                    .split(";", 2)[0];
            HttpRequest shown = HttpRequest.newBuilder(login.resolve(path))
                    .header("Cookie", cookie)
                    .build();
            return browser.send(shown, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private JsonNode only() {
        JsonNode all = new JsonMapper()
                .readTree(levee.run("approvals", "--as", "ulf", "--json").out())
                .path("approvals");
        assertThat(all).as(levee.toString()).hasSize(1);
        return all.get(0);
    }

    private void give(JsonNode approval) {
        answer("give", approval);
    }

    private void answer(String yesOrNo, JsonNode approval) {
        CommandRun.Result answered = levee.run(
                "approvals",
                yesOrNo,
                approval.path("id").asString(),
                "--digest",
                approval.path("digest").asString(),
                "--reason",
                "looked at",
                "--as",
                "ulf");
        assertThat(answered.exit()).as(answered.toString()).isZero();
    }

    private static void key(Path data) throws IOException {
        Path keys = Files.createDirectories(data.resolve("provider-keys"));
        Path key = Files.createFile(
                keys.resolve("anthropic"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, "the-providers-key");
    }

    private static McpSchema.CallToolResult draft(McpSyncClient client, Map<String, Object> arguments) {
        return client.callTool(McpSchema.CallToolRequest.builder("tickets__draft")
                .arguments(arguments)
                .build());
    }

    private static McpSyncClient client(Caller agent) {
        McpSyncClient client = McpClient.sync(HttpClientStreamableHttpTransport.builder(
                                agent.gateway().toString())
                        .endpoint("/mcp")
                        .addHttpRequestCustomizer(
                                (request, _, _, _, _) -> request.header("Authorization", "Bearer " + agent.token()))
                        .build())
                .requestTimeout(Duration.ofSeconds(60))
                .build();
        client.initialize();
        return client;
    }
}
