package io.levee.adapters.cedar;

import io.levee.catalog.Api;
import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.catalog.Team;
import io.levee.consent.Policy;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A small organisation for tests: ana (analyst, team blue), bo (clerk, team red), cy (no role, no team), two agents,
/// an API of blue with two operations, a table of red with payroll.
final class Worlds {
    static final TeamId BLUE = new TeamId("blue");
    static final TeamId RED = new TeamId("red");
    static final ActorId ANA = ActorId.person("ana");
    static final ActorId BO = ActorId.person("bo");
    static final ActorId CY = ActorId.person("cy");
    static final ActorId SCOUT = ActorId.agent("scout");
    static final ActorId MAKER = ActorId.agent("maker");
    static final AssetId QUERY = AssetId.operation("wh", "query");
    static final AssetId LOAD = AssetId.operation("wh", "load");
    static final AssetId PAY = new AssetId("table", "hr.pay");
    static final AssetId FLAG = new AssetId("feature-flag", "dark");

    private Worlds() {}

    static Organisation with(String... policies) {
        List<PolicySource> sources = Stream.of(policies)
                .map(text -> new PolicySource("policies/test.cedar", text))
                .toList();
        return with(Map.of(ANA, Set.of("analyst"), BO, Set.of("clerk"), CY, Set.of()), sources);
    }

    static Organisation with(Map<ActorId, Set<String>> roles, List<PolicySource> policies) {
        Map<ActorId, Person> people = roles.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> person(entry.getKey(), entry.getValue())));
        return new Organisation(
                "r" + roles.hashCode() + policies.hashCode(),
                new Settings("test", Optional.empty(), false),
                people,
                Map.of(SCOUT, passport(SCOUT, BLUE, BO), MAKER, passport(MAKER, RED, ANA)),
                catalog(),
                policies);
    }

    static Policy compiled(Organisation organisation) {
        return switch (new CedarPolicies().compile(organisation)) {
            case Compilation.Compiled(var policy, var _) -> policy;
            case Compilation.Invalid(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private static Person person(ActorId id, Set<String> roles) {
        Set<TeamId> teams = id.equals(ANA) ? Set.of(BLUE) : id.equals(BO) ? Set.of(RED) : Set.of();
        return new Person(id, id.name(), teams, roles.stream().map(Role::new).collect(Collectors.toSet()), true);
    }

    private static Passport passport(ActorId agent, TeamId owner, ActorId stopper) {
        return new Passport(
                agent,
                "tests",
                owner,
                "here",
                Set.of(ANA, BO, CY),
                List.of(new AssetPattern("*")),
                List.of(new AssetPattern("*")),
                new Passport.Spend(1, 1),
                List.of(),
                Set.of(stopper, ActorId.team(owner.name())),
                Set.of(new Role("robot")));
    }

    private static Catalog catalog() {
        return new Catalog(
                List.of(team(BLUE, true), team(RED, false)),
                List.of(
                        asset(new AssetId(AssetId.API, "wh"), BLUE),
                        asset(QUERY, BLUE),
                        asset(LOAD, BLUE, "bulk"),
                        asset(PAY, RED, "payroll", "personal"),
                        asset(FLAG, BLUE)),
                List.of(new Api(
                        "wh",
                        BLUE,
                        Api.Protocol.HTTP,
                        URI.create("http://127.0.0.1:1"),
                        List.of(
                                new Api.Operation(QUERY, "GET", "/q", false, List.of()),
                                new Api.Operation(LOAD, "POST", "/q", true, List.of())))));
    }

    private static Team team(TeamId id, boolean platform) {
        return new Team(id, id.name(), ANA, "#" + id, platform, List.of());
    }

    private static Asset asset(AssetId id, TeamId owner, String... labels) {
        return new Asset(id, owner, "", Set.of(), Set.of(), Set.of(labels), Set.of());
    }
}
