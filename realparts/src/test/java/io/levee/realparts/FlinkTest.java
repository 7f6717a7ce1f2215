package io.levee.realparts;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.app.drill.outside.Engine;
import io.levee.realparts.Agent.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Flink's REST, which knows no login, behind Levee.
final class FlinkTest {
    private static final String ENRICH = "0a000000000000000000000000000001";
    private static final String CARTS = "0a000000000000000000000000000002";
    private static final String FRAUD = "0a000000000000000000000000000003";
    private static final String NOBODYS = "0a000000000000000000000000000009";
    private static final Executor ASIDE =
            task -> Thread.ofVirtual().name("aside").start(task);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Engine engine;

    @SuppressWarnings("NullAway.Init")
    private static Upstream flink;

    @SuppressWarnings("NullAway.Init")
    private static Tap tap;

    @SuppressWarnings("NullAway.Init")
    private static Replica replica;

    @BeforeAll
    static void start() throws IOException {
        engine = Engines.start(
                "flink",
                "io.levee.engines.flink.SessionCluster",
                folder,
                List.of("java.util", "java.lang", "java.time"),
                List.of(
                        ENRICH + "!orders-enrich-stream",
                        CARTS + "=cart-abandon-stream",
                        FRAUD + "=fraud-score-stream"));
        flink = new Upstream(URI.create(engine.awaitSaid("ready")));
        flink.await("/jobs/" + ENRICH + "/status", "FAILED");
        flink.await("/jobs/" + CARTS + "/status", "RUNNING");
        flink.await("/jobs/" + FRAUD + "/status", "RUNNING");
        tap = Tap.before(flink.uri());
        replica = Replica.start(folder.resolve("levee"), "flink", tap.uri());
    }

    @AfterAll
    static void end() throws IOException {
        replica.close();
        tap.close();
        engine.close();
    }

    @Test
    void whatIsDescribedIsReadAsFlinkAnswersIt() throws Exception {
        Agent agent = replica.agent("stream-keeper", "hana");
        Map<String, String> read = Map.of(
                "/overview",
                "slots-total",
                "/jobs",
                CARTS,
                "/jobs/overview",
                "fraud-score-stream",
                "/jobs/" + ENRICH,
                "Source: ticks",
                "/jobs/" + ENRICH + "/status",
                "FAILED",
                "/jobs/" + ENRICH + "/exceptions",
                "cannot enrich order 0 of jo@customer.example",
                "/jobs/" + ENRICH + "/checkpoints",
                "counts");
        for (Map.Entry<String, String> entry : read.entrySet()) {
            Answer answer = agent.get("/flink" + entry.getKey());
            assertThat(answer.outcome()).as(entry.getKey()).isEqualTo("allowed");
            assertThat(answer.body()).as(entry.getKey()).contains(entry.getValue());
        }
        assertThat(tap.text()).as("whose token opens Levee only").doesNotContainIgnoringCase("authorization:");
    }

    @Test
    void aJobIsCancelledOnceThatIsRecorded() throws Exception {
        Agent agent = replica.agent("stream-keeper", "bo");
        Tap.Gate wire = tap.holdRequests();
        CompletableFuture<Answer> cancel = CompletableFuture.supplyAsync(
                () -> agent.trying("PATCH", "/flink/jobs/" + CARTS + "?mode=cancel"), ASIDE);
        assertThat(wire.holds(cancel)).as(() -> cancel.join().toString()).isTrue();
        String recorded = replica.facts("call").toString();
        assertThat(flink.get("/jobs/" + CARTS + "/status")).contains("RUNNING");
        wire.open();
        Answer answer = cancel.join();
        assertThat(answer.status()).isEqualTo(202);
        assertThat(recorded).as("while the request was on the wire").contains(answer.decision());
        flink.await("/jobs/" + CARTS + "/status", "CANCELED");
    }

    @Test
    void whoseJobItIsDecidesWhoMayCancelIt() throws Exception {
        Agent ofGrowth = replica.agent("stream-keeper", "bo");
        Agent ofFlink = replica.agent("stream-keeper", "hana");
        List<String> before = tap.requests();

        assertThat(ofGrowth.send("PATCH", "/flink/jobs/" + FRAUD + "?mode=cancel", "")
                        .outcome())
                .as("risk's")
                .isEqualTo("not-permitted");
        assertThat(ofFlink.send("PATCH", "/flink/jobs/" + FRAUD + "?mode=cancel", "")
                        .outcome())
                .as("risk's")
                .isEqualTo("not-permitted");
        assertThat(ofFlink.send("PATCH", "/flink/jobs/" + NOBODYS + "?mode=cancel", "")
                        .outcome())
                .isEqualTo("asset-not-described");
        assertThat(replica.agent("report-writer", "ana").get("/flink/jobs").outcome())
                .as("an agent whose passport does not name Flink")
                .isEqualTo("passport-does-not-cover");
        assertThat(tap.requests()).isEqualTo(before);
        assertThat(flink.get("/jobs/" + FRAUD + "/status")).contains("RUNNING");
    }

