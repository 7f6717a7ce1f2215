package io.levee.adapters.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.Catalog;
import io.levee.consent.InForce;
import io.levee.consent.OpenStops;
import io.levee.facts.Fact;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.identity.Person;
import io.levee.ledger.Receipt;
import io.levee.ledger.proof.NoteSigner;
import io.levee.organisation.Organisation;
import io.levee.organisation.Settings;
import io.levee.rooms.stop.LiveRuns;
import io.levee.rooms.stop.StopBook;
import io.levee.rooms.stop.StopExecution;
import io.levee.rooms.stop.Stopper;
import io.levee.rooms.stop.Stops;
import io.levee.rooms.stop.signed.SignedOrder;
import io.levee.rooms.stop.signed.SignedOrders;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The control door as whoever sends an order sees it.
final class ControlServerTest {
    private static final NoteSigner CY = NoteSigner.generate("operator/cy");
    private static final NoteSigner STRANGER = NoteSigner.generate("operator/cy");

    private final FakeClock clock = FakeClock.start();
    private final MemoryLedger ledger = new MemoryLedger(clock);
    private final OpenStops open = new OpenStops();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private ControlServer control;

    @BeforeEach
    void listen() {
        StopBook book = new StopBook();
        ledger.follow(Set.of(Fact.Family.STOP), book);
        ledger.follow(Set.of(Fact.Family.STOP), open);
        Stops stops = new Stops(
                () -> InForce.NOTHING,
                ledger,
                book,
                () -> List.of(new Cut()),
                LiveRuns.none(),
                clock::instant,
                () -> new StopId("never"),
                Thread::startVirtualThread,
                System::nanoTime);
        SignedOrders orders = new SignedOrders(
                ControlServerTest::organisation,
                FileJournal.open(folder.resolve("orders")),
                open,
                new StopExecution(() -> List.of(new Cut()), Thread::startVirtualThread, System::nanoTime),
                stops,
                ledger.origin(),
                clock,
                System::nanoTime,
                Thread::startVirtualThread);
        control = ControlServer.start(
                orders, ledger.origin(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() {
        client.shutdownNow();
        control.close();
    }

    @Test
    void anOrderIsObeyedAndTheAnswerSaysWhatWasDoneHere() throws Exception {
        HttpResponse<String> answer = send("/v1/orders", note(CY));

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode done = json(answer);
        assertThat(done.path("id").asString()).isEqualTo("stop-1");
        assertThat(done.path("replica").asString()).isEqualTo("acme/replica-1");
        assertThat(done.path("kept").asBoolean()).isTrue();
        assertThat(done.path("holds").asBoolean()).isTrue();
        assertThat(done.path("reports").path(0).path("evidence").asString()).isEqualTo("nothing goes on");
        assertThat(open.all()).hasSize(1);
    }

    @Test
    void aNoIsAProblemWithItsCode() throws Exception {
        HttpResponse<String> answer = send("/v1/orders", note(STRANGER));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).path("code").asString()).isEqualTo("order-not-signed");
        assertThat(json(answer).path("type").asString()).isEqualTo("urn:levee:refusal:order-not-signed");
        assertThat(open.all()).isEmpty();
    }

    @Test
    void whatIsNoOrderOrTooLongIsRefusedWithoutBeingRepeated() throws Exception {
        for (String body : List.of("", "stop it", "\u2014 x".repeat(3), "a".repeat(1 << 20))) {
            HttpResponse<String> answer = send("/v1/orders", body);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(json(answer).path("code").asString()).isEqualTo("order-malformed");
            assertThat(answer.body()).doesNotContain("stop it", "aaaa");
        }
        assertThat(open.all()).isEmpty();
    }

    @Test
    void elsewhereThereIsNothing() throws Exception {
        assertThat(send("/v1/stops", note(CY)).statusCode()).isEqualTo(404);
        assertThat(get("/v1/orders").statusCode()).isEqualTo(404);
        assertThat(json(get("/v1/control")).path("replica").asString()).isEqualTo("acme/replica-1");
        assertThat(open.all()).isEmpty();
    }

    private HttpResponse<String> send(String path, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(control.address().resolve(path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(control.address().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return new JsonMapper().readTree(answer.body());
    }

    private String note(NoteSigner signer) {
        return signer.sign(new SignedOrder(
                                new StopId("stop-1"),
                                new Scope.Everything(),
                                Set.of(),
                                ActorId.person("cy"),
                                clock.instant(),
                                "a test says so")
                        .text())
                .toString();
    }

    private static Organisation organisation() {
        ActorId cy = ActorId.person("cy");
        return new Organisation(
                "r1",
                new Settings("acme", Optional.empty(), true, Map.of(cy, CY.logKey())),
                Map.of(cy, new Person(cy, "Cy", Set.of(), Set.of(), true)),
                Map.of(),
                Catalog.EMPTY,
                List.of());
    }

    private record Cut() implements Stopper {
        @Override
        public Layer layer() {
            return Layer.GATEWAY;
        }

        @Override
        public String name() {
            return "calls";
        }

        @Override
        public Done stop(StopFact.Ordered order, Receipt at) {
            return new Done(1, "cut");
        }

        @Override
        public Proof verify(StopFact.Ordered order, Receipt at) {
            return new Proof(true, "nothing goes on");
        }
    }
}
