package io.levee.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `levee connect`: how an agent's program is told of the gateway, without a secret in its configuration.
@Command(
        name = "connect",
        description = {
            "Prints what makes an MCP client or coding agent go through the gateway.",
            "No secret is in it: the client starts `levee mcp`, which asks for tokens of a few minutes while it runs."
        },
        footer = {"", "Example:  levee connect claude-code --agent report-writer --for ana > .mcp.json"})
public final class ConnectCommand implements Callable<Integer> {
    private final Remote remote;
    private final Path launcher;

    @Mixin
    private final Shared shared = new Shared();

    @Parameters(
            paramLabel = "CLIENT",
            description = "claude-code, claude-desktop, codex, cursor, gemini-cli, inspector,"
                    + " opencode, vscode or windsurf")
    @SuppressWarnings("NullAway.Init")
    private String client;

    @Option(names = "--agent", required = true, paramLabel = "AGENT", description = "whose passport it uses")
    @SuppressWarnings("NullAway.Init")
    private String agent;

    @Option(names = "--for", required = true, paramLabel = "PERSON", description = "whom it acts for")
    @SuppressWarnings("NullAway.Init")
    private String person;

    /// @param launcher `levee` itself
    public ConnectCommand(Remote remote, Path launcher) {
        this.remote = remote;
        this.launcher = launcher;
    }

    @Override
    public Integer call() {
        McpClient known = McpClient.of(client)
                .orElseThrow(() -> new CommandFailure(
                        Exit.USAGE, "`%s` is no client that is known here: %s".formatted(client, McpClient.words())));
        List<String> command = List.of(launcher.toString(), "mcp", "--agent", agent, "--for", person);
        Map<String, String> environment =
                Map.of("LEVEE_DATA", remote.dataFolder().toAbsolutePath().toString());
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("client", known.word());
        told.put("file", known.file());
        told.put("command", command);
        told.put("environment", environment);
        if (!shared.printedAsJson(told)) {
            shared.out().println(known.configuration(command, environment));
            shared.err().println("levee: goes into " + known.file());
        }
        return Exit.DONE;
    }
}
