package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Scalars;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.identity.ActorId;
import io.levee.identity.Person;
import io.levee.identity.Role;
import io.levee.identity.TeamId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `people.yaml`: the roles that exist, and who works here.
final class PeopleReader implements PartReader {
    private static final Keys KEYS = Keys.of("people.yaml", Set.of("roles", "people"), Set.of());
    private static final Keys PERSON = Keys.of("a person", Set.of("name", "teams", "roles"), Set.of("email", "active"));

    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        Yaml.document(source, findings)
                .flatMap(node -> Fields.of(node, KEYS, findings))
                .ifPresent(fields -> {
                    fields.fields("roles", Keys.names("`roles`")).ifPresent(roles -> roles(roles, draft, findings));
                    fields.fields("people", Keys.names("`people`"))
                            .ifPresent(people -> people(people, draft, findings));
                });
        return draft.part();
    }

    private static void roles(Fields roles, Part.Draft draft, Findings findings) {
        for (String name : roles.names()) {
            roles.text(name);
            Scalars.parse(new Located<>(name, roles.line(name)), Role::new, findings)
                    .ifPresent(role -> draft.declare(new Declaration.OfRole(role.value(), role.line())));
        }
    }

    private static void people(Fields people, Part.Draft draft, Findings findings) {
        for (String name : people.names()) {
            Optional<Located<ActorId>> id =
                    Scalars.parse(new Located<>(name, people.line(name)), ActorId::person, findings);
            id.ifPresent(person -> draft.mention(person.value()));
            Optional<Fields> fields = people.fields(name, PERSON);
            if (id.isPresent() && fields.isPresent()) {
                person(id.get(), fields.get(), draft);
            }
        }
    }

    private static void person(Located<ActorId> id, Fields fields, Part.Draft draft) {
        String displayName =
                fields.text("name").map(Located::value).orElse(id.value().name());
        String email = fields.text("email").map(Located::value).orElse("");
        boolean active = fields.flag("active").map(Located::value).orElse(!fields.has("active"));
        List<Located<TeamId>> teams = fields.readAll("teams", TeamId::new);
        List<Located<Role>> roles = fields.readAll("roles", Role::new);
        teams.forEach(team -> draft.refer(
                team.line(), "a team of `%s`".formatted(id.value()), new Reference.Target.ToTeam(team.value())));
        roles.forEach(role -> draft.refer(
                role.line(), "a role of `%s`".formatted(id.value()), new Reference.Target.ToRole(role.value())));
        Person person = new Person(id.value(), displayName, values(teams), values(roles), active);
        draft.declare(new Declaration.OfPerson(person, email, id.line()));
    }

    static <T> Set<T> values(List<Located<T>> located) {
        Set<T> values = new HashSet<>();
        located.forEach(one -> values.add(one.value()));
        return values;
    }
}
