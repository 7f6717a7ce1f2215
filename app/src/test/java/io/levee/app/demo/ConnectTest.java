package io.levee.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.app.CommandRun;
import io.levee.app.Main;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of the official SDK that was configured by what `levee connect` prints, and by nothing else.
final class ConnectTest {
    private static final Path ROOT = Path.of(System.getProperty("levee.root", ".."));
    private static final String HOME = "levee.home";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /// `./levee` itself would build what is being built now.
    @BeforeEach
    void writeLauncher() throws Exception {
        Path launcher = folder.resolve("levee");
        Files.writeString(
                launcher,
                "#!/bin/sh\nexec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\"\n"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        System.setProperty(HOME, folder.toString());
    }

    @AfterEach
    void forgetLauncher() {
        System.clearProperty(HOME);
    }

    @Test
    void aClientConfiguredByConnectUsesTheToolsThatItsAgentMay() throws Exception {
        Path data = folder.resolve("demo");
        try (Stage stage = Stage.build(ROOT.resolve("examples").resolve("acme"), data)) {
            CommandRun levee = new CommandRun(Map.of("LEVEE_DATA", data.toString()));
            CommandRun.Result printed =
                    levee.run("connect", "claude-code", "--agent", "ticket-answerer", "--for", "tess");
            assertThat(printed.exit()).as(printed.err()).isZero();
            assertThat(printed.out()).doesNotContain("eyJ"); // how every token begins
            try (McpSyncClient client = client(printed.out())) {
                client.initialize();
                assertThat(client.listTools().tools())
                        .extracting(McpSchema.Tool::name)
                        .containsExactlyInAnyOrder("tickets__find", "tickets__show", "tickets__draft");
                assertThat(call(client, "tickets__show", Map.of("ticket", "T-1001"))
                                .content()
                                .toString())
                        .contains("Parcel is late");
                call(client, "tickets__draft", Map.of("ticket", "T-1001", "text", "It comes tomorrow."));
                assertThat(stage.tickets().drafts()).containsExactly(Map.entry("T-1001", "It comes tomorrow."));
                assertThatThrownBy(() -> call(client, "tickets__close", Map.of("ticket", "T-1001")))
                        .hasMessageContaining("tool-unverified");

                assertThat(levee.run("stop", "--agent", "ticket-answerer", "--as", "cy", "--reason", "test")
                                .exit())
                        .isZero();
                assertThatThrownBy(() -> call(client, "tickets__show", Map.of("ticket", "T-1001")))
                        .hasMessageContaining("stopped");
            }
        }
    }

    private static McpSyncClient client(String configuration) {
        JsonNode server =
                new JsonMapper().readTree(configuration).path("mcpServers").path("levee");
        Map<String, String> environment = new HashMap<>();
        server.path("env")
                .properties()
                .forEach(each -> environment.put(each.getKey(), each.getValue().asString()));
        ServerParameters parameters = ServerParameters.builder(
                        server.path("command").asString())
                .args(server.path("args").valueStream().map(JsonNode::asString).toList())
                .env(environment)
                .build();
        return McpClient.sync(new StdioClientTransport(parameters, McpJsonDefaults.getMapper()))
                .requestTimeout(Duration.ofSeconds(60))
                .initializationTimeout(Duration.ofSeconds(60))
                .build();
    }

    private static McpSchema.CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(
                McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
    }
}
