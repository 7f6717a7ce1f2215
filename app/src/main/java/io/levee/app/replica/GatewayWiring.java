package io.levee.app.replica;

import io.levee.adapters.contract.OpenApiContracts;
import io.levee.adapters.mcp.McpDoor;
import io.levee.adapters.mcp.McpServers;
import io.levee.adapters.mcp.OwnTools;
import io.levee.adapters.models.ModelDoors;
import io.levee.adapters.proxy.GatewayServer;
import io.levee.adapters.proxy.InnerDoor;
import io.levee.adapters.proxy.ProxyLimits;
import io.levee.adapters.telemetry.Telemetry;
import io.levee.consent.Consents;
import io.levee.consent.SessionLabels;
import io.levee.consent.approval.CallReviews;
import io.levee.facts.Fact;
import io.levee.ledger.Ledger;
import io.levee.rooms.gateway.CallLimits;
import io.levee.rooms.gateway.Calls;
import io.levee.rooms.gateway.Declassifications;
import io.levee.rooms.gateway.Evaluations;
import io.levee.rooms.gateway.InFlight;
import io.levee.steps.Steps;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The gateway: the room, and the proxy that carries what the room allows.
record GatewayWiring(
        Calls calls,
        InFlight inFlight,
        Declassifications declassifications,
        Evaluations evaluations,
        ApprovalWiring approvals,
        BudgetWiring budgets,
        McpServers servers) {
    static GatewayWiring build(
            Configuration configuration,
            StorageWiring storage,
            Ledger ledger,
            OrganisationWiring organisation,
            IdentityWiring identity,
            InstantSource clock,
            RandomGenerator random,
            Steps steps,
            CallReviews reviews,
            OwnTools own) {
        InFlight inFlight = new InFlight(CallLimits.DEFAULT);
        Consents consents = new Consents(organisation::inForce);
        ApprovalWiring approvals = ApprovalWiring.build(storage, ledger, consents, reviews);
        SessionLabels labels = identity.labels();
        BudgetWiring budgets = BudgetWiring.build(storage, organisation, identity.stops(), identity.runs(), random);
        Calls calls = new Calls(
                organisation::inForce,
                identity.server().tokens(),
                consents,
                identity.stops(),
                labels,
                storage.ledger(),
                storage.ledger(),
                ledger,
                inFlight,
                approvals.calls(),
                budgets.budgets(),
                clock,
                random,
                steps);
        storage.ledger().follow(Set.of(Fact.Family.LABEL), calls.labels());
        return new GatewayWiring(
                calls,
                inFlight,
                new Declassifications(consents, labels, storage.ledger(), ledger, storage.ledger()),
                new Evaluations(
                        organisation::inForce,
                        consents,
                        identity.stops(),
                        labels,
                        storage.ledger(),
                        ledger,
                        clock,
                        random),
                approvals,
                budgets,
                new McpServers(ProxyLimits.DEFAULT, configuration.upstreams(), own));
    }

    /// Whose requests are read whole: those to models.
    static InnerDoor.Doors doors(
            Configuration configuration,
            OrganisationWiring organisation,
            IdentityWiring identity,
            Ledger ledger,
            InstantSource clock) {
        SecretFiles keys = SecretFiles.ofProviders(configuration, clock);
        return new ModelDoors(organisation::inForce, identity.server().tokens(), keys::secret, ledger);
    }

    /// Listens; to be called once the past is recovered.
    GatewayServer listen(
            Configuration configuration,
            InnerDoor.Doors doors,
            Telemetry telemetry,
            OrganisationWiring organisation,
            IdentityWiring identity,
            URI issuer) {
        InetSocketAddress address = new InetSocketAddress(
                configuration.host(), configuration.ports().gateway());
        return GatewayServer.start(
                calls,
                new OpenApiContracts(),
                address,
                ProxyLimits.DEFAULT,
                configuration.upstreams(),
                doors,
                telemetry.journeys(),
                http -> new McpDoor(
                        http,
                        calls,
                        identity.server().tokens(),
                        organisation::inForce,
                        ProxyLimits.DEFAULT,
                        servers,
                        () -> issuer));
    }
}
