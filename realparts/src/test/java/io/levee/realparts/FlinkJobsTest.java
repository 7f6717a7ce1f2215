package io.levee.realparts;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.app.drill.outside.Engine;
import io.levee.cli.Api;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Jobs of agents on a real Flink session cluster, through a whole replica.
final class FlinkJobsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final String BATCH = "-Dexecution.runtime-mode=BATCH";
    private static final Pattern RERUN =
            Pattern.compile("levee job rerun \\S+ --set '(execution\\.state-recovery\\.path=file:\\S+)' --as gus");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Engine cluster;

    @SuppressWarnings("NullAway.Init")
    private static Upstream flink;

    @SuppressWarnings("NullAway.Init")
    private static StreamHouse house;

    @SuppressWarnings("NullAway.Init")
    private static Replica replica;

    @SuppressWarnings("NullAway.Init")
    private static Api gus;

    @BeforeAll
    static void start() throws IOException {
        cluster = Engines.start(
                "flink",
                "io.levee.engines.flink.SessionCluster",
                folder,
                List.of("java.util", "java.lang", "java.time"),
                List.of());
        flink = new Upstream(URI.create(cluster.awaitSaid("ready")));
        house = StreamHouse.built(
                folder.resolve("house"),
                flink.uri(),
                Objects.requireNonNull(Engines.jar("flink").getParent()));
        replica = Replica.start(folder.resolve("levee"), house.organisation(), Map.of());
        gus = replica.as("gus");
    }

    @AfterAll
    static void end() {
        try {
            replica.close();
        } finally {
            cluster.close();
        }
    }

    @Test
    void whatABatchMakesIsPublished() throws IOException {
        JsonNode over = await(
                run(
                        "fixer",
                        StreamHouse.SKILL,
                        List.of(StreamHouse.OUTPUT + "=orders"),
                        BATCH,
                        "rows",
                        "$LEVEE_STAGING/orders/part-0"),
                FlinkJobsTest::closed);
        assertThat(over.path("outcome").asString()).as(over.toString()).isEqualTo("succeeded");
        assertThat(Files.readAllLines(house.place().resolve("part-0")))
                .hasSize(100)
                .contains("0", "99");
    }

    @Test
    void aBadRecordIsHandedBackWithTheLineThatShowsIt() throws IOException {
        JsonNode over = await(run("fixer", StreamHouse.SKILL, List.of(), BATCH, "bad-record"), FlinkJobsTest::closed);
        assertThat(over.path("outcome").asString()).as(over.toString()).isEqualTo("handed-back");
        assertThat(over.path("attempts")).hasSize(1);
        JsonNode diagnosis = over.path("attempts").path(0).path("diagnosis");
        assertThat(diagnosis.path("signature").asString()).isEqualTo("jvm-number-format");
        assertThat(diagnosis.path("evidence").toString()).contains("For input string: \\\"nine\\\"");
    }

    @Test
    void withinTrustAStreamGoesOnFromItsCheckpointUntilItIsEnded() throws IOException {
        Path trip = folder.resolve("trip-trusted");
        String id = runStream("fixer", trip);
        awaitCheckpoint(stream());
        Files.createFile(trip);
        JsonNode again = await(id, job -> job.path("attempts").size() == 2 && isRunning(job));
        JsonNode diagnosis = again.path("attempts").path(0).path("diagnosis");
        assertThat(diagnosis.path("signature").asString()).as(again.toString()).isEqualTo("orders-service-away");
        assertThat(diagnosis.path("collected").toString()).contains("checkpoints", " completed, ", "file:");
        assertThat(again.path("attempts").path(1).path("changes").toString())
                .contains("execution.state-recovery.path=last-checkpoint");
        String second = stream();
        awaitRestored(second);

        var _ = gus.post("/v1/jobs/" + id + "/end", Map.of());
        JsonNode over = await(id, FlinkJobsTest::closed);
        assertThat(over.path("outcome").asString()).as(over.toString()).isEqualTo("stopped");
        assertThat(flink.get("/jobs/%s/status".formatted(second))).contains("CANCELED");
    }

    @Test
    void withoutTrustThePersonGetsTheCommandThatGoesOn() throws IOException {
        Path trip = folder.resolve("trip-charter");
        String id = runStream("charter", trip);
        awaitCheckpoint(stream());
        Files.createFile(trip);
        JsonNode over = await(id, FlinkJobsTest::closed);
        assertThat(over.path("outcome").asString()).as(over.toString()).isEqualTo("handed-back");
        assertThat(over.path("why").asString()).contains("needs the rung staging");
        String command =
                over.path("attempts").path(0).path("diagnosis").path("command").asString();
        Matcher typed = RERUN.matcher(command);
        assertThat(typed.matches()).as(command).isTrue();

        String next = gus.post("/v1/jobs/" + id + "/rerun", Map.of("changes", List.of(typed.group(1))))
                .path("id")
                .asString();
        JsonNode runs = await(next, FlinkJobsTest::isRunning);
        assertThat(runs.path("attempts")).as(runs.toString()).hasSize(1);
        awaitRestored(stream());
        var _ = gus.post("/v1/jobs/" + next + "/end", Map.of());
        var _ = await(next, FlinkJobsTest::closed);
    }

    private static String runStream(String agent, Path trip) throws IOException {
        String id = run(
                agent,
                StreamHouse.SKILL,
                List.of(),
                "-Drestart-strategy.type=none",
                "-Dexecution.checkpointing.interval=500ms",
                "-Dexecution.checkpointing.dir=" + folder.resolve("checkpoints").toUri(),
                "-Dexecution.checkpointing.externalized-checkpoint-retention=RETAIN_ON_CANCELLATION",
                "trips",
                trip.toString());
        JsonNode begun = await(id, FlinkJobsTest::isRunning);
        assertThat(isRunning(begun)).as(begun.toString()).isTrue();
        return id;
    }

    /// @param words options first, then what the program is told
    private static String run(String agent, String skill, List<String> outputs, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("flink", "run", "-c", "io.levee.engines.flink.Submitted"));
        List<String> all = List.of(words);
        long options = all.stream().filter(word -> word.startsWith("-D")).count();
        command.addAll(all.subList(0, (int) options));
        command.add(Engines.jar("flink").toString());
        command.addAll(all.subList((int) options, all.size()));
        return gus.post(
                        "/v1/jobs",
                        Map.of(
                                "agent", agent,
                                "skill", skill,
                                "job", "orders",
                                "on", "flink-main",
                                "command", command,
                                "outputs", outputs))
                .path("id")
                .asString();
    }

    private static JsonNode await(String id, Predicate<JsonNode> until) {
        return Awaitility.await(id)
                .atMost(WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> gus.get("/v1/jobs/" + id), job -> until.test(job) || closed(job));
    }

    private static boolean closed(JsonNode job) {
        return job.path("state").asString().equals("closed");
    }

    private static boolean isRunning(JsonNode job) {
        return job.path("state").asString().equals("running");
    }

    /// Flink's id of the one stream that runs.
    private static String stream() {
        return Awaitility.await()
                .atMost(WITHIN)
                .until(
                        () -> JSON.readTree(flink.get("/jobs/overview"))
                                .path("jobs")
                                .valueStream()
                                .filter(job -> job.path("name").asString().equals("trips")
                                        && job.path("state").asString().equals("RUNNING"))
                                .map(job -> job.path("jid").asString())
                                .toList(),
                        ids -> ids.size() == 1)
                .getFirst();
    }

    private static void awaitCheckpoint(String job) {
        awaitCount(job, "completed");
    }

    private static void awaitRestored(String job) {
        awaitCount(job, "restored");
    }

    private static void awaitCount(String job, String what) {
        Awaitility.await(what)
                .atMost(WITHIN)
                .until(() -> JSON.readTree(flink.get("/jobs/%s/checkpoints".formatted(job)))
                                .path("counts")
                                .path(what)
                                .asLong()
                        > 0);
    }
}
