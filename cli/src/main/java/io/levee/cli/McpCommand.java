package io.levee.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `levee mcp`: what an MCP client starts instead of a server.
@Command(
        name = "mcp",
        description = {
            "Speaks MCP on standard input and output and carries it to the gateway, with a short-lived token for one agent.",
            "An MCP client starts it; `levee connect` prints how."
        },
        footer = {"", "Example:  levee mcp --agent report-writer --for ana"})
final class McpCommand implements Callable<Integer> {
    private final Remote remote;
    private final InputStream in;

    @Option(names = "--agent", required = true, paramLabel = "AGENT", description = "who acts")
    @SuppressWarnings("NullAway.Init")
    private String agent;

    @Option(names = "--for", required = true, paramLabel = "PERSON", description = "whom it acts for")
    @SuppressWarnings("NullAway.Init")
    private String person;

    @Option(names = "--gateway", paramLabel = "URL", description = "default: the gateway that runs on this machine")
    private @Nullable URI gateway;

    McpCommand(Remote remote, InputStream in) {
        this.remote = remote;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        GatewayToken token = new GatewayToken(new AgentTokens(remote), agent, person, InstantSource.system());
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        new McpBridge(gateway().resolve("/mcp"), token, out).run(in);
        return Exit.DONE;
    }

    private URI gateway() {
        if (gateway != null) {
            return gateway;
        }
        return remote.running()
                .map(Remote.Running::gateway)
                .orElseThrow(() -> new CommandFailure(
                        Exit.UNAVAILABLE,
                        "no Levee is running on `%s`: start one with `levee up ORG`, or add --gateway URL"
                                .formatted(remote.dataFolder())));
    }
}
