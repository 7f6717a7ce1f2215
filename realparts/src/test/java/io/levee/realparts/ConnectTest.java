package io.levee.realparts;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.app.drill.outside.Engine;
import io.levee.realparts.Agent.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Kafka Connect's REST, which knows no login and tells passwords, behind Levee.
final class ConnectTest {
    private static final String PASSWORD = "a-password-of-the-lake";
    private static final String LAKE = "/connectors/orders-to-lake";
    private static final String LEDGER = "/connectors/payments-to-ledger";
    private static final Executor ASIDE =
            task -> Thread.ofVirtual().name("aside").start(task);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Engine engine;

    @SuppressWarnings("NullAway.Init")
    private static Upstream connect;

    @SuppressWarnings("NullAway.Init")
    private static Tap tap;

    @SuppressWarnings("NullAway.Init")
    private static Replica replica;

    @BeforeAll
    static void start() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(folder.toString()));
        arguments.addAll(Engine.freePorts(3));
        engine = Engines.start(
                "connect", "io.levee.engines.connect.BrokerAndWorker", folder, List.of(), List.copyOf(arguments));
        connect = new Upstream(URI.create("http://127.0.0.1:" + arguments.getLast()));
        tap = Tap.before(connect.uri());
        replica = Replica.start(folder.resolve("levee"), "connect", tap.uri());
        connect.await("/health", "healthy");
        Path orders = Files.writeString(folder.resolve("orders.txt"), "an order\n");
        for (String name : List.of("orders-to-lake", "payments-to-ledger")) {
            Map<String, ?> connector = Map.of(
                    "name",
                    name,
                    "config",
                    Map.of(
                            "connector.class",
                            "org.apache.kafka.connect.file.FileStreamSourceConnector",
                            "file",
                            orders.toString(),
                            "topic",
                            "copies",
                            "lake.password",
                            PASSWORD));
            connect.send("POST", "/connectors", new JsonMapper().writeValueAsString(connector));
            connect.await("/connectors/" + name + "/status", "\"id\":0,\"state\":\"RUNNING\"");
            connect.await("/connectors/" + name + "/topics", "copies");
        }
    }

    @AfterAll
    static void end() throws IOException {
        replica.close();
        tap.close();
        engine.close();
    }

    @Test
    void whatIsDescribedIsReadAsConnectAnswersIt() throws Exception {
        Agent agent = replica.agent("stream-keeper", "ivo");
        Map<String, String> read =
                Map.of("/connectors", "orders-to-lake", LAKE + "/status", "RUNNING", LAKE + "/topics", "copies");
        for (Map.Entry<String, String> entry : read.entrySet()) {
            Answer answer = agent.get("/connect" + entry.getKey());
            assertThat(answer.outcome()).as(entry.getKey()).isEqualTo("allowed");
            assertThat(answer.body()).as(entry.getKey()).contains(entry.getValue());
        }
        assertThat(tap.requests()).contains("GET " + LAKE + "/status");
    }

    @Test
    void aConnectorIsPausedOnceThatIsRecordedAndGoesOn() throws Exception {
        Agent agent = replica.agent("stream-keeper", "ivo");
        Tap.Gate wire = tap.holdRequests();
        CompletableFuture<Answer> pause =
                CompletableFuture.supplyAsync(() -> agent.trying("PUT", "/connect" + LAKE + "/pause"), ASIDE);
        assertThat(wire.holds(pause)).as(() -> pause.join().toString()).isTrue();
        String recorded = replica.facts("call").toString();
        wire.open();
        Answer answer = pause.join();
        assertThat(answer.status()).isEqualTo(202);
        assertThat(recorded).as("while the request was on the wire").contains(answer.decision());
        connect.await(LAKE + "/status", "\"id\":0,\"state\":\"PAUSED\"");

        assertThat(agent.send("PUT", "/connect" + LAKE + "/resume", "").status())
                .isEqualTo(202);
        connect.await(LAKE + "/status", "\"id\":0,\"state\":\"RUNNING\"");
        assertThat(agent.send("POST", "/connect" + LAKE + "/restart", "").outcome())
                .isEqualTo("allowed");
        assertThat(agent.send("POST", "/connect" + LAKE + "/restart?includeTasks=true&onlyFailed=false", "")
                        .outcome())
                .isEqualTo("allowed");
        connect.await(LAKE + "/status", "\"id\":0,\"state\":\"RUNNING\"");
    }

    @Test
    void whatConnectAnswersWhileItRestartsIsDescribedToo() throws Exception {
        Agent agent = replica.agent("stream-keeper", "ivo");
        connect.send("POST", LAKE + "/restart?includeTasks=true&onlyFailed=false", "");
        String status;
        do {
            Answer answer = agent.get("/connect" + LAKE + "/status");
            status = answer.body();
            assertThat(answer.outcome()).as(status).isEqualTo("allowed");
        } while (status.contains("RESTARTING"));
    }

    @Test
    void whoseConnectorItIsDecidesWhoMayPauseIt() throws Exception {
        Agent agent = replica.agent("stream-keeper", "ivo");
        List<String> before = tap.requests();
        assertThat(agent.send("PUT", "/connect" + LEDGER + "/pause", "").outcome())
                .isEqualTo("not-permitted");
        assertThat(agent.send("PUT", "/connect/connectors/nobodys/pause", "").outcome())
                .isEqualTo("asset-not-described");
        assertThat(tap.requests()).isEqualTo(before);
        assertThat(connect.get(LEDGER + "/status")).doesNotContain("PAUSED");
    }

    @Test
    void passwordsAreAskedForInVain() throws Exception {
        assertThat(connect.get("/connectors?expand=info"))
                .as("Connect tells whoever asks")
                .contains(PASSWORD);
        Agent agent = replica.agent("stream-keeper", "ivo");
        List<String> before = tap.requests();
        for (String path : List.of(LAKE, LAKE + "/config", LAKE + "/tasks", LAKE + "/tasks-config")) {
            assertThat(agent.get("/connect" + path).outcome()).as(path).isEqualTo("operation-not-declared");
        }
        for (String query : List.of("expand=info", "expand=status&expand=info", "%65xpand=info", "expand%3Dinfo")) {
            assertThat(agent.get("/connect/connectors?" + query).outcome())
                    .as(query)
                    .isEqualTo("request-breaks-contract");
        }
        assertThat(tap.requests()).isEqualTo(before);
    }

    @Test
    void nothingElseOfConnectReachesIt() throws Exception {
        Agent agent = replica.agent("stream-keeper", "ivo");
        List<String> before = tap.requests();
        Map<String, String> refused = Map.ofEntries(
                Map.entry("POST /connectors", "method-not-declared"),
                Map.entry("PUT " + LAKE + "/config", "operation-not-declared"),
                Map.entry("PATCH " + LAKE + "/config", "operation-not-declared"),
                Map.entry("DELETE " + LAKE, "operation-not-declared"),
                Map.entry("PUT " + LAKE + "/stop", "operation-not-declared"),
                Map.entry("DELETE " + LAKE + "/offsets", "operation-not-declared"),
                Map.entry("POST " + LAKE + "/tasks/0/restart", "operation-not-declared"),
                Map.entry("GET /connector-plugins", "operation-not-declared"),
                Map.entry("PUT /connector-plugins/X/config/validate", "operation-not-declared"),
                Map.entry("PUT /admin/loggers/root", "operation-not-declared"),
                Map.entry("GET /health", "operation-not-declared"),
                Map.entry("GET /application.wadl", "operation-not-declared"),
                Map.entry("GET " + LAKE + "/status/../config", "path-dot-segment"),
                Map.entry("GET " + LAKE + "/status/%2e%2e/config", "path-dot-segment"),
                Map.entry("GET " + LAKE + ";x=/status", "path-parameters"),
                Map.entry("GET " + LAKE + "%2Fconfig/status", "path-encoded-slash"),
                Map.entry("GET " + LAKE + "%3Bx/status", "asset-not-described"),
                Map.entry("GET /connectors//orders-to-lake/config", "path-empty-segment"),
                Map.entry("GET /connectors/orders-to-lake%2520/status", "path-double-encoded"),
                Map.entry("PUT " + LEDGER + "%20/pause", "path-trailing-dot"));
        for (Map.Entry<String, String> request : refused.entrySet()) {
            String method = request.getKey().substring(0, request.getKey().indexOf(' '));
            String path = request.getKey().substring(method.length() + 1);
            assertThat(agent.refusalOf(method, "/connect" + path))
                    .as(request.getKey())
                    .isEqualTo(request.getValue());
        }
        assertThat(tap.requests()).isEqualTo(before);
        assertThat(connect.get("/connectors")).contains("orders-to-lake", "payments-to-ledger");
    }

    @Test
    void aStopEndsTheCallThatIsOpenAndAllThatFollow() throws Exception {
        Agent agent = replica.agent("stream-keeper", "ivo");
        Tap.Gate wire = tap.holdAnswers();
        CompletableFuture<Answer> open =
                CompletableFuture.supplyAsync(() -> agent.trying("GET", "/connect/connectors"), ASIDE);
        assertThat(wire.holds(open)).as(() -> open.join().toString()).isTrue();
        String stop = replica.as("cy")
                .post("/v1/stops", Map.of("scope", "agent:stream-keeper", "reason", "it pauses the wrong ones"))
                .path("id")
                .asString();
        assertThat(open.join().outcome()).isEqualTo("stopped");
        wire.open();
        assertThat(agent.send("PUT", "/connect" + LAKE + "/pause", "").outcome())
                .isEqualTo("scope-stopped");
        replica.as("cy").post("/v1/stops/" + stop + "/resume", Map.of("reason", "mended"));
        replica.as("dee").post("/v1/stops/" + stop + "/resume", Map.of("reason", "mended"));
        assertThat(replica.agent("stream-keeper", "ivo")
                        .get("/connect/connectors")
                        .outcome())
                .isEqualTo("allowed");
    }
}
