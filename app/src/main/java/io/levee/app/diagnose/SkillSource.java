package io.levee.app.diagnose;

import io.levee.adapters.diagnosis.Library;
import io.levee.adapters.diagnosis.Skills;
import io.levee.knowledge.diagnosis.Skill;
import io.levee.organisation.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which skills are asked: Levee's own, and those of a folder or an organisation as well.
final class SkillSource {
    @Option(names = "--skills", paramLabel = "DIR", description = "a folder of skills to ask beside Levee's own")
    private @Nullable Path folder;

    @Option(names = "--org", paramLabel = "DIR", description = "an organisation whose teams' skills to ask as well")
    private @Nullable Path organisation;

    /// Empty where something is wrong with those that were named, which is said to `err`.
    Optional<List<Skill>> read(PrintWriter err) throws IOException {
        Skills.Read starter = Skills.starter(); // what cannot be read of it is left out: others still help
        Path more = folder != null ? folder : organisation == null ? null : organisation.resolve("teams");
        if (more == null) {
            return Optional.of(starter.skills());
        }
        Skills.Read own = Skills.in(more);
        Skills.Read both = new Skills.Read(own.skills(), List.of()).and(new Skills.Read(starter.skills(), List.of()));
        List<Problem> problems = new ArrayList<>(own.problems());
        problems.addAll(Library.of(both.skills()).problems());
        if (problems.stream().noneMatch(Problem::isError)) {
            return Optional.of(both.skills());
        }
        print(problems, err);
        return Optional.empty();
    }

    static void print(List<Problem> problems, PrintWriter to) {
        for (Problem problem : problems) {
            to.println(problem);
            to.println("  " + problem.fix());
        }
        to.flush();
    }
}
