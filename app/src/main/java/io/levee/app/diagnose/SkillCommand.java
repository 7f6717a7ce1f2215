package io.levee.app.diagnose;

import java.io.InputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `levee skill`: what is known of failures.
@Command(
        name = "skill",
        description = "Checks and lists what skills know of failures, and proposes more from logs.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:  levee skill check org/teams/data/skills"})
public final class SkillCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    private SkillCommand() {}

    /// With its own commands.
    ///
    /// @param standardInput what `-` reads
    public static CommandLine commandLine(InputStream standardInput) {
        return new CommandLine(new SkillCommand())
                .addSubcommand(new SkillCheckCommand())
                .addSubcommand(new SkillListCommand())
                .addSubcommand(new SkillLearnCommand(standardInput));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