    @Test
    void nothingElseOfFlinkReachesIt() throws Exception {
        Agent agent = replica.agent("stream-keeper", "bo");
        List<String> before = tap.requests();
        for (String undeclared : List.of(
                "POST /jars/upload",
                "GET /jars",
                "POST /jars/0_x.jar/run",
                "DELETE /cluster",
                "GET /config",
                "GET /jobmanager/config",
                "GET /jobmanager/logs",
                "GET /taskmanagers",
                "POST /jobs/" + CARTS + "/stop",
                "POST /jobs/" + CARTS + "/savepoints",
                "GET /jobs/" + FRAUD + "/yarn-cancel",
                "GET /jobs/" + CARTS + "/config",
                "GET /v1/jobs",
                "GET /index.html",
                "GET /")) {
            String method = undeclared.substring(0, undeclared.indexOf(' '));
            String path = undeclared.substring(method.length() + 1);
            assertThat(agent.refusalOf(method, "/flink" + path)).as(undeclared).isEqualTo("operation-not-declared");
        }
        assertThat(agent.refusalOf("PATCH", "/flink/jobs/overview?mode=cancel")).isEqualTo("method-not-declared");
        assertThat(agent.refusalOf("POST", "/flink/jobs")).isEqualTo("method-not-declared");
        assertThat(agent.refusalOf("HEAD", "/flink/jobs")).startsWith("none: HTTP/1.1 40");
        Map<String, String> tricks = Map.ofEntries(
                Map.entry("/flink//jars", "path-empty-segment"),
                Map.entry("//flink/jars", "path-empty-segment"),
                Map.entry("/flink/jobs/../jars", "path-dot-segment"),
                Map.entry("/flink/jobs/%2e%2e/jars", "path-dot-segment"),
                Map.entry("/flink/jobs/.%2E/jars", "path-dot-segment"),
                Map.entry("/flink/jobs/..;a=b/jars", "path-parameters"),
                Map.entry("/flink/jobs;a=b", "path-parameters"),
                Map.entry("/flink/jars%3Ba", "operation-not-declared"),
                Map.entry("/flink/jobs%2Foverview", "path-encoded-slash"),
                Map.entry("/flink/jobs/%252e%252e/jars", "path-double-encoded"),
                Map.entry("/flink/jobs\\..\\jars", "path-backslash"),
                Map.entry("/flink/jobs/overview%00", "request-malformed"),
                Map.entry(agent.gateway() + "/flink/jars", "operation-not-declared"));
        for (Map.Entry<String, String> trick : tricks.entrySet()) {
            assertThat(agent.refusalOf("GET", trick.getKey()))
                    .as(trick.getKey())
                    .isEqualTo(trick.getValue());
        }
        assertThat(tap.requests()).isEqualTo(before);
        assertThat(flink.get("/jars")).contains("\"files\":[]");
        assertThat(flink.get("/jobs/" + FRAUD + "/status")).contains("RUNNING");
    }

    @Test
    void aReadStaysAReadWhateverItsHeadersSay() throws Exception {
        Agent agent = replica.agent("stream-keeper", "hana");
        String job = "/jobs/" + ENRICH + "/status";
        Answer answer = agent.send(
                "GET",
                "/flink" + job,
                "",
                "X-HTTP-Method-Override",
                "PATCH",
                "X-HTTP-Method",
                "PATCH",
                "X-Original-URL",
                "/jars/upload",
                "X-Rewrite-URL",
                "/jars/upload");
        assertThat(answer.outcome()).isEqualTo("allowed");
        assertThat(tap.requests()).contains("GET " + job);
        assertThat(tap.text()).doesNotContainIgnoringCase("override").doesNotContain("/jars");
    }

    @Test
    void whatFlinkWouldTakeForCancelIsSaidOrRefused() throws Exception {
        Agent agent = replica.agent("stream-keeper", "bo");
        List<String> before = tap.requests();
        for (String query : List.of("", "?mode=CANCEL", "?mode=stop", "?mode=cancel&mode=cancel", "?mode=cancel&x=1")) {
            assertThat(agent.send("PATCH", "/flink/jobs/" + CARTS + query, "").outcome())
                    .as(query)
                    .isEqualTo("request-breaks-contract");
        }
        assertThat(agent.send(
                                "PATCH",
                                "/flink/jobs/" + CARTS + "?mode=cancel",
                                "{}",
                                "Content-Type",
                                "application/json")
                        .outcome())
                .isEqualTo("body-not-expected");
        assertThat(tap.requests()).isEqualTo(before);
    }

    @Test
    void aStopEndsTheCallThatIsOpenAndAllThatFollow() throws Exception {
        Agent agent = replica.agent("stream-keeper", "hana");
        Tap.Gate wire = tap.holdAnswers();
        CompletableFuture<Answer> open =
                CompletableFuture.supplyAsync(() -> agent.trying("GET", "/flink/jobs/overview"), ASIDE);
        assertThat(wire.holds(open)).as(() -> open.join().toString()).isTrue();
        String stop = replica.as("dee")
                .post("/v1/stops", Map.of("scope", "agent:stream-keeper", "reason", "it ends the wrong jobs"))
                .path("id")
                .asString();

        assertThat(open.join().outcome()).isEqualTo("stopped");
        wire.open();
        assertThat(agent.get("/flink/jobs").outcome()).isEqualTo("scope-stopped");
        replica.as("dee").post("/v1/stops/" + stop + "/resume", Map.of("reason", "mended"));
        replica.as("cy").post("/v1/stops/" + stop + "/resume", Map.of("reason", "mended"));
        assertThat(replica.agent("stream-keeper", "hana").get("/flink/jobs").outcome())
                .isEqualTo("allowed");
    }
}
