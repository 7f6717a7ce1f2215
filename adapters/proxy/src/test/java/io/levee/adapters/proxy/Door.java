package io.levee.adapters.proxy;

import io.levee.adapters.json.StrictLegibility;
import io.levee.budget.Budgets;
import io.levee.catalog.Api;
import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.consent.Action;
import io.levee.consent.Consents;
import io.levee.consent.Hold;
import io.levee.consent.InForce;
import io.levee.consent.OpenStops;
import io.levee.consent.Policy;
import io.levee.consent.SessionLabels;
import io.levee.consent.approval.ApprovalLimits;
import io.levee.consent.approval.Approvals;
import io.levee.consent.approval.HeldCalls;
import io.levee.facts.CallFact;
import io.levee.facts.Fact;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.identity.AssetPattern;
import io.levee.identity.Chain;
import io.levee.identity.Directory;
import io.levee.identity.Identities;
import io.levee.identity.Identity;
import io.levee.identity.IdentityRefusal;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.identity.TokenId;
import io.levee.ledger.ReplicaView;
import io.levee.rooms.gateway.CallLimits;
import io.levee.rooms.gateway.Calls;
import io.levee.rooms.gateway.Contracts;
import io.levee.rooms.gateway.InFlight;
import io.levee.steps.Journeys;
import io.levee.steps.Steps;
import io.levee.testkit.FakeFreshness;
import io.levee.testkit.MemoryApprovals;
import io.levee.testkit.MemoryLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/// A gateway on a real port with a real upstream; the rest of Levee is in memory. The token `ana` is
/// the agent `report-writer` acting for Ana, who may call everything that the API `warehouse` declares.
final class Door implements AutoCloseable {
    static final String AUTH = "Authorization: Bearer ana\r\n";
    private static final AssetId REFUND = AssetId.operation("warehouse", "op2");
    private static final Chain CHAIN = Chain.of(ActorId.person("ana"), ActorId.agent("report-writer"));

    final RawUpstream upstream = new RawUpstream();
    final MemoryLedger ledger = new MemoryLedger(InstantSource.system());
    final FakeFreshness freshness = new FakeFreshness();
    final OpenStops stops = new OpenStops();
    final InFlight inFlight;
    final Set<String> revoked = ConcurrentHashMap.newKeySet();
    final Calls calls;
    final GatewayServer gateway;
    final Approvals people;

    Door() throws IOException {
        this(ProxyLimits.DEFAULT, CallLimits.DEFAULT);
    }

    Door(ProxyLimits limits, CallLimits callLimits) throws IOException {
        this(limits, callLimits, Steps.unwatched(), Journeys.unwatched());
    }

    Door(Budgets budgets) throws IOException {
        this(
                ProxyLimits.DEFAULT,
                CallLimits.DEFAULT,
                Steps.unwatched(),
                Journeys.unwatched(),
                budgets,
                InnerDoor.Doors.none());
    }

    Door(ProxyLimits limits, CallLimits callLimits, Steps steps, Journeys journeys) throws IOException {
        this(limits, callLimits, steps, journeys, Budgets.none(), InnerDoor.Doors.none());
    }

    Door(InnerDoor.Doors doors) throws IOException {
        this(ProxyLimits.DEFAULT, CallLimits.DEFAULT, Steps.unwatched(), Journeys.unwatched(), Budgets.none(), doors);
    }

