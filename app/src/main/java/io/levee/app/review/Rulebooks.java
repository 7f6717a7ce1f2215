package io.levee.app.review;

import io.levee.adapters.cel.CelConditions;
import io.levee.adapters.formats.KnownFormats;
import io.levee.adapters.organisation.StarterLibrary;
import io.levee.catalog.Catalog;
import io.levee.catalog.PathPattern;
import io.levee.catalog.Team;
import io.levee.identity.TeamId;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Knowledge;
import io.levee.organisation.GuardrailCheck;
import io.levee.organisation.Organisation;
import io.levee.organisation.OrganisationCheck;
import io.levee.rooms.review.Guarded;
import io.levee.rooms.review.PathOwners;
import io.levee.rooms.review.Reviewer;
import io.levee.rooms.review.Rulebook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Puts together what judges changes: the organisation's teams with their own guardrails and those
/// that they take from the starter library; without an organisation, one team for each domain of
/// that library.
public final class Rulebooks {
    /// Answers for what belongs to no team, where the organisation names no platform team.
    private static final TeamId PLATFORM = new TeamId("platform");

    private static final List<String> OWNERS_FILES =
            List.of("/CODEOWNERS", "/.github/CODEOWNERS", "/docs/CODEOWNERS", "/.gitlab/CODEOWNERS");
    /// What runs with the rights of whoever merges.
    private static final List<String> PIPELINES = List.of(
            "/.github/workflows/",
            "/.github/actions/",
            "/.gitlab-ci.yml",
            "/.gitlab/ci/",
            "/.circleci/",
            "/.ci/",
            "/Jenkinsfile",
            "/azure-pipelines.yml",
            "/.buildkite/",
            "/.travis.yml");

    private Rulebooks() {}

    /// Compiles every guardrail of an organisation and asks it about its examples.
    public static OrganisationCheck check() {
        return new GuardrailCheck(new CelConditions(), new KnownFormats());
    }

    /// Without an organisation.
    public static Rulebook ofLibrary(PathOwners owners) {
        SortedMap<TeamId, List<Guardrail>> rules = new TreeMap<>();
        for (String domain : StarterLibrary.DOMAINS) {
            TeamId team = new TeamId(domain);
            rules.put(team, StarterLibrary.forTeam(domain, team));
        }
        return new Rulebook(
                Catalog.EMPTY,
                owners,
                Reviewer.of(rules, new CelConditions()),
                Knowledge.NONE,
                List.of(),
                PLATFORM,
                guarded(Optional.empty()));
    }

    /// @param folder where the organisation's folder stands in the reviewed repository, with a
    ///               slash at its end: empty for its root; nothing where it is no part of that
    public static Rulebook of(
            Organisation organisation, PathOwners owners, Knowledge knowledge, Optional<String> folder) {
        TeamId gate = organisation.catalog().teams().stream()
                .filter(Team::platform)
                .map(Team::id)
                .sorted((a, b) -> Boolean.compare(b.equals(PLATFORM), a.equals(PLATFORM)))
                .findFirst()
                .orElse(PLATFORM);
        SortedMap<TeamId, List<Guardrail>> rules = new TreeMap<>();
        organisation
                .guardrails()
                .forEach(it ->
                        rules.computeIfAbsent(it.team(), _ -> new ArrayList<>()).add(it));
        for (Team team : organisation.catalog().teams()) {
            for (String domain : team.library()) {
                rules.computeIfAbsent(team.id(), _ -> new ArrayList<>())
                        .addAll(StarterLibrary.forTeam(domain, team.id()));
            }
        }
        Rulebook rulebook = new Rulebook(
                organisation.catalog(),
                path -> owners(path, owners, organisation),
                Reviewer.of(rules, new CelConditions()),
                knowledge,
                organisation.documents(),
                gate,
                guarded(folder.map(it -> new Place(it, organisation, gate))));
        return rulebook.with(ReviewAgents.of(organisation));
    }

    /// Those of CODEOWNERS, and the teams that say of themselves that they own the path.
    private static List<PathOwners.Owner> owners(String path, PathOwners written, Organisation organisation) {
        List<PathOwners.Owner> owners = new ArrayList<>(written.of(path));
        for (Team team : organisation.catalog().teams()) {
            team.paths().stream()
                    .filter(pattern -> PathPattern.gitHub(pattern).matches(path))
                    .findFirst()
                    .ifPresent(pattern ->
                            owners.add(new PathOwners.Owner(team.id(), false, "team.yaml: `%s`".formatted(pattern))));
        }
        return owners;
    }

    private record Place(String prefix, Organisation organisation, TeamId gate) {
        Guarded guarded(String pattern, TeamId team, String what) {
            return new Guarded(PathPattern.gitHub("/" + prefix + pattern), Optional.of(team), what, true);
        }
    }

    private static List<Guarded> guarded(Optional<Place> place) {
        List<Guarded> guarded = new ArrayList<>();
        OWNERS_FILES.forEach(
                it -> guarded.add(new Guarded(PathPattern.gitHub(it), Optional.empty(), "who must agree to changes")));
        PIPELINES.forEach(it -> guarded.add(new Guarded(PathPattern.gitHub(it), Optional.empty(), "a pipeline")));
        place.ifPresent(it -> {
            for (Team team : it.organisation().catalog().teams()) {
                guarded.add(it.guarded("teams/%s/".formatted(team.id()), team.id(), "what a team knows"));
            }
            for (String file :
                    List.of("policies/", "agents/", "pipelines/", "apis/", "assets/", "*.yaml", "CODEOWNERS")) {
                guarded.add(it.guarded(file, it.gate(), "a part of the organisation that judges"));
            }
        });
        return guarded;
    }
}
