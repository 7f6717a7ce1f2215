package io.levee.realparts;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.diagnosis.Library;
import io.levee.adapters.diagnosis.LogDiagnostician;
import io.levee.adapters.diagnosis.Skills;
import io.levee.adapters.spark.SparkEngines;
import io.levee.facts.WorkloadId;
import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.Known;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.organisation.JobSettings.Caps;
import io.levee.rooms.jobs.Engine;
import io.levee.rooms.jobs.Engine.Begun;
import io.levee.rooms.jobs.Engine.Look;
import io.levee.rooms.jobs.Job;
import io.levee.testkit.EngineTrial;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Drivers that Levee begins in a real standalone cluster of Spark.
final class SparkStandaloneTest {
    private static final Duration ENDS_MAX = Duration.ofMinutes(3);
    /// More than a master may not know a driver before that is gone.
    private static final Duration FORGOTTEN = Duration.ofMinutes(3);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SparkCluster cluster;

    /// How much later it is for Levee.
    private Duration ahead = Duration.ZERO;

    private final Engine engine = engine();

    @BeforeAll
    static void start() throws IOException {
        cluster = SparkCluster.start(folder);
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @Test
    void aBatchRunsOnceAndStagesWhatItMakes() throws IOException {
        Attempt it = new Attempt("run-daily", "daily");
        assertThat(it.begin(engine)).isEqualTo(new Begun.Running());
        assertThat(it.begin(engine())).as("another replica").isEqualTo(new Begun.Running());
        assertThat(it.awaitEnd()).isEqualTo(new Look.Exited(0, Optional.empty()));
        assertThat(engine().look(it.run, it.job)).isEqualTo(new Look.Exited(0, Optional.empty()));
        Path staged = engine.staging(it.run).orElseThrow().resolve("daily");
        assertThat(staged.resolve("_SUCCESS")).isEmptyFile();
        try (Stream<Path> parts = Files.list(staged)) {
            assertThat(parts.map(Path::toString)).anyMatch(part -> part.endsWith(".parquet"));
        }
        it.end();
        awaitNothingLeft();
        assertThat(drivers("run-daily")).as("begun").isEqualTo(1);
    }

    @Test
    void aWrongColumnIsDiagnosedFromTheLogOfItsDriver() throws IOException {
        Attempt it = new Attempt("run-column", "column");
        assertThat(it.begin(engine)).isEqualTo(new Begun.Running());
        assertThat(it.awaitEnd()).isEqualTo(new Look.Exited(1, Optional.empty()));
        it.end();
        assertThat(it.log("stderr")).contains("`amount_eur` cannot be resolved");
        assertThat(it.log("spark")).startsWith("Driver driver-").contains(" is FAILED\n");
        Diagnosis diagnosis = it.diagnosis();
        assertThat(diagnosis.signature()).as(diagnosis.toString()).isEqualTo("spark-column-not-found");
        assertThat(diagnosis.confidence()).isGreaterThanOrEqualTo(Diagnosis.CERTAIN);
    }

    @Test
    void whatHangsIsEndedWithItsExecutors() throws IOException {
        Attempt it = new Attempt("run-hang", "hang");
        assertThat(it.begin(engine)).isEqualTo(new Begun.Running());
        it.awaitTasks();
        assertThat(cluster.started()).as("a driver and an executor").hasSize(2);
        it.end();
        assertThat(it.look()).isEqualTo(new Look.Exited(143, Optional.empty()));
        awaitNothingLeft();
    }

    @Test
    void whatARestartedMasterForgotIsGoneWhenItsWorkerHasEndedIt() throws IOException {
        Attempt it = new Attempt("run-forgotten", "hang");
        assertThat(it.begin(engine)).isEqualTo(new Begun.Running());
        it.awaitTasks();
        cluster.restartMaster();
        assertThat(it.look()).as("it may live").isInstanceOf(Look.Running.class);
        cluster.awaitWorker();
        assertThat(it.look()).as("its worker may be ending it").isInstanceOf(Look.Running.class);
        awaitNothingLeft();
        ahead = FORGOTTEN;
        assertThat(it.look()).isEqualTo(new Look.Gone());
        it.end();
        assertThat(it.log("spark")).contains("is not known to the master");
    }

    @Test
    void whatItsWorkerCannotStartSaysWhyInItsLog() throws IOException {
        Attempt it = new Attempt("run-absent", folder.resolve("none.jar"), "daily");
        assertThat(it.begin(engine)).isEqualTo(new Begun.Running());
        assertThat(it.awaitEnd()).isEqualTo(new Look.Exited(1, Optional.empty()));
        it.end();
        assertThat(it.log("spark")).contains(" is ERROR\n", "none.jar");
    }

    private Engine engine() {
        return new SparkEngines(() -> Instant.now().plus(ahead)).engine(cluster.source(), name -> name);
    }

    private static void awaitNothingLeft() {
        Awaitility.await().atMost(ENDS_MAX).until(() -> cluster.started().isEmpty());
    }

    /// How many were launched for it: a worker writes the command of each into its log.
    private static long drivers(String run) throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("work"), 2)) {
            return all.filter(file -> file.endsWith("stderr"))
                    .filter(file -> read(file).contains("-Dspark.levee.run=" + run))
                    .count();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One attempt of a job, as supervision asks after it.
    private final class Attempt {
        private final WorkloadId run;
        private final Job job;

        Attempt(String run, String does) throws IOException {
            this(run, Engines.jar("spark"), does);
        }

        Attempt(String run, Path jar, String does) {
            this.run = new WorkloadId(run);
            this.job = EngineTrial.job(
                    EngineTrial.spec(
                            "spark",
                            "spark-batch",
                            new Caps(4_096, 2_000, 256, 1_024),
                            List.of(),
                            List.of(
                                    "spark-submit",
                                    "--class",
                                    "io.levee.engines.spark.SalesDaily",
                                    "--driver-memory",
                                    "512m",
                                    "--executor-memory",
                                    "1g",
                                    jar.toString(),
                                    does)),
                    Instant.now(),
                    run);
        }

        Begun begin(Engine on) {
            return on.begin(run, job, job.spec());
        }

        Look look() {
            return engine.look(run, job);
        }

        Look awaitEnd() {
            return Awaitility.await().atMost(ENDS_MAX).until(this::look, look -> !(look instanceof Look.Running));
        }

        void awaitTasks() {
            Awaitility.await().atMost(ENDS_MAX).until(() -> log("stderr").contains("Starting task"));
        }

        void end() {
            engine.end(run, job);
        }

        /// What it printed into one of its files so far.
        String log(String name) throws IOException {
            StringBuilder text = new StringBuilder();
            for (LogFile file : engine.log(run, job)) {
                if (file.name().equals(name)) {
                    try (InputStream in = file.open()) {
                        text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
            return text.toString();
        }

        Diagnosis diagnosis() {
            return new LogDiagnostician(Library.of(Skills.starter().skills()))
                    .diagnose(engine.log(run, job), new Known(Optional.of("spark"), OptionalInt.of(1), Map.of()));
        }
    }
}
