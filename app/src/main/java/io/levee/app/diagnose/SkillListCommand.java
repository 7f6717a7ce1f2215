package io.levee.app.diagnose;

import io.levee.adapters.reports.Ascii;
import io.levee.cli.Exit;
import io.levee.knowledge.diagnosis.Signature;
import io.levee.knowledge.diagnosis.Skill;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `levee skill list`: every failure that is known.
@Command(
        name = "list",
        description = "Lists skills and the failures that they know.",
        footer = {"", "Example:  levee skill list --org examples/acme"})
final class SkillListCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @ArgGroup
    private SkillSource source = new SkillSource();

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    private record Listed(List<Entry> skills) {}

    private record Entry(String name, String description, String engine, List<Known> signatures) {}

    private record Known(
            String id, String title, String kind, String part, double confidence, String action, String rung) {}

    @Override
    public Integer call() throws IOException {
        Optional<List<Skill>> skills = source.read(spec.commandLine().getErr());
        if (skills.isEmpty()) {
            return Exit.USAGE;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Ascii.json(new Listed(
                    skills.get().stream().map(SkillListCommand::entry).toList())));
        } else {
            for (Skill skill : skills.get()) {
                out.println("%s: %s".formatted(skill.name(), skill.description()));
                for (Signature it : skill.signatures()) {
                    out.println("  %-40s %s".formatted(it.id(), it.title()));
                }
            }
        }
        out.flush();
        return Exit.DONE;
    }

    private static Entry entry(Skill skill) {
        return new Entry(
                skill.name(),
                skill.description(),
                skill.engine(),
                skill.signatures().stream().map(SkillListCommand::known).toList());
    }

    private static Known known(Signature it) {
        return new Known(
                it.id(),
                it.title(),
                it.kind().word(),
                it.part().word(),
                it.confidence(),
                it.remedy().action().word(),
                it.remedy().rung().word());
    }
}
