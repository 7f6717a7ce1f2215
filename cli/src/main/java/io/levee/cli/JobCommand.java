package io.levee.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `levee job`: programs that agents run.
@Command(
        name = "job",
        description = {
            "Runs programs of agents so that they fail safe.",
            "They are capped, staged, checked before anything is published, diagnosed where they fail, and mended as far as"
                    + " the agent's trust goes."
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example:  levee job run --agent pipeline-fixer --for gus --skill spark-batch -- spark-submit job.py"
        })
final class JobCommand implements Runnable {
    private final Remote remote;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    JobCommand(Remote remote) {
        this.remote = remote;
    }

    List<Object> commands() {
        return List.of(
                new JobRunCommand(remote),
                new JobListCommand(remote),
                new JobShowCommand(remote),
                new JobLogCommand(remote),
                new JobRerunCommand(remote),
                new JobEndCommand(remote),
                new JobReleaseCommand(remote),
                new JobLearnCommand(remote));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
