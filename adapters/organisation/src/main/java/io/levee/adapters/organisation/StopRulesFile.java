package io.levee.adapters.organisation;

import io.levee.adapters.organisation.parts.StopRulesReader;
import io.levee.identity.ActorId;
import io.levee.identity.TeamId;
import io.levee.organisation.Organisation;
import io.levee.organisation.Problem;
import io.levee.organisation.WatchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Stop rules that are not part of a folder yet, to be tried before they are.
public final class StopRulesFile {
    public static final String NAME = StopRulesReader.FILE;

    private static final long BYTES_MAX = 1 << 20;

    private StopRulesFile() {}

    /// The rules of the file; what is wrong with it is added to `problems`.
    public static List<WatchRule> read(Path file, Organisation organisation, List<Problem> problems) {
        byte[] content;
        try {
            if (Files.size(file) > BYTES_MAX) {
                problems.add(Problem.error(file.toString(), 0, "it is larger than 1 MiB", "name a file of stop rules"));
                return List.of();
            }
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            problems.add(Problem.error(file.toString(), 0, "it cannot be read", "name a file of stop rules"));
            return List.of();
        }
        Parsed parsed = Parsed.of(NAME, content);
        parsed.problems()
                .forEach(problem -> problems.add(new Problem(
                        file.toString(), problem.line(), problem.severity(), problem.what(), problem.fix())));
        List<WatchRule> rules = StopRulesReader.rulesOf(parsed.part());
        for (WatchRule rule : rules) {
            for (ActorId actor : rule.only()) {
                if (!exists(actor, organisation)) {
                    problems.add(Problem.error(
                            file.toString(),
                            0,
                            "`for` of the stop rule `%s`: there is no `%s`".formatted(rule.name(), actor),
                            "name an agent or a team of the organisation"));
                }
            }
        }
        return rules;
    }

    private static boolean exists(ActorId actor, Organisation organisation) {
        return actor.isAgent()
                ? organisation.passport(actor).isPresent()
                : organisation.catalog().team(new TeamId(actor.name())).isPresent();
    }
}
