package io.levee.app.replica;

import io.levee.adapters.http.ApiServer;
import io.levee.adapters.http.ApprovalRoutes;
import io.levee.adapters.http.BudgetRoutes;
import io.levee.adapters.http.CredentialRoutes;
import io.levee.adapters.http.DecisionFeed;
import io.levee.adapters.http.DecisionRoutes;
import io.levee.adapters.http.EvaluationRoutes;
import io.levee.adapters.http.ExplainRoutes;
import io.levee.adapters.http.Guard;
import io.levee.adapters.http.HealthRoutes;
import io.levee.adapters.http.InterruptRoutes;
import io.levee.adapters.http.JobRoutes;
import io.levee.adapters.http.LedgerRoutes;
import io.levee.adapters.http.LoginRoutes;
import io.levee.adapters.http.OAuthRoutes;
import io.levee.adapters.http.OrganisationRoutes;
import io.levee.adapters.http.PassportRoutes;
import io.levee.adapters.http.Readiness;
import io.levee.adapters.http.ReviewRoutes;
import io.levee.adapters.http.SessionRoutes;
import io.levee.adapters.http.StopRoutes;
import io.levee.adapters.http.StopperRoutes;
import io.levee.adapters.http.ToolRoutes;
import io.levee.adapters.oauth.passport.Passports;
import io.levee.adapters.oauth.passport.Sightings;
import io.levee.adapters.telemetry.Numbers;
import io.levee.app.forge.ForgeHooks;
import io.levee.consent.Consents;
import io.levee.consent.InForce;
import io.levee.facts.Fact;
import io.levee.ledger.Freshness;
import io.levee.rooms.gateway.DecoyCredentials;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/// The HTTP API: one list of routes, and the checks behind `/readyz`.
final class HttpWiring {
    private HttpWiring() {}

    /// @param port chosen before, because it is part of the issuer's name
    static ApiServer listen(
            Configuration configuration,
            int port,
            StorageWiring storage,
            OrganisationWiring organisation,
            IdentityWiring identity,
            GatewayWiring gateway,
            StopWiring stops,
            ReviewWiring reviews,
            ForgeHooks forges,
            JobWiring jobs,
            Numbers numbers,
            InstantSource clock,
            Executor threads) {
        Consents consents = new Consents(organisation::inForce);
        Guard guard = new Guard(
                new DecoyCredentials(identity.server().tokens(), organisation::inForce, storage.ledger()), consents);
        DecisionFeed feed = new DecisionFeed();
        Sightings sightings = new Sightings();
        storage.ledger().follow(Set.of(Fact.Family.CALL), entry -> {
            feed.learned(entry);
            sightings.learned(entry);
        });
        Passports passports = new Passports(
                organisation::inForce,
                () -> organisation.organisation().people().values(),
                identity.live(),
                identity.stops(),
                sightings,
                clock);
        return ApiServer.start(
                new InetSocketAddress(configuration.host(), port),
                List.of(
                        new OAuthRoutes(identity.server(), consents),
                        new LoginRoutes(identity.server(), identity.localLogin()),
                        new CredentialRoutes(identity.server(), identity.localLogin(), consents),
                        new PassportRoutes(guard, passports),
                        new ExplainRoutes(guard, consents),
                        new EvaluationRoutes(guard, gateway.evaluations(), PublicUrl.of(configuration, port)),
                        new DecisionRoutes(guard, feed, storage.ledger(), gateway.declassifications()),
                        new SessionRoutes(guard, feed, storage.ledger()),
                        new ApprovalRoutes(guard, gateway.approvals().people()),
                        new StopRoutes(guard, stops.stops()),
                        new ReviewRoutes(guard, reviews.reviews()),
                        new JobRoutes(
                                guard,
                                jobs.jobs(),
                                () -> organisation.organisation().settings().jobs(),
                                jobs.talk(),
                                jobs.logs(),
                                jobs.tokens()),
                        new StopperRoutes(guard, stops.rehearsals(), stops.drills()),
                        new HookWiring(
                                        organisation::organisation,
                                        identity.stops(),
                                        stops.stops(),
                                        storage.ledger(),
                                        StopWiring.secrets(configuration, clock),
                                        clock,
                                        threads)
                                .routes(forges),
                        new InterruptRoutes(identity.server().tokens(), stops.interrupts(), identity.stops()),
                        new BudgetRoutes(
                                guard, organisation::budgets, gateway.budgets().accounts()),
                        new ToolRoutes(
                                guard,
                                () -> gateway.servers()
                                        .standings(organisation.inForce().catalog(), organisation.definitions())),
                        new OrganisationRoutes(
                                guard, () -> organisation.inForce().catalog()),
                        new LedgerRoutes(
                                guard,
                                storage.ledger(),
                                new ExportedLedger(storage.ledger().logs()),
                                storage.codec()),
                        new HealthRoutes(readiness(storage, organisation, threads), numbers::text)));
    }

    private static Readiness readiness(StorageWiring storage, OrganisationWiring organisation, Executor threads) {
        return new Readiness(
                List.of(
                        new Readiness.Check("database", () -> database(storage)),
                        new Readiness.Check("organisation", () -> loaded(organisation)),
                        new Readiness.Check("view", () -> view(storage)),
                        new Readiness.Check("ledger", () -> conflicts(storage))),
                threads,
                System::nanoTime);
    }

    private static Optional<String> database(StorageWiring storage) {
        return storage.database().with(connection -> connection.isValid(1))
                ? Optional.empty()
                : Optional.of("the database does not answer: look at its log");
    }

    private static Optional<String> loaded(OrganisationWiring organisation) {
        return organisation.inForce().equals(InForce.NOTHING)
                ? Optional.of("no organisation is loaded: `levee org check DIR` says why")
                : Optional.empty();
    }

    private static Optional<String> view(StorageWiring storage) {
        return storage.ledger().age().compareTo(Freshness.CHANGES_DENIED_AFTER) <= 0
                ? Optional.empty()
                : Optional.of("the view of other replicas is stale, so changes are denied: is the database reachable?");
    }

    private static Optional<String> conflicts(StorageWiring storage) {
        if (storage.ledger().failure().isPresent()) {
            return Optional.of("this replica's log failed: restart it, and read its log");
        }
        List<String> conflicts = storage.ledger().logs().conflicts();
        return conflicts.isEmpty() ? Optional.empty() : Optional.of(conflicts.getFirst());
    }
}
