package io.levee.adapters.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import io.levee.consent.Consents;
import io.levee.consent.InForce;
import io.levee.consent.OpenStops;
import io.levee.consent.Policy;
import io.levee.consent.SessionLabels;
import io.levee.consent.approval.ApprovalLimits;
import io.levee.consent.approval.HeldCalls;
import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.Fact;
import io.levee.facts.Layer;
import io.levee.facts.ModelFact;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
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
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The gateway before a double of a provider that speaks the documented wire format.
@SuppressWarnings("NullAway.Init") // started before each test
class ModelDoorsTest {
    private static final TeamId OWNER = new TeamId("platform");
    private static final Chain CHAIN = new Chain(ActorId.person("ana"), List.of());
    private static final String SMALL = "{\"model\":\"small-1\",\"max_tokens\":9,\"messages\":[]}";
    private static final String ANSWER = """
            {"content":[{"type":"text","text":"Hi"}],"usage":{"input_tokens":9,"output_tokens":3}}""";

    private final MemoryLedger ledger = new MemoryLedger(InstantSource.system());
    private final MemoryBudgets budgets = new MemoryBudgets(
            MemoryBudgets.budget("tokens", Unit.TOKENS, 1_000_000, 1_000),
            MemoryBudgets.budget("money", Unit.USD_MICROS, 1_000_000, 1_000));
    private final OpenStops stops = new OpenStops();
    private final Set<AssetId> withheld = ConcurrentHashMap.newKeySet();
    private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final BlockingQueue<ModelFact.Used> used = new LinkedBlockingQueue<>();
    private final BlockingQueue<CallFact.Ending> endings = new LinkedBlockingQueue<>();
    private final CountDownLatch streaming = new CountDownLatch(1);
    private final CountDownLatch cut = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer provider;
    private GatewayServer gateway;
    private Calls calls;

    @BeforeEach
    void start() throws IOException {
        ledger.follow(Set.of(Fact.Family.STOP), stops);
        ledger.follow(Set.of(Fact.Family.MODEL), entry -> used.add((ModelFact.Used) entry.fact()));
        ledger.follow(Set.of(Fact.Family.CALL), entry -> {
            if (entry.fact() instanceof CallFact.Finished finished) {
                endings.add(finished.ending());
            }
        });
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        provider.createContext("/v1/messages", exchange -> {
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
        InForce inForce = new InForce(
                "r1",
                new AnaAlone(),
                catalog(),
                (_, _, asset) -> withheld.contains(asset)
                        ? new Policy.Answer.NotPermitted()
                        : new Policy.Answer.Permitted(List.of()));
        Identities identities = (bearer, _) -> bearer.equals("ana")
                ? new Identity.Known(CHAIN, new SessionId("s1"), new TokenId("t1"), Instant.EPOCH, Instant.MAX)
                : new Identity.Unknown(IdentityRefusal.TOKEN_MALFORMED, "");
        calls = new Calls(
                () -> inForce,
                identities,
                new Consents(() -> inForce),
                stops,
                new SessionLabels(InstantSource.system()),
                ReplicaView.alone(),
                () -> Duration.ZERO,
                ledger,
                new InFlight(CallLimits.DEFAULT),
                new HeldCalls(
                        new MemoryApprovals(InstantSource.system()),
                        _ -> Optional.empty(),
                        new Consents(() -> inForce),
                        ledger,
                        ApprovalLimits.DEFAULT),
                budgets.budgets(),
                InstantSource.system(),
                () -> ThreadLocalRandom.current().nextLong(),
                Steps.unwatched());
        gateway = GatewayServer.start(
                calls,
                Contracts.NONE,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                ProxyLimits.DEFAULT,
                Map.of(
                        "claude",
                        URI.create("http://127.0.0.1:" + provider.getAddress().getPort())),
                new ModelDoors(
                        () -> inForce,
                        identities,
                        name -> name.equals("ours") ? Optional.of("provider-key") : Optional.empty(),
                        ledger),
                Journeys.unwatched());
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        gateway.close();
        provider.stop(0);
        budgets.close();
    }

    @Test
    void theProviderSeesItsOwnKeyAndTheBodyThatWasJudged() throws Exception {
        HttpResponse<String> answer = ask("x-api-key", "ana", SMALL);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(ANSWER);
        assertThat(bodies).containsExactly(SMALL);
        assertThat(headers.getFirst())
                .containsEntry("X-api-key", List.of("provider-key"))
                .doesNotContainKeys("Authorization", "Openai-organization", "Accept-encoding");
        assertThat(answer.headers().map().toString()).doesNotContain("provider-key");
    }

    @Test
    void whatItUsedIsRecorded() throws Exception {
        HttpResponse<String> answer = ask("Authorization", "Bearer ana", SMALL);
        String decision = answer.headers().firstValue("X-Levee-Decision").orElseThrow();
        ModelFact.Used used = used();
        assertThat(used)
                .isEqualTo(new ModelFact.Used(
                        new DecisionId(decision), "claude", "small-1", 9, 3, 0, 0, false, 9 * 100 + 3 * 500));
        assertThat(ledger.entries().toString()).doesNotContain("provider-key").doesNotContain("max_tokens");
    }

    @Test
    void whatItUsedIsChargedAndTheRestGoesBack() throws Exception {
        ask("x-api-key", "ana", SMALL);
        var _ = endings.take();
        budgets.close();
        assertThat(budgets.spent("tokens")).isEqualTo(9 + 3);
        assertThat(budgets.spent("money")).as("2,400 millionths of a cent").isEqualTo(24);
    }

    @Test
    void whichModelIsForWhomTheirPoliciesSay() throws Exception {
        withheld.add(AssetId.parse("model:claude/large-1"));
        assertThat(code(ask("x-api-key", "ana", SMALL.replace("small-1", "large-1"))))
                .isEqualTo("not-permitted");
        assertThat(code(ask("x-api-key", "ana", SMALL.replace("small-1", "huge-1"))))
                .isEqualTo("asset-not-described");
        assertThat(code(ask("x-api-key", "ana", "{\"model\":\"small-1\",\"model\":\"large-1\"}")))
                .isEqualTo("model-request-malformed");
        assertThat(code(ask("x-api-key", "ana", ""))).isEqualTo("asset-not-described");
        assertThat(code(ask("x-api-key", "ana", "{\"model\":\"small-1\",\"mcp_servers\":[{}]}")))
                .isEqualTo("model-acts-elsewhere");
        assertThat(bodies).isEmpty();
    }

    /// Nothing of theirs is gathered, however large it is said to be.
    @Test
    void whoIsNobodyIsRefusedFirst() throws Exception {
        assertThat(code(ask("x-api-key", "eve", "{not json"))).isEqualTo("token-malformed");
    }

    /// Claude Code sends what its helper prints in both headers.
    @Test
    void whoSaysTheSameInBothHeadersIsSomebodyAndWhoSaysTwoThingsIsNobody() throws Exception {
        for (List<String> said : List.of(List.of("ana"), List.of("eve"), List.of("ana", "ana"))) {
            HttpRequest.Builder both = request(SMALL).header("x-api-key", "ana");
            said.forEach(name -> both.header("Authorization", "Bearer " + name));
            HttpResponse<String> answer = client.send(both.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as("ana and %s", said).isEqualTo(said.equals(List.of("ana")) ? 200 : 401);
        }
        HttpRequest twice = request(SMALL)
                .header("x-api-key", "ana")
                .header("x-api-key", "ana")
                .build();
        assertThat(code(client.send(twice, HttpResponse.BodyHandlers.ofString())))
                .isEqualTo("token-malformed");
        assertThat(bodies).hasSize(1);
    }

    @Test
    void aBodyLargerThanWhatIsReadWholeIsRefused() throws Exception {
        byte[] large = new byte[ModelRequest.BYTES_MAX + 1];
        HttpRequest chunked = HttpRequest.newBuilder(messages("claude"))
                .header("x-api-key", "ana")
                .POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofByteArray(large)))
                .build();
        assertThat(code(client.send(chunked, HttpResponse.BodyHandlers.ofString())))
                .isEqualTo("body-too-large");
        assertThat(bodies).isEmpty();
    }

    @Test
    void withoutTheProvidersKeyNothingGoes() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(messages("keyless"))
                .header("x-api-key", "ana")
                .POST(HttpRequest.BodyPublishers.ofString(SMALL))
                .build();
        assertThat(code(client.send(request, HttpResponse.BodyHandlers.ofString())))
                .isEqualTo("model-key-missing");
    }

