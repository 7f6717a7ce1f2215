package io.levee.app.incident;

import java.io.InputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `levee incident`: learning from what went wrong.
@Command(
        name = "incident",
        description = "Learns from an incident: keeps it, and proposes what would have stopped it.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:  levee incident add outage.md --caused-by 4f2a91c --org org"})
public final class IncidentCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    private IncidentCommand() {}

    /// With its own commands.
    ///
    /// @param standardInput what `-` reads
    public static CommandLine commandLine(InputStream standardInput) {
        return new CommandLine(new IncidentCommand()).addSubcommand(new IncidentAddCommand(standardInput));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
