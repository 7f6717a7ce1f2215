package io.levee.adapters.organisation;

import io.levee.adapters.organisation.Declared.Placed;
import io.levee.adapters.organisation.parts.Declaration;
import io.levee.adapters.organisation.parts.Declaration.OfApi;
import io.levee.adapters.organisation.parts.Declaration.OfAsset;
import io.levee.adapters.organisation.parts.Declaration.OfBudget;
import io.levee.adapters.organisation.parts.Declaration.OfCodeOwners;
import io.levee.adapters.organisation.parts.Declaration.OfDecoys;
import io.levee.adapters.organisation.parts.Declaration.OfDefinitions;
import io.levee.adapters.organisation.parts.Declaration.OfDocument;
import io.levee.adapters.organisation.parts.Declaration.OfGuardrail;
import io.levee.adapters.organisation.parts.Declaration.OfModels;
import io.levee.adapters.organisation.parts.Declaration.OfPassport;
import io.levee.adapters.organisation.parts.Declaration.OfPerson;
import io.levee.adapters.organisation.parts.Declaration.OfPolicies;
import io.levee.adapters.organisation.parts.Declaration.OfSettings;
import io.levee.adapters.organisation.parts.Declaration.OfStopRule;
import io.levee.adapters.organisation.parts.Declaration.OfStopper;
import io.levee.adapters.organisation.parts.Declaration.OfTeam;
import io.levee.budget.Budget;
import io.levee.catalog.Catalog;
import io.levee.catalog.CodeOwners;
import io.levee.catalog.Decoys;
import io.levee.identity.ActorId;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.TeamId;
import io.levee.knowledge.Document;
import io.levee.organisation.DefinitionSource;
import io.levee.organisation.Organisation;
import io.levee.organisation.PolicySource;
import io.levee.organisation.Problem;
import io.levee.organisation.Settings;
import io.levee.organisation.StopperSource;
import io.levee.organisation.WatchRule;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Puts the parts together and checks what no file can know alone: names that lead nowhere, things declared
/// twice, circles, what is missing.
final class Assembly {
    private static final Settings UNKNOWN = new Settings("unknown", Optional.empty(), false);

    private final List<Parsed> files;
    private final Collection<Problem> problems;
    private final Declared declared;

    Assembly(List<Parsed> files, Collection<Problem> problems) {
        this.files = files;
        this.problems = problems;
        this.declared = new Declared(files, problems);
    }

    /// The organisation as far as it can be read; problems say whether that is far enough.
    Organisation organisation(String revision) {
        new References(files, declared, problems).check(files);
        problems.addAll(new Cycles(declared).find());
        checkEssentials();
        warnOfEmptyTeams();
        Map<ActorId, Person> people = new HashMap<>();
        declared.all(OfPerson.class).forEach(it -> people.put(it.person().id(), it.person()));
        Map<ActorId, Passport> passports = new HashMap<>();
        declared.all(OfPassport.class).forEach(it -> passports.put(it.passport().agent(), it.passport()));
        Catalog catalog = new Catalog(
                declared.all(OfTeam.class).stream().map(OfTeam::team).toList(),
                declared.all(OfAsset.class).stream().map(OfAsset::asset).toList(),
                declared.all(OfApi.class).stream().map(OfApi::api).toList(),
                declared.all(OfDecoys.class).stream()
                        .map(OfDecoys::decoys)
                        .findFirst()
                        .orElse(Decoys.NONE),
                declared.all(OfModels.class).stream().map(OfModels::provider).toList());
        List<PolicySource> policies =
                declared.all(OfPolicies.class).stream().map(OfPolicies::source).toList();
        List<Budget> budgets =
                declared.all(OfBudget.class).stream().map(OfBudget::budget).toList();
        List<DefinitionSource> definitions = declared.all(OfDefinitions.class).stream()
                .map(OfDefinitions::source)
                .toList();
        List<StopperSource> stoppers =
                declared.all(OfStopper.class).stream().map(OfStopper::source).toList();
        List<WatchRule> stopRules =
                declared.all(OfStopRule.class).stream().map(OfStopRule::rule).toList();
        return new Organisation(
                revision,
                settings(),
                people,
                passports,
                catalog,
                policies,
                codeOwners(),
                budgets,
                definitions,
                stoppers,
                stopRules,
                addresses(),
                declared.all(OfGuardrail.class).stream()
                        .map(OfGuardrail::guardrail)
                        .toList(),
                documents());
    }

    private List<Document> documents() {
        return declared.all(OfDocument.class).stream().map(OfDocument::document).toList();
    }

    private Map<String, ActorId> addresses() {
        Map<String, ActorId> addresses = new HashMap<>();
        Set<String> twice = new HashSet<>();
        declared.all(OfPerson.class).forEach(it -> {
            String address = it.email().toLowerCase(Locale.ROOT);
            if (addresses.putIfAbsent(address, it.person().id()) != null) {
                twice.add(address);
            }
        });
        addresses.keySet().removeAll(twice);
        addresses.remove("");
        return addresses;
    }

    private Settings settings() {
        return declared.all(OfSettings.class).stream()
                .findFirst()
                .map(OfSettings::settings)
                .orElse(UNKNOWN);
    }

    private CodeOwners codeOwners() {
        Handles handles = new Handles(declared, problems);
        for (Placed placed : declared.placed().toList()) {
            if (placed.declaration() instanceof OfCodeOwners(var sections)) {
                return handles.resolve(placed.file(), sections);
            }
        }
        return CodeOwners.NONE;
    }

    private void checkEssentials() {
        if (isMissing("levee.yaml")) {
            problems.add(Problem.error(
                    "levee.yaml",
                    0,
                    "this file is missing",
                    "write `name: YOURS` and `login: oidc` or `login: local`"));
        }
        if (isMissing("people.yaml") && settings().oidcIssuer().isEmpty()) {
            problems.add(Problem.error(
                    "people.yaml",
                    0,
                    "this file is missing",
                    "write `roles:` and `people:`, or set `oidc:` in levee.yaml"));
        }
        if (files.stream().noneMatch(file -> file.file().endsWith(".cedar"))) {
            problems.add(Problem.warning(
                    "policies", 0, "there is no policy, so everything is denied", "write `policies/NAME.cedar`"));
        }
    }

    private boolean isMissing(String name) {
        return files.stream().noneMatch(file -> file.file().equals(name));
    }

    private void warnOfEmptyTeams() {
        Set<TeamId> staffed = new HashSet<>();
        declared.all(OfPerson.class)
                .forEach(person -> staffed.addAll(person.person().teams()));
        for (Placed placed : declared.placed().toList()) {
            Declaration declaration = placed.declaration();
            if (declaration instanceof OfTeam team
                    && !staffed.contains(team.team().id())
                    && !staffed.isEmpty()) {
                problems.add(Problem.warning(
                        placed.file(),
                        team.line(),
                        "nobody is in the team `%s`".formatted(team.team().id()),
                        "add it to somebody's `teams` in people.yaml"));
            }
        }
    }
}
