package io.levee.adapters.flink;

import static io.levee.adapters.flink.FlinkEngineTest.job;
import static io.levee.adapters.flink.FlinkEngineTest.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.WorkloadId;
import io.levee.rooms.jobs.Engine.Begun;
import io.levee.rooms.jobs.JobSpec;
import io.levee.testkit.EngineTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From where attempts go on, and other jobs after them.
final class CheckpointsTest {
    private static final WorkloadId FIRST = new WorkloadId("run-1");
    private static final WorkloadId SECOND = new WorkloadId("run-2");
    private static final String LAST = "-Dexecution.state-recovery.path=last-checkpoint";

    private final FlinkDouble flink = new FlinkDouble();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private FlinkEngine engine;

    @BeforeEach
    void start() throws IOException {
        Files.write(folder.resolve("job.jar"), new byte[] {'P', 'K', 3, 4, 0});
        Files.createDirectory(folder.resolve("staging"));
        engine = engine(Map.of());
    }

    @AfterEach
    void end() {
        flink.close();
    }

    @Test
    void anAttemptGoesOnFromTheNewestCheckpointOfTheOneBefore() {
        flink.runs(RunIds.job(FIRST), "job", "FAILED");
        flink.below.put("checkpoints", """
                {"counts":{"completed":3},"latest":{
                  "completed":{"id":3,"external_path":"file:/c/chk-3","discarded":false},
                  "savepoint":{"id":2,"external_path":"file:/c/savepoint-2","discarded":false},
                  "restored":{"id":1,"external_path":"file:/c/chk-1"}}}""");
        assertThat(again(LAST)).isEqualTo(new Begun.Running());
        assertThat(flink.ran().getFirst().json().path("savepointPath").asString())
                .isEqualTo("file:/c/chk-3");
    }

    @Test
    void whatCameToNoCheckpointGoesOnFromWhereTheJobWasToStart() {
        flink.runs(RunIds.job(FIRST), "job", "FAILED");
        flink.below.put("checkpoints", "{\"counts\":{\"completed\":0},\"latest\":{\"completed\":null}}");
        io.levee.rooms.jobs.Job job = job(spec("-s", "s3://b/c", jar()), "run-1", "run-2");
        assertThat(engine.begin(SECOND, job, spec(LAST, jar()))).isEqualTo(new Begun.Running());
        assertThat(flink.ran().getFirst().json().path("savepointPath").asString())
                .isEqualTo("s3://b/c");
    }

    @Test
    void anotherJobMayGoOnFromWhatThisOneLeft() {
        io.levee.rooms.jobs.Job job = job(spec(jar()), "run-1");
        assertThat(engine.checkpoint(job)).as("forgotten").isEmpty();
        flink.runs(RunIds.job(FIRST), "job", "FAILED");
        flink.below.put(
                "checkpoints",
                "{\"counts\":{\"completed\":3},\"latest\":{\"completed\":{\"id\":3,\"external_path\":\"s3://b/chk-3\"}}}");
        assertThat(engine.checkpoint(job)).contains("s3://b/chk-3");
        assertThat(engine(Map.of("savepoints", "s3://b/ours")).checkpoint(job))
                .as("from where nobody may start")
                .isEmpty();
        flink.below.put("checkpoints", "{\"counts\":{\"completed\":3},\"latest\":{\"completed\":null}}");
        assertThat(engine.checkpoint(job)).as("thrown away").isEmpty();
    }

    @Test
    void whereNoCheckpointWasKeptNothingStartsAfresh() {
        flink.runs(RunIds.job(FIRST), "job", "FAILED");
        for (String completed : List.of(
                "{\"id\":3,\"external_path\":\"file:/c/chk-3\",\"discarded\":true}",
                "{\"id\":3,\"external_path\":\"<checkpoint-not-externally-addressable>\",\"discarded\":false}")) {
            flink.below.put(
                    "checkpoints", "{\"counts\":{\"completed\":3},\"latest\":{\"completed\":%s}}".formatted(completed));
            assertThat(again(LAST))
                    .isInstanceOfSatisfying(
                            Begun.Failed.class,
                            failed -> assertThat(failed.why()).startsWith("no checkpoint of attempt 1 was kept"));
        }
        flink.jobs.clear();
        assertThat(again(LAST))
                .isInstanceOfSatisfying(
                        Begun.Failed.class,
                        failed -> assertThat(failed.why()).startsWith("flink does not know attempt 1 any more"));
        JobSpec first = spec(LAST, jar());
        assertThat(engine.begin(FIRST, job(first, "run-1"), first))
                .isInstanceOfSatisfying(
                        Begun.Failed.class, failed -> assertThat(failed.why()).contains("this is the first"));
        assertThat(flink.ran()).isEmpty();
        flink.runs(RunIds.job(FIRST), "job", "FAILED");
        flink.below.put("checkpoints", "{\"counts\":{\"completed\":0},\"latest\":{\"completed\":null}}");
        assertThat(again(LAST)).as("it never had one").isEqualTo(new Begun.Running());
        assertThat(flink.ran().getFirst().json().has("savepointPath")).isFalse();
    }

    private Begun again(String setting) {
        JobSpec spec = spec(setting, jar());
        return engine.begin(SECOND, job(spec, "run-1", "run-2"), spec);
    }

    private String jar() {
        return folder.resolve("job.jar").toString();
    }

    private FlinkEngine engine(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("jars", folder.toString()));
        settings.putAll(more);
        return FlinkEngineTest.engine(flink, folder.resolve("staging"), InstantSource.fixed(EngineTrial.AT), settings);
    }
}
