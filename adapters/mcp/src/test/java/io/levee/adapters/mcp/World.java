package io.levee.adapters.mcp;

import io.levee.adapters.json.StrictLegibility;
import io.levee.adapters.proxy.GatewayServer;
import io.levee.adapters.proxy.InnerDoor;
import io.levee.adapters.proxy.ProxyLimits;
import io.levee.budget.Budgets;
import io.levee.catalog.Api;
import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.catalog.Decoys;
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
import io.levee.facts.Scope.Agent;
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
import io.levee.testkit.FakeClock;
import io.levee.testkit.FakeFreshness;
import io.levee.testkit.MemoryApprovals;
import io.levee.testkit.MemoryLedger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.client.HttpClient;
import tools.jackson.databind.node.ObjectNode;

/// A gateway on a real port with the door for MCP; the rest of Levee is in memory. A token is an
/// agent's name; each acts for Ana. `nobody` may call anything else.
final class World implements AutoCloseable {
    static final TeamId OWNER = new TeamId("care");

    final MemoryLedger ledger = new MemoryLedger(InstantSource.system());
    final FakeFreshness freshness = new FakeFreshness();
    final OpenStops stops = new OpenStops();
    /// `agent asset`: what a policy does not permit.
    final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    /// What is held, whoever calls it; everybody may approve.
    final Set<AssetId> held = ConcurrentHashMap.newKeySet();

    /// Of approvals.
    final FakeClock clock = FakeClock.start();

    final MemoryApprovals approvals = new MemoryApprovals(clock);

    /// How calls ended, in order.
    final LinkedBlockingQueue<CallFact.Finished> ended = new LinkedBlockingQueue<>();

    final boolean anybody;
    final Calls calls;
    final Approvals people;
    final GatewayServer gateway;
    final McpServers servers = new McpServers(ProxyLimits.DEFAULT, Map.of());
    private volatile InForce inForce = InForce.NOTHING;

    /// @param anybody whether no credential is needed: everybody is `ana`'s agent `anybody`
    World(boolean anybody) {
        this(anybody, Budgets.none());
    }

    World(boolean anybody, Budgets budgets) {
        this.anybody = anybody;
        ledger.follow(Set.of(Fact.Family.STOP), stops);
        Consents consents = new Consents(() -> inForce);
        people = new Approvals(approvals, consents, ledger, ApprovalLimits.DEFAULT);
        calls = new Calls(
                () -> inForce,
                identities(),
                consents,
                stops,
                new SessionLabels(InstantSource.system()),
                ReplicaView.alone(),
                freshness,
                ledger,
                new InFlight(CallLimits.DEFAULT),
                new HeldCalls(approvals, new StrictLegibility(), consents, ledger, ApprovalLimits.DEFAULT),
                budgets,
                InstantSource.system(),
                () -> ThreadLocalRandom.current().nextLong(),
                Steps.unwatched());
        ledger.follow(Set.of(Fact.Family.LABEL), calls.labels());
        ledger.follow(Set.of(Fact.Family.CALL), entry -> {
            if (entry.fact() instanceof CallFact.Finished fact) {
                ended.add(fact);
            }
        });
        gateway = GatewayServer.start(
                calls,
                Contracts.NONE,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                ProxyLimits.DEFAULT,
                Map.of(),
                InnerDoor.Doors.none(),
                Journeys.unwatched(),
                http -> new McpDoor(
                        http,
                        calls,
                        identities(),
                        () -> inForce,
                        ProxyLimits.DEFAULT,
                        servers,
                        () -> URI.create("http://127.0.0.1:1")));
    }

    /// Describes these, beside nothing else.
    void describe(Decoys decoys, Described... servers) {
        List<Asset> assets = new ArrayList<>();
        List<Api> apis = new ArrayList<>();
        for (Described server : servers) {
            assets.addAll(server.assets());
            apis.add(server.api());
        }
        inForce = new InForce(
                "r" + apis.hashCode(), new OneTeam(), new Catalog(List.of(), assets, apis, decoys), this::ask);
    }

