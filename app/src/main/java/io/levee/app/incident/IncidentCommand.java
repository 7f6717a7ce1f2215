package io.levee.app.incident;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `levee incident`: learning from what went wrong.
@Command(
        name = "incident",
        description = "Learns from an incident: keeps it, and proposes what would have stopped it.",
        subcommands = IncidentAddCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:  levee incident add outage.md --caused-by 4f2a91c --org org"})
public final class IncidentCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