    @Test
    void aStopEndsAStreamAndItsUseIsRecorded() throws Exception {
        HttpRequest request = request(SMALL.replace("}", ",\"stream\":true}"))
                .header("x-api-key", "ana")
                .build();
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(streaming.await(10, TimeUnit.SECONDS)).isTrue();
        StopFact.Ordered order = new StopFact.Ordered(
                new StopId("stop-1"),
                new Scope.Person(ActorId.person("ana")),
                Set.of(Layer.GATEWAY),
                ActorId.person("omar"),
                "test");
        ledger.write(order);
        calls.cut(order);
        assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
        answer.body().close();
        assertThat(used().input()).isEqualTo(25);
        assertThat(endings.poll(10, TimeUnit.SECONDS)).isEqualTo(CallFact.Ending.STOPPED);
    }

    private ModelFact.Used used() throws InterruptedException {
        return Objects.requireNonNull(used.poll(10, TimeUnit.SECONDS));
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

    private HttpResponse<String> ask(String header, String credential, String body) throws Exception {
        return client.send(request(body).header(header, credential).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String body) {
        return HttpRequest.newBuilder(messages("claude"))
                .header("OpenAI-Organization", "somebody-else")
                .header("Accept-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private URI messages(String api) {
        return gateway.uri().resolve("/" + api + "/v1/messages");
    }

    private static String code(HttpResponse<String> answer) {
        return answer.body().replaceAll("(?s).*\"code\":\"([a-z-]+)\".*", "$1");
    }

    private static Catalog catalog() {
        AssetId messages = AssetId.operation("claude", "messages");
        AssetId keyless = AssetId.operation("keyless", "messages");
        URI nowhere = URI.create("http://127.0.0.1:1");
        Map<String, Price> prices = Map.of("small-1", new Price(100, 500, 10, 125));
        return new Catalog(
                List.of(),
                List.of(
                        asset(messages),
                        asset(keyless),
                        asset(AssetId.parse("model:claude/small-1")),
                        asset(AssetId.parse("model:claude/large-1")),
                        asset(AssetId.parse("model:keyless/small-1"))),
                List.of(api("claude", messages, nowhere), api("keyless", keyless, nowhere)),
                Decoys.NONE,
                List.of(
                        new ModelProvider("claude", Wire.ANTHROPIC, "ours", prices, false),
                        new ModelProvider("keyless", Wire.ANTHROPIC, "none", prices, false)));
    }

    private static Api api(String name, AssetId operation, URI upstream) {
        return new Api(
                name,
                OWNER,
                Api.Protocol.MODEL,
                upstream,
                List.of(new Api.Operation(
                        operation,
                        "POST",
                        "/v1/messages",
                        false,
                        List.of(AssetTemplate.parse("model:" + name + "/{model}")))));
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