    private Door(
            ProxyLimits limits,
            CallLimits callLimits,
            Steps steps,
            Journeys journeys,
            Budgets budgets,
            InnerDoor.Doors doors)
            throws IOException {
        ledger.follow(Set.of(Fact.Family.STOP), stops);
        inFlight = new InFlight(callLimits);
        InForce inForce = new InForce("r1", new OneTeam(), catalog(), (_, action, asset) -> answer(action, asset));
        Consents consents = new Consents(() -> inForce);
        MemoryApprovals store = new MemoryApprovals(InstantSource.system());
        HeldCalls approvals = new HeldCalls(store, new StrictLegibility(), consents, ledger, ApprovalLimits.DEFAULT);
        people = new Approvals(store, consents, ledger, ApprovalLimits.DEFAULT);
        Identities identities = (bearer, _) -> !bearer.equals("ana")
                ? new Identity.Unknown(
                        bearer.isEmpty() ? IdentityRefusal.CREDENTIAL_MISSING : IdentityRefusal.TOKEN_MALFORMED, "")
                : revoked.contains(bearer)
                        ? new Identity.Unknown(IdentityRefusal.TOKEN_REVOKED, "token-1")
                        : new Identity.Known(CHAIN, new SessionId("s1"), new TokenId("t1"), Instant.EPOCH, Instant.MAX);
        calls = new Calls(
                () -> inForce,
                identities,
                consents,
                stops,
                new SessionLabels(InstantSource.system()),
                ReplicaView.alone(),
                freshness,
                ledger,
                inFlight,
                approvals,
                budgets,
                InstantSource.system(),
                () -> ThreadLocalRandom.current().nextLong(),
                steps);
        gateway = GatewayServer.start(
                calls,
                Contracts.NONE,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                limits,
                Map.of("warehouse", upstream.uri()),
                doors,
                journeys);
    }

    int port() {
        return gateway.port();
    }

    /// One request with the token, on a connection that ends after it.
    String get(String target) throws IOException {
        return RawClient.exchange(port(), request("GET", target, ""));
    }

    static String request(String method, String target, String headers) {
        return "%s %s HTTP/1.1\r\nHost: gateway\r\n%sConnection: close\r\n%s\r\n"
                .formatted(method, target, AUTH, headers);
    }

    StopFact.Ordered order(String stop) {
        StopFact.Ordered order = new StopFact.Ordered(
                new StopId(stop),
                new Scope.Agent(ActorId.agent("report-writer")),
                Set.of(Layer.GATEWAY),
                ActorId.person("omar"),
                "test");
        ledger.write(order);
        return order;
    }

    List<CallFact.Decided> decided() {
        return ledger.facts(CallFact.Decided.class);
    }

    List<CallFact.Finished> finished() {
        return ledger.facts(CallFact.Finished.class);
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        upstream.close();
    }

    /// Calls of `/refunds` are held; everything else is permitted.
    private static Policy.Answer answer(Action action, AssetId asset) {
        return asset.equals(REFUND) && action == Action.CHANGE
                ? new Policy.Answer.Held(List.of(), new Hold(Hold.DEFAULT))
                : new Policy.Answer.Permitted(List.of());
    }

    private Catalog catalog() {
        TeamId owner = new TeamId("warehouse");
        List<Api.Operation> operations = new ArrayList<>();
        List<Asset> assets = new ArrayList<>();
        for (String line : List.of(
                "GET /rows/{id}",
                "POST /rows",
                "POST /refunds",
                "GET /stream",
                "GET /slow",
                "GET /reset",
                "GET /half",
                "GET /big",
                "GET /a/b/c",
                "GET /files/{name}",
                "POST /upload",
                "GET /never",
                "GET /redirect",
                "HEAD /rows/{id}")) {
            String[] parts = line.split(" ", 2);
            AssetId asset = AssetId.operation("warehouse", "op" + operations.size());
            operations.add(new Api.Operation(asset, parts[0], parts[1], parts[0].equals("POST"), List.of()));
            assets.add(new Asset(asset, owner, "", Set.of(), Set.of(), Set.of(), Set.of()));
        }
        return new Catalog(
                List.of(), assets, List.of(new Api("warehouse", owner, Api.Protocol.HTTP, upstream.uri(), operations)));
    }

    private record OneTeam() implements Directory {
        @Override
        public Optional<Person> person(ActorId person) {
            return Optional.of(new Person(person, "Ana", Set.of(new TeamId("growth")), Set.of(), true));
        }

        @Override
        public Optional<Passport> passport(ActorId agent) {
            List<AssetPattern> all = List.of(new AssetPattern("*"));
            return Optional.of(new Passport(
                    agent,
                    "reports",
                    new TeamId("growth"),
                    "here",
                    Set.of(ActorId.person("ana")),
                    all,
                    all,
                    new Passport.Spend(0, 0),
                    List.of(),
                    Set.of(),
                    Set.of()));
        }
    }
}
