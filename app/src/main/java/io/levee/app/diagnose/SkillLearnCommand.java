package io.levee.app.diagnose;

import io.levee.adapters.diagnosis.Library;
import io.levee.adapters.diagnosis.learn.Learning;
import io.levee.adapters.diagnosis.learn.Proposal;
import io.levee.adapters.reports.Ascii;
import io.levee.cli.Exit;
import io.levee.knowledge.diagnosis.Skill;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `levee skill learn`: signatures for failures that none knows.
@Command(
        name = "learn",
        description = {
            "Gathers the failures of logs that no signature knows, by what they have in common, and prints an entry of",
            "`diagnosis.yaml` for each, with the excerpt as its example. People say what it means. Exit 0, 2 for bad input."
        },
        footer = {"", "Example:  levee skill learn failed/*.log --org org > proposals.yaml"})
final class SkillLearnCommand implements Callable<Integer> {
    private final InputStream standardInput;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Parameters(paramLabel = "LOG", arity = "1..*", description = "logs, folders of logs, or `-` for standard input")
    @SuppressWarnings("NullAway.Init")
    private List<String> names;

    @ArgGroup
    private SkillSource source = new SkillSource();

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    private record Learned(List<Proposal> proposals) {}

    /// @param standardInput what `-` reads
    SkillLearnCommand(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() throws IOException {
        Optional<List<Skill>> skills = source.read(spec.commandLine().getErr());
        if (skills.isEmpty()) {
            return Exit.USAGE;
        }
        PrintWriter out = spec.commandLine().getOut();
        try (LogFiles logs = LogFiles.of(names, standardInput)) {
            List<Proposal> proposals = Learning.from(logs.list(), Library.of(skills.get()));
            if (json) {
                out.println(Ascii.json(new Learned(proposals)));
            } else {
                out.print(proposals.isEmpty() ? "# every failure in these logs is known\n" : "signatures:\n");
                proposals.forEach(it -> out.print(it.yaml()));
            }
        }
        out.flush();
        return Exit.DONE;
    }
}
