package io.levee.app.diagnose;

import io.levee.adapters.diagnosis.SkillCheck;
import io.levee.adapters.diagnosis.Skills;
import io.levee.organisation.Organisation;
import io.levee.organisation.OrganisationCheck;
import io.levee.organisation.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Whether the skills of an organisation's teams do what they say, beside Levee's own: as `levee skill check`. For who
/// checks the folder; a replica does not wait for it, for examples that fail take no right from anybody.
public final class SkillsOfTeams implements OrganisationCheck {
    private static final String TEAMS = "teams";

    private final Path organisation;

    public SkillsOfTeams(Path organisation) {
        this.organisation = organisation;
    }

    /// What is wrong with the files as such, the folder's own readers say.
    @Override
    public List<Problem> check(Organisation candidate, boolean partial) {
        if (!Files.isDirectory(organisation.resolve(TEAMS))) {
            return List.of();
        }
        Skills.Read own;
        try {
            own = Skills.in(organisation.resolve(TEAMS));
        } catch (IOException e) {
            return List.of(
                    Problem.error(TEAMS, 0, "the skills of teams cannot be read", "look at who may read the folder"));
        }
        if (own.skills().stream().allMatch(skill -> skill.signatures().isEmpty())) {
            return List.of(); // Levee's own are not read for nothing
        }
        List<Problem> problems = new ArrayList<>();
        for (Problem problem : SkillCheck.of(own.skills(), Skills.starter().skills())) {
            problems.add(new Problem(
                    TEAMS + "/" + problem.file(), problem.line(), problem.severity(), problem.what(), problem.fix()));
        }
        return problems;
    }
}
