package io.levee.adapters.organisation;

import io.levee.adapters.organisation.parts.Declaration.OfPassport;
import io.levee.adapters.organisation.parts.Declaration.OfPerson;
import io.levee.adapters.organisation.parts.Reference;
import io.levee.adapters.organisation.yaml.Spelling;
import io.levee.catalog.AssetId;
import io.levee.identity.ActorId;
import io.levee.identity.AssetPattern;
import io.levee.identity.Passport;
import io.levee.identity.TeamId;
import io.levee.organisation.Problem;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Follows every name in every file. Where a file cannot be read at all, what it might have declared is not
/// reported as missing: the one problem of that file is enough. Without people.yaml, people are whoever the
/// issuer says.
final class References {
    private static final Set<String> NO_ASSETS = Set.of("person", "agent", "team", "role");

    private final Declared declared;
    private final Collection<Problem> problems;
    private final Set<String> assets = new HashSet<>();
    private final Set<ActorId> inactive = new HashSet<>();
    private final boolean peopleKnown;
    private final boolean assetsKnown;

    References(List<Parsed> files, Declared declared, Collection<Problem> problems) {
        this.declared = declared;
        this.problems = problems;
        this.peopleKnown = files.stream().anyMatch(file -> isPeople(file.file()) && !file.isUnreadable());
        this.assetsKnown = files.stream().noneMatch(file -> file.isUnreadable() && declaresAssets(file.file()));
        for (String id : declared.mentioned()) {
            int colon = id.indexOf(':');
            if (colon > 0 && !id.contains(" ") && !NO_ASSETS.contains(id.substring(0, colon))) {
                assets.add(id);
            }
        }
        for (OfPerson person : declared.all(OfPerson.class)) {
            if (!person.person().active()) {
                inactive.add(person.person().id());
            }
        }
    }

    void check(List<Parsed> files) {
        for (Parsed file : files) {
            file.part().references().forEach(reference -> follow(file.file(), reference));
        }
    }

    private void follow(String file, Reference reference) {
        switch (reference.target()) {
            case Reference.Target.ToTeam(var team) -> named(file, reference, "team:" + team, team.name(), "team");
            case Reference.Target.ToRole(var role) -> {
                if (peopleKnown) {
                    named(file, reference, "role:" + role, role.name(), "role");
                }
            }
            case Reference.Target.ToActor(var actor) -> actor(file, reference, actor);
            case Reference.Target.ToOnCall(var person) -> {
                actor(file, reference, person);
                if (inactive.contains(person)) {
                    add(file, reference, "`%s` is not active".formatted(person), "name somebody who works here now");
                }
            }
            case Reference.Target.ToReviewer(var team, var agent) -> reviewer(file, reference, team, agent);
            case Reference.Target.ToModel(var model, var agent) -> model(file, reference, model, agent);
            case Reference.Target.ToAsset(var asset) -> {
                if (assetsKnown && !assets.contains(asset.toString())) {
                    add(
                            file,
                            reference,
                            "there is no asset `%s`".formatted(asset),
                            Spelling.hint(asset.toString(), assets, "declare it under `assets:`, or correct the name"));
                }
            }
            case Reference.Target.ToAssets(var pattern) -> pattern(file, reference, pattern);
        }
    }

    private void actor(String file, Reference reference, ActorId actor) {
        if (!actor.isPerson() || peopleKnown) {
            named(file, reference, actor.toString(), actor.name(), actor.kind().word());
        }
    }

    private void named(String file, Reference reference, String id, String name, String kind) {
        if (declared.mentions(id)) {
            return;
        }
        String prefix = kind + ":";
        List<String> known = declared.mentioned().stream()
                .filter(it -> it.startsWith(prefix))
                .map(it -> it.substring(prefix.length()))
                .toList();
        add(
                file,
                reference,
                "there is no %s `%s`".formatted(kind, name),
                Spelling.hint(
                        name,
                        known,
                        switch (kind) {
                            case "team" -> "add `teams/%s/team.yaml`, or correct the name".formatted(name);
                            case "role" -> "add it under `roles:` in people.yaml, or correct the name";
                            case "agent" -> "add `agents/%s.yaml`, or correct the name".formatted(name);
                            default -> "add it to people.yaml, or correct the name";
                        }));
    }

    private void reviewer(String file, Reference reference, TeamId team, ActorId agent) {
        actor(file, reference, agent);
        passport(agent)
                .map(Passport::owner)
                .filter(owner -> !owner.equals(team))
                .ifPresent(owner -> add(
                        file,
                        reference,
                        "`%s` is of `team:%s`".formatted(agent, owner),
                        "name an agent of the team, or write `owner: %s` in agents/%s.yaml"
                                .formatted(team, agent.name())));
    }

    private void model(String file, Reference reference, AssetId model, ActorId agent) {
        if (assetsKnown && !assets.contains(model.toString())) {
            String prefix = AssetId.MODEL + ":";
            List<String> known = assets.stream()
                    .filter(it -> it.startsWith(prefix))
                    .map(it -> it.substring(prefix.length()))
                    .toList();
            add(
                    file,
                    reference,
                    "there is no model `%s`".formatted(model.name()),
                    Spelling.hint(
                            model.name(), known, "declare it in `apis/PROVIDER.models.yaml`, or correct the name"));
            return;
        }
        Optional<Passport> passport = passport(agent);
        if (passport.isPresent() && passport.get().mayKnow().stream().noneMatch(it -> it.matches(model.toString()))) {
            problems.add(Problem.warning(
                    file,
                    reference.line(),
                    "%s: `%s` may not know `%s`, so it is never asked".formatted(reference.from(), agent, model),
                    "add it, and `operation:%s/*`, to `mayKnow` in agents/%s.yaml"
                            .formatted(model.name().substring(0, model.name().indexOf('/')), agent.name())));
        }
    }

    private Optional<Passport> passport(ActorId agent) {
        return declared.all(OfPassport.class).stream()
                .map(OfPassport::passport)
                .filter(it -> it.agent().equals(agent))
                .findFirst();
    }

    private void pattern(String file, Reference reference, AssetPattern pattern) {
        Predicate<String> matches = pattern::matches;
        if (assetsKnown && assets.stream().noneMatch(matches)) {
            problems.add(Problem.warning(
                    file,
                    reference.line(),
                    "%s: `%s` matches no asset".formatted(reference.from(), pattern),
                    Spelling.hint(pattern.text(), assets, "correct it, or take it out")));
        }
    }

    private void add(String file, Reference reference, String what, String fix) {
        problems.add(Problem.error(file, reference.line(), "%s: %s".formatted(reference.from(), what), fix));
    }

    private static boolean isPeople(String file) {
        return file.equals("people.yaml");
    }

    private static boolean declaresAssets(String file) {
        return file.startsWith("assets/") || file.startsWith("apis/") || file.endsWith("catalog-info.yaml");
    }
}
