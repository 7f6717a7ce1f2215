package io.levee.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Identity;
import io.levee.identity.SessionId;
import io.levee.identity.TokenId;
import io.levee.ledger.Receipt;
import io.levee.rooms.stop.Stopper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Frameworks that listen for the stop of what they run.
final class InterruptRoutesTest {
    private static final String WRITER = "ana/report-writer";

    private final TestApi api = new TestApi();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.shutdownNow();
        api.close();
    }

    @Test
    void whoIsStoppedIsToldOnceAndTheStreamEnds() throws Exception {
        StopFact.Ordered order = order("stop-1", "agent:report-writer", Layer.FRAMEWORK);
        try (BufferedReader writer = listening(WRITER);
                BufferedReader other = listening("ana/bystander")) {
            Receipt at = api.ledger.write(order);

            assertThat(api.interrupts.stop(order, at).affected()).isEqualTo(1);
            Stopper.Proof proof = api.interrupts.verify(order, at);

            assertThat(event(writer)).contains("\"stop\":\"stop-1\"", "\"scope\":\"agent:report-writer\"", "floods");
            assertThat(writer.lines()).as("it ends").allMatch(String::isEmpty);
            assertThat(proof.holds()).isTrue();
            assertThat(proof.evidence()).isEqualTo("1 of 1 listeners told, 0 left");
            StopFact.Ordered everything = order("stop-2", "everything", Layer.FRAMEWORK);
            api.interrupts.tell(everything);
            assertThat(event(other)).as("it listened on").contains("stop-2");
        }
    }

    @Test
    void whoListensAfterTheOrderIsToldAtOnce() throws Exception {
        api.ledger.write(order("stop-1", "agent:report-writer", Layer.FRAMEWORK));

        try (BufferedReader writer = listening(WRITER)) {
            assertThat(event(writer)).contains("stop-1");
        }
    }

    @Test
    void anOrderWithoutTheFrameworkLayerTellsNobody() throws Exception {
        StopFact.Ordered order = order("stop-1", "agent:report-writer", Layer.GATEWAY);
        try (BufferedReader _ = listening(WRITER)) {
            assertThat(api.interrupts.tell(order)).isZero();
        }
    }

    @Test
    void oneThatLeftIsNotWaitedFor() throws Exception {
        StopFact.Ordered order = order("stop-1", "agent:report-writer", Layer.FRAMEWORK);
        Interrupts.Listener gone = api.interrupts
                .listen(new Identity.Known(
                        Chain.of(ActorId.person("ana"), ActorId.agent("report-writer")),
                        new SessionId("s-1"),
                        new TokenId("t-1"),
                        Instant.EPOCH,
                        Instant.EPOCH))
                .orElseThrow();
        Receipt at = api.ledger.write(order);
        var _ = api.interrupts.stop(order, at);
        CompletableFuture<Stopper.Proof> looking =
                CompletableFuture.supplyAsync(() -> api.interrupts.verify(order, at));

        api.interrupts.leave(gone);

        assertThat(looking)
                .succeedsWithin(Duration.ofSeconds(30))
                .satisfies(proof -> assertThat(proof.evidence()).isEqualTo("0 of 1 listeners told, 1 left"));
    }

    @Test
    void whoIsUnknownIsRefused() throws Exception {
        api.revoked.add(WRITER);
        assertThat(api.get("/v1/interrupts", WRITER).json().path("code").asString())
                .isEqualTo("token-revoked");
        assertThat(api.get("/v1/interrupts", "").status()).isEqualTo(401);
    }

    @Test
    void onlyWhoMayStopEverythingSeesWhereNothingCouldBeStopped() throws Exception {
        api.rehearsals.rehearse();

        assertThat(api.get("/v1/stoppers", "ana")
                        .json()
                        .path("stoppers")
                        .get(0)
                        .path("state")
                        .asString())
                .isEqualTo("untried");
        assertThat(api.get("/v1/stoppers", "cai").status()).isEqualTo(403);
        assertThat(api.get("/v1/stoppers", WRITER).status()).as("an agent").isEqualTo(403);
    }

    /// Open, and known as a listener: its first line has come.
    private BufferedReader listening(String token) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                client.send(api.request("/v1/interrupts", token).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        assertThat(lines.readLine()).isEqualTo(":");
        return lines;
    }

    private static String event(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data: ")) {
                return line;
            }
        }
        return "the stream ended";
    }

    private static StopFact.Ordered order(String stop, String scope, Layer layer) {
        return new StopFact.Ordered(
                new StopId(stop), Scope.parse(scope), Set.of(layer), ActorId.person("bo"), "it floods the cluster");
    }
}
