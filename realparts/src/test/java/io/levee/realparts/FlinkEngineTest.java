package io.levee.realparts;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.diagnosis.Library;
import io.levee.adapters.diagnosis.LogDiagnostician;
import io.levee.adapters.diagnosis.Skills;
import io.levee.adapters.flink.FlinkEngines;
import io.levee.facts.WorkloadId;
import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.Known;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.organisation.JobSettings.Caps;
import io.levee.rooms.jobs.Engine.Begun;
import io.levee.rooms.jobs.Engine.Look;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobSpec;
import io.levee.testkit.EngineTrial;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs that Levee begins on a real Flink session cluster.
final class FlinkEngineTest {
    private static final String MAIN = "io.levee.engines.flink.Submitted";
    private static final String BATCH = "-Dexecution.runtime-mode=BATCH";
    private static final Duration ENDS_MAX = Duration.ofMinutes(2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static io.levee.app.drill.outside.Engine cluster;

    @SuppressWarnings("NullAway.Init")
    private static Upstream flink;

    @SuppressWarnings("NullAway.Init")
    private static io.levee.rooms.jobs.Engine engine;

    @SuppressWarnings("NullAway.Init")
    private static Path jar;

    @BeforeAll
    static void start() throws IOException {
        cluster = Engines.start(
                "flink",
                "io.levee.engines.flink.SessionCluster",
                folder,
                List.of("java.util", "java.lang", "java.time"),
                List.of());
        jar = Engines.jar("flink");
        flink = new Upstream(URI.create(cluster.awaitSaid("ready")));
        engine = engine();
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @Test
    void aBatchThatEndsWellHasEndedWellAndIsBegunOnce() {
        Attempt it = new Attempt("run-counts", "-c", MAIN, BATCH, jar.toString(), "counts");
        assertThat(it.begin(engine)).isEqualTo(new Begun.Running());
        assertThat(it.begin(engine())).as("another replica").isEqualTo(new Begun.Running());
        assertThat(it.awaitEnd()).isEqualTo(new Look.Exited(0, Optional.empty()));
        assertThat(it.begin(engine())).isEqualTo(new Begun.Running());
        assertThat(it.awaitEnd()).isEqualTo(new Look.Exited(0, Optional.empty()));
        assertThat(flink.get("/jars")).contains("\"files\":[]");
        it.end();
    }

    @Test
    void aFailureIsDiagnosedAsOneInALogOfFlink() throws IOException {
        Attempt it = new Attempt("run-bad", "-c", MAIN, BATCH, jar.toString(), "bad-record");
        assertThat(it.begin(engine)).isEqualTo(new Begun.Running());
        assertThat(it.awaitEnd()).isEqualTo(new Look.Exited(1, Optional.empty()));
        it.end();
        Diagnosis diagnosis = it.diagnosis(OptionalInt.of(1));
        assertThat(diagnosis.signature()).as(it.log()).isEqualTo("jvm-number-format");
        assertThat(it.log()).contains("Caused by: java.lang.NumberFormatException: For input string: \"nine\"");
    }

    @Test
    void aProgramWithoutAJobFailsInTheDryRunWithItsStackTrace() throws IOException {
        Attempt it = new Attempt("run-no-job", "-c", MAIN, BATCH, jar.toString(), "no-job");
        assertThat(it.begin(engine)).isEqualTo(new Begun.Running());
        assertThat(it.awaitEnd()).isEqualTo(new Look.Exited(1, Optional.empty()));
        assertThat(it.log())
                .startsWith("dry run: ")
                .contains("Caused by: java.lang.IllegalArgumentException: no job is called `no-job`");
        assertThat(flink.get("/jars")).contains("\"files\":[]");
    }

    @Test
    void aStreamWithoutCheckpointsIsNotLeftRunning() {
        Attempt it = new Attempt("run-unsafe", "-c", MAIN, jar.toString(), "ticks");
        assertThat(it.begin(engine))
                .isInstanceOfSatisfying(
                        Begun.Failed.class,
                        failed -> assertThat(failed.why()).startsWith("a stream without checkpoints"));
        assertThat(it.look()).isEqualTo(new Look.Exited(143, Optional.empty()));
    }

    @Test
    void aStreamEndsAndTheNextAttemptGoesOnFromItsCheckpoint() {
        List<String> words = List.of(
                "-Dexecution.checkpointing.interval=500ms",
                "-Dexecution.checkpointing.dir=" + folder.resolve("checkpoints").toUri(),
                "-Dexecution.checkpointing.externalized-checkpoint-retention=RETAIN_ON_CANCELLATION",
                "-c",
                MAIN,
                jar.toString(),
                "ticks");
        Attempt first = new Attempt("run-ticks-1", words.toArray(String[]::new));
        assertThat(first.begin(engine)).isEqualTo(new Begun.Running());
        long signs = first.signs();
        Awaitility.await().atMost(ENDS_MAX).until(() -> first.signs() > signs + 1);
        Awaitility.await().atMost(ENDS_MAX).until(() -> !first.evidence().startsWith("0 completed"));
        first.end();
        assertThat(first.look()).isEqualTo(new Look.Exited(143, Optional.empty()));

        List<String> again = new ArrayList<>(words);
        again.add(0, "-Dexecution.state-recovery.path=last-checkpoint");
        Attempt second = first.next("run-ticks-2", again);
        assertThat(second.begin(engine)).isEqualTo(new Begun.Running());
        Awaitility.await().atMost(ENDS_MAX).until(() -> second.evidence().contains("1 restored"));
        second.end();
    }

    private static io.levee.rooms.jobs.Engine engine() {
        return new FlinkEngines()
                .engine(
                        EngineTrial.source(
                                "flink",
                                Map.of(
                                        "url",
                                        flink.uri().toString(),
                                        "jars",
                                        Objects.requireNonNull(jar.getParent()).toString()),
                                Optional.empty()),
                        name -> name);
    }

    /// One attempt of a job, as supervision asks after it.
    private record Attempt(WorkloadId run, Job job) {
        private static final Instant BEGAN = Instant.EPOCH;

        Attempt(String run, String... words) {
            this(new WorkloadId(run), EngineTrial.job(spec(List.of(words)), BEGAN, run));
        }

        Attempt next(String other, List<String> words) {
            return new Attempt(new WorkloadId(other), EngineTrial.job(spec(words), BEGAN, run.value(), other));
        }

        private static JobSpec spec(List<String> words) {
            List<String> command = new ArrayList<>(List.of("flink", "run"));
            command.addAll(words);
            return EngineTrial.spec("flink", "flink-stream", new Caps(1_024, 1_000, 256, 1_024), List.of(), command);
        }

        Begun begin(io.levee.rooms.jobs.Engine on) {
            return on.begin(run, job, job.spec());
        }

        Look look() {
            return Awaitility.await()
                    .atMost(ENDS_MAX)
                    .ignoreException(IllegalStateException.class) // a busy machine: supervision looks again too
                    .until(() -> engine.look(run, job), _ -> true);
        }

        Look awaitEnd() {
            return Awaitility.await().atMost(ENDS_MAX).until(this::look, look -> !(look instanceof Look.Running));
        }

        long signs() {
            return look() instanceof Look.Running(long signs) ? signs : -1;
        }

        String evidence() {
            return engine.evidence(run, job, Set.of("checkpoints")).getOrDefault("checkpoints", "0 completed");
        }

        void end() {
            engine.end(run, job);
        }

        String log() throws IOException {
            LogFile log = engine.log(run, job).getFirst();
            return new String(log.open().readAllBytes(), StandardCharsets.UTF_8);
        }

        Diagnosis diagnosis(OptionalInt code) {
            return new LogDiagnostician(Library.of(Skills.starter().skills()))
                    .diagnose(engine.log(run, job), new Known(Optional.of("flink"), code, Map.of()));
        }
    }
}
