package io.levee.adapters.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.catalog.AssetId;
import io.levee.facts.WorkloadId;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.organisation.JobSettings.Caps;
import io.levee.rooms.jobs.Engine.Begun;
import io.levee.rooms.jobs.Engine.Look;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.Setting;
import io.levee.rooms.jobs.SharedStaging;
import io.levee.testkit.EngineTrial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Against doubles of a master's REST server and web UI.
final class SparkEngineTest {
    private static final String COMMAND = "spark-submit --class Main file:/app.jar --out $LEVEE_STAGING";
    private static final String DRIVER = "driver-20260302100000-0000";

    static final WorkloadId RUN = new WorkloadId("run-1f2e");

    private final SubmissionsDouble master = new SubmissionsDouble();
    private final MasterDouble ui = new MasterDouble();
    private Instant now = EngineTrial.AT;

    @TempDir
    private Path folder;

    @BeforeEach
    void folders() throws IOException {
        for (String each : Set.of("records", "work", "staging")) {
            Files.createDirectory(folder.resolve(each));
        }
    }

    @AfterEach
    void close() {
        master.close();
        ui.close();
    }

    @Test
    void anAttemptIsOneDriverWithinItsCaps() {
        assertThat(begin()).isEqualTo(new Begun.Running());

        JsonNode sent = new JsonMapper().readTree(master.created.getFirst());
        assertThat(sent.path("action").asString()).isEqualTo("CreateSubmissionRequest");
        assertThat(sent.path("mainClass").asString()).isEqualTo("Main");
        assertThat(sent.path("appResource").asString()).isEqualTo("file:/app.jar");
        String staging = folder.resolve("staging").resolve("run-1f2e").toString();
        assertThat(sent.path("appArgs").get(1).asString()).isEqualTo(staging);
        assertThat(sent.path("environmentVariables").path("LEVEE_STAGING").asString())
                .isEqualTo(staging);
        JsonNode properties = sent.path("sparkProperties");
        assertThat(properties.path("spark.app.name").asString()).isEqualTo("run-1f2e");
        assertThat(properties.path("spark.cores.max").asString()).isEqualTo("2");
        assertThat(properties.path("spark.driver.memory").asString()).isEqualTo("1024m");
        assertThat(properties.path("spark.driver.supervise").asString()).isEqualTo("false");
        assertThat(engine().staging(RUN)).contains(Path.of(staging));
    }

    @Test
    void anAttemptIsBegunOnceAlsoByAnotherReplica() {
        begin();
        master.drivers.put(DRIVER, "FINISHED");

        assertThat(begin()).isEqualTo(new Begun.Running());

        assertThat(master.created).hasSize(1);
        assertThat(engine().seen(RUN)).isEqualTo(new Look.Exited(0, Optional.empty()));
    }

    @Test
    void whatTheMasterRefusesIsNotBegun() {
        master.refuses = "Application jar is missing.";
        assertThat(begin()).isEqualTo(new Begun.Failed("the master refused: Application jar is missing."));
        assertThat(engine().seen(RUN)).isEqualTo(new Look.Gone());
        engine().end(RUN, job(COMMAND));
    }

    @ParameterizedTest
    @CsvSource({"FINISHED, 0", "KILLED, 143", "FAILED, 1", "ERROR, 1", "SUBMITTED, -1", "RELAUNCHING, -1", "UNKNOWN, -1"
    })
    void whatTheMasterSaysOfADriver(String state, int exit) {
        begin();
        master.drivers.put(DRIVER, state);
        assertThat(engine().seen(RUN))
                .isEqualTo(exit < 0 ? new Look.Running(0) : new Look.Exited(exit, Optional.empty()));
    }

    @Test
    void aDriverThatPrintsShowsLife() throws IOException {
        begin();
        master.drivers.put(DRIVER, "RUNNING");
        assertThat(engine().seen(RUN)).isEqualTo(new Look.Running(1));
        prints("12345");
        assertThat(engine().seen(RUN)).isEqualTo(new Look.Running(6));
    }

    @Test
    void onlyAMasterThatDecidesCanSayThatADriverIsGone() {
        SparkEngine engine = engine();
        begin();
        master.standsBy = true;
        assertThatThrownBy(() -> engine.seen(RUN)).isInstanceOf(IllegalStateException.class);
        master.standsBy = false;
        letBeForgotten(engine);
        master.close();
        assertThatThrownBy(() -> engine.seen(RUN)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> engine.end(RUN, job(COMMAND))).isInstanceOf(IllegalStateException.class);
    }

