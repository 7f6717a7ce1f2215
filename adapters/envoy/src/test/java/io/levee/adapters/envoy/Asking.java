package io.levee.adapters.envoy;

import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.levee.budget.Budgets;
import io.levee.catalog.Api;
import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.consent.Consents;
import io.levee.consent.InForce;
import io.levee.consent.OpenStops;
import io.levee.consent.Policy;
import io.levee.consent.SessionLabels;
import io.levee.consent.approval.ApprovalLimits;
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
import io.levee.rooms.gateway.InFlight;
import io.levee.steps.Steps;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// The listener for other proxies on a real port, and a proxy that asks there; the rest of Levee is in
/// memory. The token `ana` is the agent `report-writer` acting for Ana, who may call everything that
/// the API `warehouse` declares.
final class Asking implements AutoCloseable {
    static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Chain CHAIN = Chain.of(ActorId.person("ana"), ActorId.agent("report-writer"));

    final MemoryLedger ledger = new MemoryLedger(InstantSource.system());
    final FakeFreshness freshness = new FakeFreshness();
    final OpenStops stops = new OpenStops();
    final InFlight inFlight = new InFlight(new CallLimits(4_096, 512));
    final Calls calls;
    final CheckServer server;
    private final ManagedChannel channel;

    Asking() {
        this(CheckLimits.DEFAULT);
    }

    Asking(CheckLimits limits) {
        this(limits, Budgets.none());
    }

    Asking(CheckLimits limits, Budgets budgets) {
        InForce inForce =
                new InForce("r1", new OneTeam(), catalog(), (_, _, _) -> new Policy.Answer.Permitted(List.of()));
        Identities identities = (bearer, _) -> bearer.equals("ana")
                ? new Identity.Known(CHAIN, new SessionId("s1"), new TokenId("t1"), Instant.EPOCH, Instant.MAX)
                : new Identity.Unknown(
                        bearer.isEmpty() ? IdentityRefusal.CREDENTIAL_MISSING : IdentityRefusal.TOKEN_MALFORMED, "");
        SessionLabels labels = new SessionLabels(InstantSource.system());
        calls = new Calls(
                () -> inForce,
                identities,
                new Consents(() -> inForce),
                stops,
                labels,
                ReplicaView.alone(),
                freshness,
                ledger,
                inFlight,
                new HeldCalls(
                        new MemoryApprovals(InstantSource.system()),
                        _ -> Optional.empty(),
                        new Consents(() -> inForce),
                        ledger,
                        ApprovalLimits.DEFAULT),
                budgets,
                InstantSource.system(),
                () -> ThreadLocalRandom.current().nextLong(),
                Steps.unwatched());
        ledger.follow(Set.of(Fact.Family.STOP), stops);
        ledger.follow(Set.of(Fact.Family.LABEL), entry -> {
            labels.learned(entry);
            calls.labels().learned(entry);
        });
        server = CheckServer.start(
                calls,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                ProxySecret.of(SECRET),
                Optional.empty(),
                limits);
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
    }

    AuthorizationGrpc.AuthorizationBlockingStub stranger() {
        return AuthorizationGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    AuthorizationGrpc.AuthorizationBlockingStub proxy() {
        Metadata metadata = new Metadata();
        metadata.put(KnownProxies.SECRET, SECRET);
        return stranger().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    AuthorizationGrpc.AuthorizationFutureStub proxyLater(long millis) {
        Metadata metadata = new Metadata();
        metadata.put(KnownProxies.SECRET, SECRET);
        return AuthorizationGrpc.newFutureStub(channel)
                .withDeadlineAfter(millis, TimeUnit.MILLISECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    CheckResponse ask(String method, String path) {
        return proxy().check(request(method, path, "Bearer ana"));
    }

    static CheckRequest request(String method, String path, String authorization) {
        return request(method, path, Map.of(":method", method, ":path", path, "authorization", authorization));
    }

    static CheckRequest request(String method, String path, Map<String, String> headers) {
        return CheckRequest.newBuilder()
                .setAttributes(AttributeContext.newBuilder()
                        .setRequest(AttributeContext.Request.newBuilder()
                                .setHttp(AttributeContext.HttpRequest.newBuilder()
                                        .setMethod(method)
                                        .setPath(path)
                                        .setHost("warehouse.example")
                                        .putAllHeaders(headers))))
                .build();
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

    /// Waits for so many: a call's ending is recorded after its answer is given.
    List<CallFact.Ending> endings(int min) {
        while (ledger.facts(CallFact.Finished.class).size() < min) {
            Thread.onSpinWait();
        }
        return ledger.facts(CallFact.Finished.class).stream()
                .map(CallFact.Finished::ending)
                .toList();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.close();
    }

    private static Catalog catalog() {
        TeamId owner = new TeamId("warehouse");
        List<Api.Operation> operations = new ArrayList<>();
        List<Asset> assets = new ArrayList<>();
        for (String line : List.of("GET /rows/{id}", "POST /rows", "GET /payroll", "GET /files/{name}")) {
            String[] parts = line.split(" ", 2);
            AssetId asset = AssetId.operation("warehouse", "op" + operations.size());
            operations.add(new Api.Operation(asset, parts[0], parts[1], parts[0].equals("POST"), List.of()));
            Set<String> labels = parts[1].equals("/payroll") ? Set.of("payroll") : Set.of();
            assets.add(new Asset(asset, owner, "", Set.of(), Set.of(), labels, labels));
        }
        return new Catalog(
                List.of(),
                assets,
                List.of(new Api("warehouse", owner, Api.Protocol.HTTP, URI.create("http://127.0.0.1:1"), operations)));
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
