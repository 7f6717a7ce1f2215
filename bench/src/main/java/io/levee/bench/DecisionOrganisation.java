package io.levee.bench;

import io.levee.catalog.Api;
import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.catalog.Team;
import io.levee.identity.ActorId;
import io.levee.identity.AssetPattern;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.Role;
import io.levee.identity.TeamId;
import io.levee.organisation.Organisation;
import io.levee.organisation.PolicySource;
import io.levee.organisation.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A company of 50 teams, 500 people, 100 agents, 50 APIs with 500 operations, and as many policies as asked
/// for, half of which have conditions and one in ten of which forbids. Each policy is for one of 50 roles and one of
/// 50 APIs: a role and an API have four policies in common where there are 10,000.
final class DecisionOrganisation {
    static final int TEAMS = 50;
    static final int PEOPLE = 500;
    static final int AGENTS = 100;
    static final int OPERATIONS_PER_API = 10;

    private DecisionOrganisation() {}

    static Organisation withPolicies(int policies) {
        List<Team> teams = new ArrayList<>();
        List<Asset> assets = new ArrayList<>();
        List<Api> apis = new ArrayList<>();
        for (int t = 0; t < TEAMS; t++) {
            TeamId team = team(t);
            teams.add(new Team(team, team.name(), person(t), "#" + team, t % 2 == 0, List.of()));
            assets.add(asset(new AssetId(AssetId.API, "api" + t), team));
            List<Api.Operation> operations = new ArrayList<>();
            for (int o = 0; o < OPERATIONS_PER_API; o++) {
                AssetId operation = operation(t, o);
                assets.add(asset(operation, team));
                operations.add(new Api.Operation(operation, "GET", "/things" + o, false, List.of()));
            }
            apis.add(new Api("api" + t, team, Api.Protocol.HTTP, URI.create("http://127.0.0.1:1"), operations));
        }
        Map<ActorId, Person> people = new HashMap<>();
        for (int p = 0; p < PEOPLE; p++) {
            people.put(
                    person(p),
                    new Person(
                            person(p),
                            "Person " + p,
                            Set.of(team(p + 1)),
                            Set.of(role(p), new Role("employee")),
                            true));
        }
        Map<ActorId, Passport> passports = new HashMap<>();
        for (int a = 0; a < AGENTS; a++) {
            passports.put(agent(a), passport(a));
        }
        return new Organisation(
                "bench-" + policies,
                new Settings("bench", Optional.empty(), false),
                people,
                passports,
                new Catalog(teams, assets, apis),
                List.of(new PolicySource("policies/bench.cedar", text(policies))));
    }

    static ActorId person(int number) {
        return ActorId.person("person" + number);
    }

    static ActorId agent(int number) {
        return ActorId.agent("agent" + number);
    }

    static AssetId operation(int api, int number) {
        return AssetId.operation("api" + api % TEAMS, "op" + number);
    }

    private static String text(int policies) {
        StringBuilder text = new StringBuilder("""
                @id("agents-read")
                @why("an agent reads what its passport and its person allow")
                permit (principal is Agent, action == Action::"read", resource);
                """);
        for (int p = 1; p < policies; p++) {
            String effect = p % 10 == 9 ? "forbid" : "permit";
            text.append("@id(\"policy-%d\")\n@why(\"reason %d\")\n".formatted(p, p));
            text.append("%s (principal in Role::\"%s\", action == Action::\"%s\", resource in Api::\"api%d\")"
                    .formatted(effect, role(p), p % 3 == 2 ? "change" : "read", (p + p / TEAMS) % TEAMS));
            text.append(
                    p % 2 == 0
                            ? ";\n"
                            : "\nwhen { !resource.labels.contains(\"payroll\") && !(principal in resource.owner) };\n");
        }
        return text.toString();
    }

    private static Role role(int number) {
        return new Role("role" + number % TEAMS);
    }

    private static TeamId team(int number) {
        return new TeamId("team" + number % TEAMS);
    }

    private static Asset asset(AssetId id, TeamId owner) {
        return new Asset(id, owner, "", Set.of(), Set.of(), Set.of("internal"), Set.of());
    }

    private static Passport passport(int number) {
        return new Passport(
                agent(number),
                "bench",
                team(number),
                "nowhere",
                Set.of(ActorId.team(team(number + 1).name())),
                List.of(new AssetPattern("*")),
                List.of(),
                new Passport.Spend(0, 0),
                List.of(),
                Set.of(),
                Set.of());
    }
}
