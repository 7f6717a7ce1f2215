package io.levee.adapters.contract;

import io.levee.adapters.proxy.GatewayServer;
import io.levee.adapters.proxy.InnerDoor;
import io.levee.adapters.proxy.ProxyLimits;
import io.levee.budget.Budgets;
import io.levee.catalog.Api;
import io.levee.catalog.Asset;
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
import io.levee.facts.ContractFact;
import io.levee.facts.Fact;
import io.levee.identity.ActorId;
import io.levee.identity.AssetPattern;
import io.levee.identity.Chain;
import io.levee.identity.Directory;
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
import io.levee.steps.Journeys;
import io.levee.steps.Steps;
import io.levee.testkit.FakeFreshness;
import io.levee.testkit.MemoryApprovals;
import io.levee.testkit.MemoryLedger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// The gateway on a real port with an upstream on another, and a description between them. The token `ana` may call
/// everything that is described, `bo` nothing, and what `cy` changes somebody has to approve.
final class ContractDoor implements AutoCloseable {
    final LyingUpstream upstream = new LyingUpstream();
    final MemoryLedger ledger = new MemoryLedger(InstantSource.system());
    final GatewayServer gateway;
    final Approvals people;
    private final BlockingQueue<CallFact.Finished> ended = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();

    /// @param file the whole description
    ContractDoor(String file) throws Exception {
        ledger.follow(Set.of(Fact.Family.CALL), entry -> {
            if (entry.fact() instanceof CallFact.Finished finished) {
                ended.add(finished);
            }
        });
        Api api = Described.read(file);
        List<Asset> assets = api.operations().stream()
                .map(it -> new Asset(it.asset(), api.owner(), "", Set.of(), Set.of(), Set.of(), Set.of()))
                .toList();
        Catalog catalog = new Catalog(List.of(), assets, List.of(api));
        InForce inForce = new InForce("r1", new OneTeam(), catalog, (who, action, _) -> answer(who, action));
        MemoryApprovals store = new MemoryApprovals(InstantSource.system());
        people = new Approvals(store, new Consents(() -> inForce), ledger, ApprovalLimits.DEFAULT);
        Calls calls = new Calls(
                () -> inForce,
                (bearer, _) -> Set.of("ana", "bo", "cy").contains(bearer)
                        ? new Identity.Known(
                                Chain.of(ActorId.person(bearer), ActorId.agent("report-writer")),
                                new SessionId("s1"),
                                new TokenId("t1"),
                                Instant.EPOCH,
                                Instant.MAX)
                        : new Identity.Unknown(IdentityRefusal.CREDENTIAL_MISSING, ""),
                new Consents(() -> inForce),
                new OpenStops(),
                new SessionLabels(InstantSource.system()),
                ReplicaView.alone(),
                new FakeFreshness(),
                ledger,
                new InFlight(CallLimits.DEFAULT),
                new HeldCalls(
                        store, _ -> Optional.empty(), new Consents(() -> inForce), ledger, ApprovalLimits.DEFAULT),
                Budgets.none(),
                InstantSource.system(),
                () -> ThreadLocalRandom.current().nextLong(),
                Steps.unwatched());
        gateway = GatewayServer.start(
                calls,
                new OpenApiContracts(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                ProxyLimits.DEFAULT,
                Map.of("warehouse", upstream.uri()),
                InnerDoor.Doors.none(),
                Journeys.unwatched());
    }

    HttpResponse<String> send(String token, String method, String target, String type, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(target))
                .header("Authorization", "Bearer " + token)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String target) throws Exception {
        return send("ana", "GET", target, "", "");
    }

    HttpResponse<String> post(String target, String json) throws Exception {
        return send("ana", "POST", target, "application/json", json);
    }

    URI uri(String target) {
        return URI.create("http://127.0.0.1:" + gateway.port() + target);
    }

    HttpClient client() {
        return client;
    }

    private static Policy.Answer answer(ActorId who, Action action) {
        if (who.name().equals("cy") && action == Action.CHANGE) {
            return new Policy.Answer.Held(List.of(), new Hold(Hold.DEFAULT));
        }
        return who.name().equals("bo") ? new Policy.Answer.NotPermitted() : new Policy.Answer.Permitted(List.of());
    }

    List<ContractFact.Broken> broken() {
        return ledger.facts(ContractFact.Broken.class);
    }

    /// How the next call ended, once it did; what is recorded of it was recorded before.
    CallFact.Finished finished() throws InterruptedException {
        return Objects.requireNonNull(ended.poll(60, TimeUnit.SECONDS), "no call ended");
    }

    /// The code of a refusal; empty where it is none.
    static String code(HttpResponse<String> response) {
        int at = response.body().indexOf("\"code\":\"");
        return at < 0 ? "" : response.body().substring(at + 8, response.body().indexOf('"', at + 8));
    }

    @Override
    public void close() {
        gateway.close();
        upstream.close();
        client.close();
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
                    Set.of(ActorId.person("ana"), ActorId.person("bo"), ActorId.person("cy")),
                    all,
                    all,
                    new Passport.Spend(0, 0),
                    List.of(),
                    Set.of(),
                    Set.of()));
        }
    }
}