    /// Waits until it is known what this server offers: a slow machine takes longer than a call waits.
    void known(Described server) {
        for (int round = 0; servers.of(server.api()).everything().isEmpty(); round++) {
            if (round == 30) {
                throw new IllegalStateException(
                        "`%s` cannot be asked".formatted(server.api().name()));
            }
        }
    }

    /// All that a server's description names.
    List<AssetId> described(String server) {
        return inForce.catalog().api(server).orElseThrow().operations().stream()
                .map(Api.Operation::asset)
                .toList();
    }

    record Described(Api api, List<Asset> assets) {}

    /// Approves everything that a server offers now.
    static Described approved(String name, URI at, Map<String, Set<String>> labels) throws Exception {
        List<Api.Operation> operations = new ArrayList<>();
        List<Asset> assets = new ArrayList<>();
        for (Map.Entry<Kind, List<ObjectNode>> offered : offered(at).entrySet()) {
            int number = 0;
            for (ObjectNode definition : offered.getValue()) {
                Kind kind = offered.getKey();
                String known = definition.has("uri")
                        ? definition.get("uri").asString()
                        : definition.has("uriTemplate")
                                ? definition.get("uriTemplate").asString()
                                : definition.get("name").asString();
                String local = kind == Kind.TOOL
                        ? known
                        : kind.capability() + "/" + (kind == Kind.PROMPT ? known : "r" + number++);
                AssetId asset = AssetId.tool(name, local);
                operations.add(new Api.Operation(
                        asset,
                        "CALL",
                        "/" + local,
                        false,
                        List.of(),
                        Optional.of(new Api.Approved(known, Optional.of(Digests.of(kind, definition))))));
                assets.add(new Asset(
                        asset, OWNER, "", Set.of(), Set.of(), labels.getOrDefault(local, Set.of()), Set.of()));
            }
        }
        return new Described(new Api(name, OWNER, Api.Protocol.MCP, at, operations), assets);
    }

    private static Map<Kind, List<ObjectNode>> offered(URI at) throws Exception {
        HttpClient client = Clients.of(ProxyLimits.DEFAULT);
        client.start();
        try {
            return new Server(new Upstream(client, ProxyLimits.DEFAULT, at))
                    .everything()
                    .orElseThrow();
        } finally {
            client.stop();
        }
    }

    StopFact.Ordered order(String stop, String agent) {
        StopFact.Ordered order = new StopFact.Ordered(
                new StopId(stop),
                new Agent(ActorId.agent(agent)),
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
    public void close() {
        gateway.close();
    }

    private Policy.Answer ask(ActorId principal, Action action, AssetId resource) {
        if (held.contains(resource) && (action == Action.READ || action == Action.CHANGE)) {
            return new Policy.Answer.Held(List.of(), new Hold(Hold.DEFAULT));
        }
        return forbidden.contains(principal.name() + " " + resource)
                ? new Policy.Answer.NotPermitted()
                : new Policy.Answer.Permitted(List.of());
    }

    private Identities identities() {
        return (bearer, _) -> bearer.isEmpty() && !anybody
                ? new Identity.Unknown(IdentityRefusal.CREDENTIAL_MISSING, "")
                : new Identity.Known(
                        Chain.of(ActorId.person("ana"), ActorId.agent(anybody ? "anybody" : bearer)),
                        new SessionId("session-" + bearer),
                        new TokenId("token-" + bearer),
                        Instant.EPOCH,
                        Instant.MAX);
    }

    private record OneTeam() implements Directory {
        @Override
        public Optional<Person> person(ActorId person) {
            return Optional.of(new Person(person, "Ana", Set.of(new TeamId("growth")), Set.of(), true));
        }

        @Override
        public Optional<Passport> passport(ActorId agent) {
            List<AssetPattern> all = List.of(new AssetPattern(agent.name().equals("narrow") ? "tool:none/*" : "*"));
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
