package io.levee.adapters.models;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.levee.adapters.json.StrictLegibility;
import io.levee.adapters.proxy.GatewayServer;
import io.levee.adapters.proxy.ProxyLimits;
import io.levee.budget.Unit;
import io.levee.catalog.Api;
import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.AssetTemplate;
import io.levee.catalog.Catalog;
import io.levee.catalog.Decoys;
import io.levee.catalog.ModelProvider;
import io.levee.catalog.ModelProvider.Price;
import io.levee.catalog.ModelProvider.Wire;
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
import io.levee.facts.ModelFact;
import io.levee.identity.ActorId;
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
import io.levee.testkit.MemoryApprovals;
import io.levee.testkit.MemoryBudgets;
import io.levee.testkit.MemoryLedger;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;

/// The gateway before a double of a provider that speaks the documented wire formats; the rest of Levee
/// is in memory. `ana` may ask every model.
final class ModelGateway implements AutoCloseable {
    static final String ANSWER = """
            {"content":[{"type":"text","text":"Hi"}],"usage":{"input_tokens":9,"output_tokens":3}}""";
    private static final TeamId OWNER = new TeamId("platform");
    private static final Chain CHAIN = new Chain(ActorId.person("ana"), List.of());

    final MemoryLedger ledger = new MemoryLedger(InstantSource.system());
    final MemoryBudgets budgets = new MemoryBudgets(
            MemoryBudgets.budget("tokens", Unit.TOKENS, 1_000_000, 1_000),
            MemoryBudgets.budget("money", Unit.USD_MICROS, 1_000_000, 1_000));
    private final OpenStops stops = new OpenStops();
    final Set<AssetId> withheld = ConcurrentHashMap.newKeySet();
    /// Whoever asks; everybody may approve.
    final Set<AssetId> held = ConcurrentHashMap.newKeySet();

    final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    final List<String> bodies = new CopyOnWriteArrayList<>();
    final BlockingQueue<ModelFact.Used> used = new LinkedBlockingQueue<>();
    final BlockingQueue<CallFact.Ending> endings = new LinkedBlockingQueue<>();
    final CountDownLatch streaming = new CountDownLatch(1);
    final CountDownLatch cut = new CountDownLatch(1);
    final Approvals people;
    final GatewayServer gateway;
    final Calls calls;
    private final HttpServer provider;

    ModelGateway() throws IOException {
        ledger.follow(Set.of(Fact.Family.STOP), stops);
        ledger.follow(Set.of(Fact.Family.MODEL), entry -> used.add((ModelFact.Used) entry.fact()));
        ledger.follow(Set.of(Fact.Family.CALL), entry -> {
            if (entry.fact() instanceof CallFact.Finished finished) {
                endings.add(finished.ending());
            }
        });
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        provider.createContext("/v1/", exchange -> {
            headers.add(Map.copyOf(exchange.getRequestHeaders()));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            bodies.add(body);
            if (body.contains("\"stream\":true")) {
                endless(exchange);
                return;
            }
            byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        provider.start();
        InForce inForce = new InForce("r1", new AnaAlone(), catalog(), (_, action, asset) -> answer(action, asset));
        Identities identities = (bearer, _) -> bearer.equals("ana")
                ? new Identity.Known(CHAIN, new SessionId("s1"), new TokenId("t1"), Instant.EPOCH, Instant.MAX)
                : new Identity.Unknown(IdentityRefusal.TOKEN_MALFORMED, "");
        Consents consents = new Consents(() -> inForce);
        MemoryApprovals approvals = new MemoryApprovals(InstantSource.system());
        people = new Approvals(approvals, consents, ledger, ApprovalLimits.DEFAULT);
        calls = new Calls(
                () -> inForce,
                identities,
                consents,
                stops,
                new SessionLabels(InstantSource.system()),
                ReplicaView.alone(),
                () -> Duration.ZERO,
                ledger,
                new InFlight(CallLimits.DEFAULT),
                new HeldCalls(approvals, new StrictLegibility(), consents, ledger, ApprovalLimits.DEFAULT),
                budgets.budgets(),
                InstantSource.system(),
                () -> ThreadLocalRandom.current().nextLong(),
                Steps.unwatched());
        gateway = GatewayServer.start(
                calls,
                Contracts.NONE,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                ProxyLimits.DEFAULT,
                Map.of("claude", there(), "gpt", there()),
                new ModelDoors(
                        () -> inForce,
                        identities,
                        name -> name.equals("ours") ? Optional.of("provider-key") : Optional.empty(),
                        ledger),
                Journeys.unwatched());
    }

    private URI there() {
        return URI.create("http://127.0.0.1:" + provider.getAddress().getPort());
    }

    private Policy.Answer answer(Action action, AssetId asset) {
        if (withheld.contains(asset)) {
            return new Policy.Answer.NotPermitted();
        }
        return held.contains(asset) && action == Action.READ
                ? new Policy.Answer.Held(List.of(), new Hold(Hold.DEFAULT))
                : new Policy.Answer.Permitted(List.of());
    }

    @Override
    public void close() {
        gateway.close();
        provider.stop(0);
        budgets.close();
    }

    private void endless(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(
                    "data: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":25,\"output_tokens\":1}}}\n\n"
                            .getBytes(StandardCharsets.UTF_8));
            out.flush();
            while (true) {
                out.write("data: {\"type\":\"content_block_delta\",\"delta\":{\"text\":\"on\"}}\n\n"
                        .getBytes(StandardCharsets.UTF_8));
                out.flush();
                streaming.countDown();
            }
        } catch (IOException e) {
            cut.countDown();
        }
    }

    private static Catalog catalog() {
        AssetId messages = AssetId.operation("claude", "messages");
        AssetId keyless = AssetId.operation("keyless", "messages");
        AssetId chat = AssetId.operation("gpt", "chat");
        URI nowhere = URI.create("http://127.0.0.1:1");
        Map<String, Price> prices = Map.of("small-1", new Price(100, 500, 10, 125));
        return new Catalog(
                List.of(),
                List.of(
                        asset(messages),
                        asset(keyless),
                        asset(chat),
                        asset(AssetId.parse("model:gpt/small-1")),
                        asset(AssetId.parse("model:claude/small-1")),
                        asset(AssetId.parse("model:claude/large-1")),
                        asset(AssetId.parse("model:keyless/small-1"))),
                List.of(
                        api("claude", messages, "/v1/messages", nowhere),
                        api("keyless", keyless, "/v1/messages", nowhere),
                        api("gpt", chat, "/v1/chat/completions", nowhere)),
                Decoys.NONE,
                List.of(
                        new ModelProvider("claude", Wire.ANTHROPIC, "ours", prices, false),
                        new ModelProvider("gpt", Wire.OPENAI, "ours", prices, false),
                        new ModelProvider("keyless", Wire.ANTHROPIC, "none", prices, false)));
    }

    private static Api api(String name, AssetId operation, String path, URI upstream) {
        return new Api(
                name,
                OWNER,
                Api.Protocol.MODEL,
                upstream,
                List.of(new Api.Operation(
                        operation, "POST", path, false, List.of(AssetTemplate.parse("model:" + name + "/{model}")))));
    }

    private static Asset asset(AssetId id) {
        return new Asset(id, OWNER, "", Set.of(), Set.of(), Set.of(), Set.of());
    }

    private record AnaAlone() implements Directory {
        @Override
        public Optional<Person> person(ActorId person) {
            return Optional.of(new Person(person, "Ana", Set.of(OWNER), Set.of(), true));
        }

        @Override
        public Optional<Passport> passport(ActorId agent) {
            return Optional.empty();
        }
    }
}
