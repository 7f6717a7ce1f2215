package io.levee.app.replica;

import io.levee.adapters.cedar.Compilation;
import io.levee.adapters.mcp.ApprovedDefinitions;
import io.levee.adapters.mcp.DefinitionCheck;
import io.levee.adapters.organisation.OrganisationFolder;
import io.levee.adapters.organisation.OrganisationWatch;
import io.levee.adapters.organisation.Reading;
import io.levee.adapters.organisation.Reload;
import io.levee.app.review.Rulebooks;
import io.levee.budget.BudgetBook;
import io.levee.consent.InForce;
import io.levee.facts.OrganisationFact;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.ledger.Ledger;
import io.levee.organisation.Organisation;
import io.levee.organisation.Problem;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The organisation that is in force, and its reloads. What was valid last stays in force until
/// something valid comes.
final class OrganisationWiring implements AutoCloseable {
    private static final int PROBLEMS_RECORDED_MAX = 5;
    private static final int REHEARSALS = 20;

    /// One revision with its compiled policies; swapped whole, so that nobody sees half of two.
    private record Current(
            Organisation organisation, InForce inForce, BudgetBook budgets, ApprovedDefinitions definitions) {}

    private final CompiledOnce policies;
    private final OrganisationFolder folder;
    private final AtomicReference<Current> current;

    private @Nullable OrganisationWatch watch;
    private volatile boolean closed;

    private OrganisationWiring(CompiledOnce policies, OrganisationFolder folder, Organisation first) {
        this.policies = policies;
        this.folder = folder;
        this.current = new AtomicReference<>(compiled(first));
    }

    /// Reads the folder; throws `ORGANISATION_INVALID` with every problem where it is not valid.
    static OrganisationWiring read(Configuration configuration) {
        CompiledOnce policies = new CompiledOnce();
        OrganisationFolder folder = new OrganisationFolder(
                configuration.organisation(),
                List.of(policies, new DefinitionCheck(), new StopperCheck(), new JobSourceCheck(), Rulebooks.check()));
        return switch (folder.read()) {
            case Reading.Valid(var organisation, var _) -> new OrganisationWiring(policies, folder, organisation);
            case Reading.Invalid(var problems) ->
                throw new LeveeException(
                        ErrorCode.ORGANISATION_INVALID,
                        "the organisation in `%s` is not valid:\n%s\nsee `levee org check %s`"
                                .formatted(
                                        configuration.organisation(),
                                        problems.stream()
                                                .filter(Problem::isError)
                                                .map(problem -> "  " + problem)
                                                .collect(Collectors.joining("\n")),
                                        configuration.organisation()));
        };
    }

    /// Records what is in force and follows the folder from now on.
    void watch(Ledger ledger) {
        ledger.write(loaded(organisation()));
        watch = OrganisationWatch.start(folder, organisation().revision(), reload -> take(reload, ledger));
        Thread.ofPlatform().daemon().name("rehearsal").start(this::rehearse);
    }

    InForce inForce() {
        return current.get().inForce();
    }

    BudgetBook budgets() {
        return current.get().budgets();
    }

    ApprovedDefinitions definitions() {
        return current.get().definitions();
    }

    Organisation organisation() {
        return current.get().organisation();
    }

    /// In force first, recorded after: a right that was taken away ends now, whatever the ledger
    /// does.
    private void take(Reload reload, Ledger ledger) {
        switch (reload) {
            case Reload.Loaded(var organisation, var _) -> {
                current.set(compiled(organisation));
                var _ = ledger.append(loaded(organisation));
            }
            case Reload.Rejected(var problems, var kept) -> {
                List<String> first = problems.stream()
                        .filter(Problem::isError)
                        .limit(PROBLEMS_RECORDED_MAX)
                        .map(Problem::toString)
                        .toList();
                var _ = ledger.append(new OrganisationFact.Rejected(kept, problems.size(), first));
            }
        }
    }

    /// Reloads into the void, in the background and only once: the first right that is taken away
    /// need not wait until the JVM knows how.
    private void rehearse() {
        CompiledOnce own = new CompiledOnce();
        for (int round = 0; round < REHEARSALS && !closed; round++) {
            OrganisationFolder unread = new OrganisationFolder(
                    folder.root(),
                    List.of(own, new DefinitionCheck(), new StopperCheck(), new JobSourceCheck(), Rulebooks.check()));
            if (unread.read() instanceof Reading.Valid(var organisation, var _)) {
                var _ = own.of(organisation);
            }
        }
    }

    private Current compiled(Organisation organisation) {
        return switch (policies.of(organisation)) {
            case Compilation.Compiled(var policy, var _) ->
                new Current(
                        organisation,
                        new InForce(
                                organisation.revision(),
                                organisation,
                                organisation.catalog(),
                                policy,
                                organisation.settings().staleness()),
                        organisation.budgetBook(),
                        ApprovedDefinitions.of(organisation.definitions()));
            case Compilation.Invalid(var problems) ->
                throw new LeveeException(
                        ErrorCode.ORGANISATION_INVALID, "the policies are not valid: " + problems.getFirst());
        };
    }

    private static OrganisationFact.Loaded loaded(Organisation organisation) {
        return new OrganisationFact.Loaded(
                organisation.revision(),
                organisation.people().size(),
                organisation.passports().size(),
                organisation.catalog().teams().size(),
                organisation.catalog().assets().size(),
                organisation.policies().size());
    }

    @Override
    public void close() {
        closed = true;
        if (watch != null) {
            watch.close();
        }
    }
}
