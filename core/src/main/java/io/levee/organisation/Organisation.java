package io.levee.organisation;

import io.levee.budget.Budget;
import io.levee.budget.BudgetBook;
import io.levee.catalog.Catalog;
import io.levee.catalog.CodeOwners;
import io.levee.identity.ActorId;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.knowledge.Document;
import io.levee.knowledge.Guardrail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One valid revision of the organisation folder.
///
/// @param revision SHA-256 over its files, hex, so that a decision can name what it was taken
///                 under
/// @param guardrails of all teams, in the order of their files
/// @param addresses whose each e-mail address is, in lower case; one that two people have is
///                  nobody's
/// @param documents  incidents, runbooks and skills of all teams
public record Organisation(
        String revision,
        Settings settings,
        Map<ActorId, Person> people,
        Map<ActorId, Passport> passports,
        Catalog catalog,
        List<PolicySource> policies,
        CodeOwners codeOwners,
        List<Budget> budgets,
        List<DefinitionSource> definitions,
        List<StopperSource> stoppers,
        List<WatchRule> stopRules,
        Map<String, ActorId> addresses,
        List<Guardrail> guardrails,
        List<Document> documents)
        implements Directory {
    public Organisation {
        people = Map.copyOf(people);
        passports = Map.copyOf(passports);
        policies = List.copyOf(policies);
        budgets = List.copyOf(budgets);
        definitions = List.copyOf(definitions);
        stoppers = List.copyOf(stoppers);
        stopRules = List.copyOf(stopRules);
        addresses = Map.copyOf(addresses);
        guardrails = List.copyOf(guardrails);
        documents = List.copyOf(documents);
    }

    /// Without addresses, guardrails and what teams wrote down.
    public Organisation(
            String revision,
            Settings settings,
            Map<ActorId, Person> people,
            Map<ActorId, Passport> passports,
            Catalog catalog,
            List<PolicySource> policies,
            CodeOwners codeOwners,
            List<Budget> budgets,
            List<DefinitionSource> definitions,
            List<StopperSource> stoppers,
            List<WatchRule> stopRules) {
        this(
                revision,
                settings,
                people,
                passports,
                catalog,
                policies,
                codeOwners,
                budgets,
                definitions,
                stoppers,
                stopRules,
                Map.of(),
                List.of(),
                List.of());
    }

    /// Without CODEOWNERS, budgets, approved definitions, systems outside and stop rules.
    public Organisation(
            String revision,
            Settings settings,
            Map<ActorId, Person> people,
            Map<ActorId, Passport> passports,
            Catalog catalog,
            List<PolicySource> policies) {
        this(
                revision,
                settings,
                people,
                passports,
                catalog,
                policies,
                CodeOwners.NONE,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /// What is declared, and what each passport says of its agent's calls.
    public BudgetBook budgetBook() {
        List<Budget> all = new ArrayList<>(budgets);
        passports.values().stream()
                .sorted(Comparator.comparing(Passport::agent))
                .map(passport ->
                        Budget.callsOf(passport.agent(), passport.spend().callsPerHourMax(), Duration.ofHours(1)))
                .forEach(all::add);
        return new BudgetBook(all);
    }

    @Override
    public Optional<Person> person(ActorId person) {
        return Optional.ofNullable(people.get(person));
    }

    @Override
    public Optional<Passport> passport(ActorId agent) {
        return Optional.ofNullable(passports.get(agent));
    }
}
