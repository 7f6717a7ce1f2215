package io.levee.adapters.cedar;

import io.levee.adapters.cedar.language.Entities;
import io.levee.organisation.Organisation;
import io.levee.organisation.OrganisationCheck;
import io.levee.organisation.PolicySource;
import io.levee.organisation.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/// Compiles the policies of an organisation. Remembers what it parsed and validated last, so that a reload costs what
/// changed: after an edit of people.yaml nothing is parsed or compiled.
///
/// Thread-safe by one lock; compiled policies are asked without it.
public final class CedarPolicies implements OrganisationCheck {
    /// Policies of one organisation.
    public static final int POLICIES_MAX = 10_000;
    /// Answers that one revision remembers; about 200 bytes each.
    public static final int REMEMBERED_MAX = 20_000;

    private final int rememberedMax;
    private final ReentrantLock compiling = new ReentrantLock();
    private LoadedPolicies loaded = new LoadedPolicies(List.of());
    private Map<Source, PolicyReader.Outcome> read = Map.of();
    private String schema = "";
    private Map<ReadPolicy, List<Validation.Finding>> validated = Map.of();

    /// What makes two policies the same: their text and what they are called by.
    private record Source(String file, int ordinal, String text) {}

    private record Read(List<ReadPolicy> policies, Map<ReadPolicy, Statement> statements) {}

    public CedarPolicies() {
        this(REMEMBERED_MAX);
    }

    /// @param rememberedMax 0 for a policy that decides every question anew
    public CedarPolicies(int rememberedMax) {
        this.rememberedMax = rememberedMax;
    }

    public Compilation compile(Organisation organisation) {
        compiling.lock();
        try {
            Set<Problem> problems = new TreeSet<>();
            Read current = read(organisation.policies(), problems);
            validate(organisation, current, problems);
            Entities entities = OrganisationEntities.of(organisation);
            UnknownNames.in(current.statements(), entities, problems);
            if (problems.stream().anyMatch(Problem::isError)) {
                return new Compilation.Invalid(List.copyOf(problems));
            }
            if (!loaded.policies().equals(current.policies())) {
                loaded = new LoadedPolicies(current.policies());
            }
            return new Compilation.Compiled(new CedarPolicy(loaded, entities, rememberedMax), List.copyOf(problems));
        } finally {
            compiling.unlock();
        }
    }

    @Override
    public List<Problem> check(Organisation candidate, boolean partial) {
        if (!partial) {
            return compile(candidate).problems();
        }
        compiling.lock();
        try {
            Set<Problem> problems = new TreeSet<>();
            read(candidate.policies(), problems);
            return List.copyOf(problems);
        } finally {
            compiling.unlock();
        }
    }

    private Read read(List<PolicySource> sources, Set<Problem> problems) {
        List<Statement> statements = sources.stream()
                .flatMap(source -> PolicyText.split(source).stream())
                .toList();
        if (statements.size() > POLICIES_MAX) {
            problems.add(Problem.error(
                    "policies",
                    0,
                    "%d policies are more than %d".formatted(statements.size(), POLICIES_MAX),
                    "use roles, teams and labels instead of one policy for each asset"));
            return new Read(List.of(), Map.of());
        }
        if (statements.isEmpty()) {
            problems.add(Problem.warning(
                    "policies", 0, "there is no policy, so nobody may do anything", "write one in policies/*.cedar"));
        }
        Map<Source, PolicyReader.Outcome> outcomes = new HashMap<>();
        List<ReadPolicy> policies = new ArrayList<>();
        Map<ReadPolicy, Statement> placed = new HashMap<>();
        Map<String, Statement> ids = new HashMap<>();
        for (Statement statement : statements) {
            Source source = new Source(statement.file(), statement.ordinal(), statement.text());
            PolicyReader.Outcome outcome = Optional.ofNullable(read.get(source))
                    .filter(PolicyReader.Outcome.Good.class::isInstance)
                    .orElseGet(() -> PolicyReader.read(statement));
            switch (outcome) {
                case PolicyReader.Outcome.Bad(var problem) -> problems.add(problem);
                case PolicyReader.Outcome.Good(var policy) -> {
                    outcomes.put(source, outcome);
                    policies.add(policy);
                    placed.put(policy, statement);
                    identify(policy, statement, ids, problems);
                }
            }
        }
        read = outcomes;
        return new Read(policies, placed);
    }

    /// Ids are unique in the whole folder: people say "analysts-query", not in which file it is.
    private static void identify(
            ReadPolicy policy, Statement statement, Map<String, Statement> ids, Set<Problem> problems) {
        if (policy.id().isEmpty()) {
            problems.add(Problem.warning(
                    statement.file(),
                    statement.line(),
                    "a policy without `@id` is known by its position, `%s`, which moves".formatted(policy.ref()),
                    "add `@id(\"what-it-does\")` and `@why(\"…\")` above it"));
            return;
        }
        Statement first = ids.putIfAbsent(policy.id(), statement);
        if (first != null) {
            problems.add(Problem.error(
                    statement.file(),
                    statement.line(),
                    "`%s` is already the id of the policy at %s:%d".formatted(policy.id(), first.file(), first.line()),
                    "give one of them another id"));
        }
    }

    private void validate(Organisation organisation, Read current, Set<Problem> problems) {
        PolicySchema generated = PolicySchema.of(organisation.catalog());
        problems.addAll(generated.problems());
        if (!generated.problems().isEmpty()) {
            return;
        }
        Map<ReadPolicy, List<Validation.Finding>> known = generated.text().equals(schema) ? validated : new HashMap<>();
        Map<ReadPolicy, List<Validation.Finding>> findings = new HashMap<>();
        List<ReadPolicy> fresh = current.policies().stream()
                .filter(policy -> !known.containsKey(policy))
                .toList();
        current.policies().forEach(policy -> findings.put(policy, known.getOrDefault(policy, List.of())));
        if (!fresh.isEmpty()) {
            findings.putAll(Validation.against(generated.text(), fresh));
        }
        schema = generated.text();
        validated = findings;
        current.policies()
                .forEach(policy -> findings.getOrDefault(policy, List.of())
                        .forEach(finding -> problems.add(finding.in(at(current, policy)))));
    }

    private static Statement at(Read current, ReadPolicy policy) {
        return Optional.ofNullable(current.statements().get(policy)).orElseThrow();
    }
}
