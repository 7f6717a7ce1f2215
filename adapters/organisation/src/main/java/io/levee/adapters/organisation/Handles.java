package io.levee.adapters.organisation;

import io.levee.adapters.organisation.parts.Declaration.OfPerson;
import io.levee.adapters.organisation.parts.Declaration.OfTeam;
import io.levee.adapters.organisation.parts.OwnedSection;
import io.levee.adapters.organisation.parts.OwnedSection.OwnedRule;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Spelling;
import io.levee.catalog.CodeOwners;
import io.levee.catalog.CodeOwners.Rule;
import io.levee.catalog.CodeOwners.Section;
import io.levee.identity.ActorId;
import io.levee.organisation.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Finds out who the owners in CODEOWNERS are: `@org/kafka` is a team, `@ana` a person or else a team, and
/// a mail address whoever has it.
final class Handles {
    private final Map<String, ActorId> known = new HashMap<>();
    private final Collection<Problem> problems;

    Handles(Declared declared, Collection<Problem> problems) {
        this.problems = problems;
        for (OfTeam team : declared.all(OfTeam.class)) {
            ActorId id = ActorId.team(team.team().id().name());
            known.put(handle(id.name()), id);
            known.put(team.contact().toLowerCase(Locale.ROOT), id);
        }
        for (OfPerson person : declared.all(OfPerson.class)) {
            known.put(handle(person.person().id().name()), person.person().id());
            known.put(person.email().toLowerCase(Locale.ROOT), person.person().id());
        }
        known.remove("");
    }

    CodeOwners resolve(String file, List<OwnedSection> sections) {
        List<Section> resolved = new ArrayList<>();
        for (OwnedSection section : sections) {
            List<Rule> rules = section.rules().stream()
                    .map(rule -> new Rule(rule.pattern(), owners(file, rule), rule.excludes(), rule.line()))
                    .toList();
            resolved.add(new Section(section.name(), section.optional(), section.approvals(), rules));
        }
        return new CodeOwners(resolved);
    }

    private List<ActorId> owners(String file, OwnedRule rule) {
        List<ActorId> owners = new ArrayList<>();
        for (Located<String> owner : rule.owners()) {
            Optional<ActorId> actor = find(owner.value());
            actor.ifPresent(owners::add);
            if (actor.isEmpty()) {
                problems.add(Problem.error(
                        file,
                        owner.line(),
                        "the owner `%s` is no team and no person".formatted(owner.value()),
                        Spelling.hint(
                                handle(lastSegment(owner.value())),
                                known.keySet(),
                                "add the team or the person, or correct the name")));
            }
        }
        return owners;
    }

    private Optional<ActorId> find(String owner) {
        if (!owner.startsWith("@")) {
            return Optional.ofNullable(known.get(owner.toLowerCase(Locale.ROOT)));
        }
        Optional<ActorId> actor = Optional.ofNullable(known.get(handle(lastSegment(owner))));
        // only teams stand below an organisation or a group
        return owner.indexOf('/') < 0 ? actor : actor.filter(it -> !it.isPerson());
    }

    private static String lastSegment(String owner) {
        return owner.substring(Math.max(owner.lastIndexOf('/') + 1, owner.startsWith("@") ? 1 : 0));
    }

    private static String handle(String name) {
        return "@" + name.toLowerCase(Locale.ROOT);
    }
}
