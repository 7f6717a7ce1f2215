package io.levee.app.diagnose;

import io.levee.adapters.diagnosis.SkillCheck;
import io.levee.adapters.diagnosis.Skills;
import io.levee.adapters.reports.Ascii;
import io.levee.cli.Exit;
import io.levee.knowledge.diagnosis.Skill;
import io.levee.organisation.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `levee skill check`: whether skills do what they say.
@Command(
        name = "check",
        description = {
            "Lists every problem of skills with file, line and how to fix it. Runs each example among the signatures of",
            "all skills: the right one must come first, and no look-alike may. Exit 0 when all is well, 2 when not."
        },
        footer = {"", "Example:  levee skill check org/teams/data/skills", "          levee skill check"})
final class SkillCheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..*",
            description = "folders of skills, each with `SKILL.md` in it or below (default: Levee's own)")
    private List<Path> folders = List.of();

    @Option(names = "--alone", description = "without Levee's own skills beside them")
    private boolean alone;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    /// @param ok whether there is no problem
    private record Report(boolean ok, int skills, long signatures, long examples, List<ProblemJson> problems) {}

    private record ProblemJson(String file, int line, String severity, String what, String fix) {}

    @Override
    public Integer call() throws IOException {
        Skills.Read checked = new Skills.Read(List.of(), List.of());
        for (Path folder : folders) {
            checked = checked.and(Skills.in(folder));
        }
        Skills.Read others = folders.isEmpty() || alone ? new Skills.Read(List.of(), List.of()) : Skills.starter();
        if (folders.isEmpty()) {
            checked = Skills.starter();
        }
        List<Problem> problems = new ArrayList<>(checked.problems());
        problems.addAll(SkillCheck.of(checked.skills(), others.skills()));
        return print(checked.skills(), problems);
    }

    private int print(List<Skill> skills, List<Problem> problems) {
        boolean ok = problems.stream().noneMatch(Problem::isError);
        long signatures =
                skills.stream().mapToLong(it -> it.signatures().size()).sum();
        long examples = skills.stream()
                .flatMap(it -> it.signatures().stream())
                .mapToLong(it -> it.examples().size())
                .sum();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            List<ProblemJson> listed = problems.stream()
                    .map(it -> new ProblemJson(
                            it.file(), it.line(), it.isError() ? "error" : "warning", it.what(), it.fix()))
                    .toList();
            out.println(Ascii.json(new Report(ok, skills.size(), signatures, examples, listed)));
        } else {
            SkillSource.print(problems, out);
            out.println("%d skills, %d signatures, %d examples: %s"
                    .formatted(
                            skills.size(),
                            signatures,
                            examples,
                            problems.isEmpty() ? "all is well" : problems.size() + " problems"));
        }
        out.flush();
        return ok ? Exit.DONE : Exit.USAGE;
    }
}