    /// It knows no driver, while they run: their workers come back to it, and only then end them.
    @Test
    void whatARestartedMasterDoesNotKnowMayRun() {
        SparkEngine engine = engine();
        begin();
        Map<String, String> known = Map.copyOf(master.drivers);
        master.drivers.clear();
        assertThat(engine.seen(RUN)).isEqualTo(new Look.Running(0));
        assertThatThrownBy(() -> engine.end(RUN, job(COMMAND)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not known to the master");
        now = now.plus(SparkEngine.FORGOTTEN).minusMillis(1);
        assertThat(engine.seen(RUN)).isEqualTo(new Look.Running(0));
        master.drivers.putAll(known); // another master took over
        assertThat(engine.seen(RUN)).isEqualTo(new Look.Running(0));
        letBeForgotten(engine);
        engine.end(RUN, job(COMMAND));
    }

    private void letBeForgotten(SparkEngine engine) {
        master.drivers.clear();
        assertThat(engine.seen(RUN)).isEqualTo(new Look.Running(0));
        now = now.plus(SparkEngine.FORGOTTEN);
        assertThat(engine.seen(RUN)).isEqualTo(new Look.Gone());
    }

    @Test
    void aMasterThatCannotBeAskedHasTakenNothing() {
        master.fails(500);
        assertThatThrownBy(this::begin).isInstanceOf(IllegalStateException.class);
        assertThat(engine().seen(RUN)).isEqualTo(new Look.Gone());
    }

    @Test
    void aSubmissionWithoutAnAnswerIsNotTakenForEnded() throws IOException {
        master.drops("POST", 1);
        assertThatThrownBy(this::begin).isInstanceOf(IllegalStateException.class);
        Path record = folder.resolve("records").resolve("run-1f2e");
        Files.setLastModifiedTime(record, FileTime.from(EngineTrial.AT));

        assertThat(begin()).isEqualTo(new Begun.Running());
        assertThat(master.created).isEmpty();
        assertThat(engine().seen(RUN)).isEqualTo(new Look.Running(0));
        Files.setLastModifiedTime(record, FileTime.from(EngineTrial.AT.minusSeconds(61)));
        assertThat(engine().seen(RUN)).isEqualTo(new Look.Gone());
        assertThatThrownBy(() -> engine().end(RUN, job(COMMAND)))
                .hasMessageContaining("nobody knows")
                .hasMessageContaining(record.toString());
    }

    @Test
    void aDriverIsEndedWithTheApplicationThatOutlivesIt() throws IOException {
        begin();
        prints("java.lang.OutOfMemoryError: Java heap space\n");
        master.drivers.put(DRIVER, "RUNNING");
        ui.runs(new Work("app-1", "spark", "run-1f2e", Set.of()));
        ui.runs(new Work("app-2", "spark", "others", Set.of()));

        engine().end(RUN, job(COMMAND));

        assertThat(master.drivers).containsEntry(DRIVER, "KILLED");
        assertThat(ui.live).containsOnlyKeys("app-2");
        assertThat(log())
                .containsEntry("stderr", "java.lang.OutOfMemoryError: Java heap space\n")
                .containsEntry("spark", "Driver driver-20260302100000-0000 is KILLED\n\n");
    }

    @Test
    void aDriverThatDoesNotEndIsNotTakenForEnded() {
        begin();
        ui.runs(new Work("app-1", "spark", "run-1f2e", Set.of()));
        ui.killed = _ -> {};
        assertThatThrownBy(() -> engine().end(RUN, job(COMMAND)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 applications left");
    }

    static Job job(String command) {
        return EngineTrial.job(
                EngineTrial.spec(
                        "spark",
                        "spark-batch",
                        new Caps(4_096, 3_000, 100, 2_048),
                        List.of(new Setting("PRICE", "5")),
                        List.of(command.split(" "))),
                EngineTrial.AT,
                RUN.value());
    }

    private Begun begin() {
        return engine().begin(RUN, job(COMMAND), job(COMMAND).spec());
    }

    private void prints(String text) throws IOException {
        Path driver = Files.createDirectories(folder.resolve("work").resolve(DRIVER));
        Files.writeString(driver.resolve("stderr"), text);
    }

    /// A new one each time, as another replica has it.
    private SparkEngine engine() {
        return new SparkEngine(
                "spark",
                AssetId.parse("cluster:spark"),
                "spark://m:7077",
                new SparkPlaces(
                        master.url(), Optional.of(ui.url()), Optional.of(folder.resolve("work")), Optional::empty),
                new SharedStaging(Optional.of(folder.resolve("staging"))),
                new Records(folder.resolve("records")),
                () -> now);
    }

    private Map<String, String> log() throws IOException {
        Map<String, String> all = new HashMap<>();
        for (LogFile file : engine().log(RUN, job(COMMAND))) {
            try (InputStream text = file.open()) {
                all.put(file.name(), new String(text.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return all;
    }
}
