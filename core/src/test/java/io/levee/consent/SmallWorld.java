package io.levee.consent;

import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.catalog.Team;
import io.levee.identity.ActorId;
import io.levee.identity.AssetPattern;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.Role;
import io.levee.identity.TeamId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A directory that a test fills, one owner and two tables, and a policy that says yes to whoever it names.
final class SmallWorld implements Directory {
    static final TeamId OWNER = new TeamId("owner");
    static final AssetId ORDERS = new AssetId("table", "orders");
    static final AssetId REPORT = new AssetId("table", "report");

    private final Map<ActorId, Person> people = new HashMap<>();
    private final Map<ActorId, Passport> passports = new HashMap<>();

    SmallWorld person(String name, boolean active, String... teams) {
        ActorId id = ActorId.person(name);
        Set<TeamId> in = Set.of(teams).stream().map(TeamId::new).collect(Collectors.toSet());
        people.put(id, new Person(id, name, in, Set.of(new Role("reader")), active));
        return this;
    }

    SmallWorld agent(String name, Set<ActorId> actsFor, List<String> mayKnow, List<String> mayChange) {
        ActorId id = ActorId.agent(name);
        passports.put(
                id,
                new Passport(
                        id,
                        "tests",
                        OWNER,
                        "here",
                        actsFor,
                        mayKnow.stream().map(AssetPattern::new).toList(),
                        mayChange.stream().map(AssetPattern::new).toList(),
                        new Passport.Spend(0, 0),
                        List.of(),
                        Set.of(),
                        Set.of()));
        return this;
    }

    InForce under(Policy policy) {
        return new InForce("r1", this, catalog(), policy);
    }

    static Policy permitting(ActorId... principals) {
        Set<ActorId> permitted = Set.of(principals);
        return (principal, _, _) -> permitted.contains(principal)
                ? new Policy.Answer.Permitted(List.of())
                : new Policy.Answer.NotPermitted();
    }

    @Override
    public Optional<Person> person(ActorId person) {
        return Optional.ofNullable(people.get(person));
    }

    @Override
    public Optional<Passport> passport(ActorId agent) {
        return Optional.ofNullable(passports.get(agent));
    }

    private static Catalog catalog() {
        return new Catalog(
                List.of(new Team(OWNER, "Owner", ActorId.person("ana"), "#owner", true, List.of())),
                List.of(
                        new Asset(ORDERS, OWNER, "", Set.of(), Set.of(), Set.of(), Set.of()),
                        new Asset(REPORT, OWNER, "", Set.of(ORDERS), Set.of(), Set.of(), Set.of())),
                List.of());
    }
}
