package io.levee.adapters.cedar;

import io.levee.adapters.cedar.language.Entities;
import io.levee.adapters.cedar.language.Uid;
import io.levee.catalog.Api;
import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Team;
import io.levee.identity.ActorId;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.Role;
import io.levee.identity.TeamId;
import io.levee.organisation.Organisation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Turns an organisation into entities that fit [PolicySchema].
final class OrganisationEntities {
    /// What there is of Levee itself to stop, audit and administer.
    static final List<String> LEVEE = List.of("everything", "ledger");

    private final Organisation organisation;
    private final Map<AssetId, Boolean> changes = new HashMap<>();
    private final List<Entities.Draft> drafts = new ArrayList<>();
    private final Set<Uid> roles = new HashSet<>();

    private OrganisationEntities(Organisation organisation) {
        this.organisation = organisation;
        for (Api api : organisation.catalog().apis()) {
            api.operations().forEach(operation -> changes.put(operation.asset(), operation.changes()));
        }
    }

    static Entities of(Organisation organisation) {
        return new OrganisationEntities(organisation).build();
    }

    private Entities build() {
        organisation.catalog().teams().forEach(this::team);
        organisation.people().values().forEach(this::person);
        organisation.passports().values().forEach(this::agent);
        organisation.catalog().assets().forEach(this::asset);
        for (String name : LEVEE) {
            add(new Uid(EntityTypes.LEVEE, name), Set.of(), Map.of("name", name));
        }
        roles.forEach(role -> add(role, Set.of(), Map.of()));
        return new Entities(drafts);
    }

    private void team(Team team) {
        add(team(team.id()), Set.of(), Map.of("name", team.id().name(), "platform", team.platform()));
    }

    private void person(Person person) {
        Set<Uid> parents = roles(person.roles());
        person.teams().forEach(team -> parents.add(team(team)));
        add(EntityTypes.uid(person.id()), parents, Map.of("name", person.id().name()));
    }

    private void agent(Passport passport) {
        Set<Uid> parents = roles(passport.roles());
        parents.add(team(passport.owner()));
        add(
                EntityTypes.uid(passport.agent()),
                parents,
                Map.of(
                        "name",
                        passport.agent().name(),
                        "owner",
                        team(passport.owner()),
                        "stoppers",
                        stoppers(passport.stoppers(), ActorId.Kind.PERSON),
                        "stopperTeams",
                        stoppers(passport.stoppers(), ActorId.Kind.TEAM)));
    }

    private void asset(Asset asset) {
        Set<Uid> parents = new HashSet<>(Set.of(team(asset.owner())));
        Map<String, Object> attributes = new HashMap<>(
                Map.of("name", asset.id().name(), "owner", team(asset.owner()), "labels", asset.labels()));
        if (asset.id().isOfApi()) {
            String name = asset.id().name();
            int slash = name.indexOf('/');
            parents.add(new Uid(EntityTypes.API, slash < 0 ? name : name.substring(0, slash)));
            // an operation that no description declares may do anything
            attributes.put("changes", changes.getOrDefault(asset.id(), true));
        }
        add(EntityTypes.uid(asset.id()), parents, attributes);
    }

    private Set<Uid> roles(Collection<Role> held) {
        Set<Uid> uids = held.stream()
                .map(role -> new Uid(EntityTypes.ROLE, role.name()))
                .collect(Collectors.toCollection(HashSet::new));
        roles.addAll(uids);
        return uids;
    }

    private static Set<Uid> stoppers(Set<ActorId> stoppers, ActorId.Kind kind) {
        return stoppers.stream()
                .filter(stopper -> stopper.kind() == kind)
                .map(EntityTypes::uid)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Uid team(TeamId team) {
        return new Uid(EntityTypes.TEAM, team.name());
    }

    private void add(Uid uid, Set<Uid> parents, Map<String, Object> attributes) {
        drafts.add(new Entities.Draft(uid, parents, attributes, Map.of()));
    }
}
