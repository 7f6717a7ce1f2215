package io.levee.adapters.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.adapters.doubles.HttpAnswer;
import io.levee.adapters.doubles.HttpAsked;
import io.levee.facts.WorkloadId;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.organisation.JobSettings.Caps;
import io.levee.rooms.jobs.Engine.Begun;
import io.levee.rooms.jobs.Engine.Look;
import io.levee.rooms.jobs.JobSpec;
import io.levee.rooms.jobs.Setting;
import io.levee.testkit.EngineTrial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine against Flink's REST as documented; the real one is asked in `realparts`.
final class FlinkEngineTest {
    private static final Instant BEGAN = EngineTrial.AT;
    private static final Caps CAPS = new Caps(1_024, 1_500, 256, 1_024);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SECRET = "never-shown";
    private static final WorkloadId FIRST = new WorkloadId("run-1");
    private static final WorkloadId SECOND = new WorkloadId("run-2");
    private static final String REFUSAL = """
            {"errors":["Internal server error.","<Exception on server side:\\na.Invocation: no\\n\\tat a.B.c(B.java:1)\\n\
            Caused by: java.lang.IllegalArgumentException: no\\n\\tat a.B.c(B.java:1)\\n\\nEnd of exception on server side>"]}""";

    private final FlinkDouble flink = new FlinkDouble();
    private Instant now = BEGAN;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private FlinkEngine engine;

    @BeforeEach
    void start() throws IOException {
        Files.write(folder.resolve("job.jar"), new byte[] {'P', 'K', 3, 4, 0});
        Files.createDirectory(folder.resolve("staging"));
        engine = engine();
    }

    @AfterEach
    void end() {
        flink.close();
    }

    @Test
    void aJobIsSubmittedAsTheCommandSays() {
        assertThat(begin(
                        FIRST,
                        "-c",
                        "a.Main",
                        "-n",
                        "-s",
                        "s3://b/c",
                        "-Dx=$LEVEE_STAGING/x",
                        jar(),
                        "--out",
                        "${LEVEE_STAGING}"))
                .isEqualTo(new Begun.Running());
        HttpAsked upload = flink.asked().stream()
                .filter(request -> request.path().equals("/jars/upload"))
                .findFirst()
                .orElseThrow();
        assertThat(upload.body())
                .contains("name=\"jarfile\"; filename=\"levee-run-1.jar\"")
                .contains("PK");
        String staged = folder.resolve("staging/run-1").toString();
        assertThat(flink.ran().getFirst().json())
                .isEqualTo(new tools.jackson.databind.json.JsonMapper()
                        .readTree("""
                        {"entryClass":"a.Main","savepointPath":"s3://b/c","allowNonRestoredState":true,
                         "programArgsList":["--out","%s"],"parallelism":2,"jobId":"%s",
                         "flinkConfiguration":{"x":"%s/x"}}""".formatted(staged, RunIds.job(FIRST), staged)));
        assertThat(flink.jars).as("what was uploaded").isEmpty();
        assertThat(engine.staging(FIRST)).contains(Path.of(staged));
        assertThat(flink.asked())
                .allSatisfy(
                        request -> assertThat(request.header("Authorization")).isEqualTo("Bearer " + SECRET));
    }

    @Test
    void aSecondBeginBeginsNothing() {
        begin(FIRST, jar());
        assertThat(begin(FIRST, jar())).isEqualTo(new Begun.Running());
        flink.runs(RunIds.job(FIRST), "job", "FAILED");
        assertThat(engine().begin(FIRST, job(spec(jar()), "run-1"), spec(jar())))
                .as("another replica, and it has ended")
                .isEqualTo(new Begun.Running());
        assertThat(flink.ran()).hasSize(1);
    }

    @Test
    void theJarOfABeginThatWasCutShortIsTakenAway() {
        flink.jars.put("9_levee-run-1.jar", "levee-run-1.jar");
        flink.jars.put("8_others.jar", "others.jar");
        begin(FIRST, jar());
        assertThat(flink.jars).containsOnlyKeys("8_others.jar");
        flink.jars.put("7_levee-run-1.jar", "levee-run-1.jar");
        engine.end(FIRST, job(spec(jar()), "run-1"));
        assertThat(flink.jars).containsOnlyKeys("8_others.jar");
    }

    @Test
    void whatIsAboveTheCapsIsRefused() {
        assertThat(begin(FIRST, "-p", "3", jar()))
                .isInstanceOfSatisfying(
                        Begun.Failed.class,
                        failed -> assertThat(failed.why())
                                .startsWith("a parallelism of 3 is above what the cap on processors allows, 2"));
        flink.plan = "{\"plan\":{\"nodes\":[{\"parallelism\":1},{\"parallelism\":7}]}}";
        assertThat(begin(FIRST, jar()))
                .isInstanceOfSatisfying(
                        Begun.Failed.class,
                        failed -> assertThat(failed.why()).startsWith("a parallelism of 7 is above"));
        assertThat(flink.ran()).isEmpty();
        assertThat(flink.jars).isEmpty();
    }

    @Test
    void whatCannotBeRunIsRefusedBeforeFlinkIsAsked() throws IOException {
        Files.writeString(folder.resolve("text.jar"), "text");
        Path inside = Files.createDirectory(folder.resolve("jars"));
        Files.createSymbolicLink(inside.resolve("link.jar"), folder.resolve("job.jar"));
        engine = engine(Map.of("jars", inside.toString(), "savepoints", "s3://b/ours"));
        refused("is not in a folder from which jars may be run", jar());
        refused("is not in a folder from which jars may be run", inside + "/link.jar");
        engine = engine(Map.of("jars", folder.toString(), "savepoints", "s3://b/ours"));
        refused("`s3://b/theirs/1` is not below `s3://b/ours/`", "-s", "s3://b/theirs/1", jar());
        refused("`s3://b/ours/../theirs` is not below", "-s", "s3://b/ours/../theirs", jar());
        refused("is no jar: build it again", folder + "/text.jar");
        refused("cannot be read on the machine of Levee", folder + "/none.jar");
        refused("`job.jar` is no jar: write its whole path", "job.jar");
        assertThat(engine.begin(
                        FIRST,
                        job(spec(jar()), "run-1"),
                        EngineTrial.spec(
                                "flink",
                                "flink-stream",
                                CAPS,
                                List.of(new Setting("A", "b")),
                                List.of("flink", "run", jar()))))
                .isInstanceOfSatisfying(
                        Begun.Failed.class, failed -> assertThat(failed.why()).startsWith("`A`: a job on a session"));
        FlinkEngine without = FlinkEngines.engine(
                EngineTrial.source("flink", Map.of("url", flink.url(), "jars", folder.toString()), Optional.empty()),
                _ -> SECRET,
                () -> now,
                PATIENCE,
                Duration.ZERO);
        JobSpec names = spec(jar(), "$LEVEE_STAGING");
        assertThat(without.begin(FIRST, job(names, "run-1"), names))
                .isInstanceOfSatisfying(
                        Begun.Failed.class,
                        failed -> assertThat(failed.why()).startsWith("the command names `$LEVEE_STAGING`"));
        assertThat(flink.ran()).isEmpty();
    }

    @Test
    void withoutFoldersOfJarsNoneIsRun() {
        assertThat(engine.unfit()).isEmpty();
        engine = engine(Map.of());
        assertThat(engine.unfit()).hasValueSatisfying(why -> assertThat(why).contains("`jars`", "levee.yaml"));
        refused("no jar may be run: name the folders that hold them with `jars`", jar());
        assertThat(flink.asked()).isEmpty();
    }

    @Test
    void aProgramThatFlinkRefusesHasEndedWithItsStackTrace() throws IOException {
        flink.refusals.put("plan", HttpAnswer.json(500, REFUSAL));
        assertThat(begin(FIRST, jar())).isEqualTo(new Begun.Running());
        assertThat(look(FIRST)).isEqualTo(new Look.Exited(1, Optional.empty()));
        assertThat(log(FIRST))
                .startsWith("dry run: flink refused the program\n")
                .contains("\nCaused by: java.lang.IllegalArgumentException: no\n")
                .doesNotContain("on server side");
        assertThat(flink.jars).isEmpty();
        flink.refusals.clear();
        flink.refusals.put("run", HttpAnswer.json(400, REFUSAL));
        assertThat(begin(SECOND, jar())).isEqualTo(new Begun.Running());
        assertThat(log(SECOND)).startsWith("submission: ");
        assertThat(begin(SECOND, jar())).isEqualTo(new Begun.Running());
        assertThat(flink.ran()).hasSize(1);
        engine.end(SECOND, job(spec(jar()), "run-2"));
        assertThat(log(SECOND)).as("after its end").startsWith("submission: ");
    }

    @Test
    void aRefusalThatIsNotTheProgramsIsNotTakenForOne() {
        flink.refusals.put("plan", HttpAnswer.json(503, "{\"errors\":[\"leader election\"]}"));
        assertThatThrownBy(() -> begin(FIRST, jar())).isInstanceOf(IllegalStateException.class);
        flink.refusals.put("plan", HttpAnswer.json(401, "{\"errors\":[\"%s\"]}".formatted(SECRET)));
        assertThat(begin(FIRST, jar()))
                .isEqualTo(new Begun.Failed("flink answered 401: look at `secret` of the engine in levee.yaml"));
    }

    @Test
    void howFlinkCallsItIsHowItStands() {
        Map<String, Look> expected = Map.of(
                "FINISHED", new Look.Exited(0, Optional.empty()),
                "FAILED", new Look.Exited(1, Optional.empty()),
                "CANCELED", new Look.Exited(143, Optional.empty()),
                "RESTARTING", new Look.Running(0),
                "INITIALIZING", new Look.Running(0),
                "SUSPENDED", new Look.Running(0),
                "CANCELLING", new Look.Running(0),
                "A_NEW_WORD", new Look.Running(0));
        expected.forEach((state, look) -> {
            flink.runs(RunIds.job(FIRST), "job", state);
            assertThat(look(FIRST)).as(state).isEqualTo(look);
        });
    }

    @Test
    void whatCannotBeReachedIsNotGone() {
        flink.fails(503);
        assertThatThrownBy(() -> look(FIRST))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(() -> engine.end(FIRST, job(spec(jar()), "run-1")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> engine.log(FIRST, job(spec(jar()), "run-1")))
                .isInstanceOf(IllegalStateException.class);
        flink.isWell();
        flink.talksNoJson();
        now = BEGAN.plus(FlinkEngine.MAY_BEGIN);
        assertThatThrownBy(() -> look(FIRST)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatFlinkDoesNotKnowIsGoneOnceItCannotBeginAnyMore() {
        assertThat(look(FIRST)).isEqualTo(new Look.Running(0));
        assertThatThrownBy(() -> engine.end(FIRST, job(spec(jar()), "run-1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("`run-1` may begin yet");
        now = BEGAN.plus(FlinkEngine.MAY_BEGIN);
        assertThat(look(FIRST)).isEqualTo(new Look.Gone());
        engine.end(FIRST, job(spec(jar()), "run-1"));
    }

    @Test
    void aStreamWithoutCheckpointsIsEnded() throws IOException {
        flink.below.put("", "{\"job-type\":\"STREAMING\",\"vertices\":[]}");
        flink.below.put("checkpoints/config", "{\"interval\":9223372036854775807}");
        assertThat(begin(FIRST, jar()))
                .isInstanceOfSatisfying(
                        Begun.Failed.class,
                        failed -> assertThat(failed.why()).startsWith("a stream without checkpoints"));
        assertThat(flink.states()).containsExactly("CANCELED");
        flink.runs(RunIds.job(SECOND), "job", "RUNNING");
        assertThat(look(SECOND)).as("begun by a replica that died").isEqualTo(new Look.Exited(1, Optional.empty()));
        assertThat(log(SECOND)).startsWith("a stream without checkpoints");
        engine.end(SECOND, job(spec(jar()), "run-2"));
        assertThat(flink.states()).containsExactly("CANCELED", "CANCELED");
        flink.below.put("checkpoints/config", "{\"interval\":1000}");
        assertThat(begin(new WorkloadId("run-3"), jar())).isEqualTo(new Begun.Running());
    }

    @Test
    void aJobThatDoesNotEndIsSaidToLive() {
        flink.runs(RunIds.job(FIRST), "job", "RUNNING");
        flink.cancelled = job -> flink.jobs.put(job.id(), job.in("CANCELLING"));
        assertThatThrownBy(() -> engine.end(FIRST, job(spec(jar()), "run-1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("1 jobs are still CANCELLING");
    }

    @Test
    void theLogOutlivesWhatFlinkForgets() throws IOException {
        flink.runs(RunIds.job(FIRST), "job", "FAILED");
        flink.below.put("exceptions", """
                {"exceptionHistory":{"entries":[
                  {"exceptionName":"b.Second",
                   "stacktrace":"b.Second: two\\n\\tat b.C.d(C.java:2)\\nCaused by: a.First: one\\n","timestamp":1000,"taskName":null},
                  {"exceptionName":"a.First","stacktrace":"a.First: one","timestamp":0,"taskName":"map (1/1)"}]}}""");
        flink.stale.set(2); // what it shows of a job is up to 3 s old
        engine.end(FIRST, job(spec(jar()), "run-1"));
        String expected = """
                1970-01-01T00:00:00Z ERROR map (1/1) - a.First
                a.First: one
                1970-01-01T00:00:01Z ERROR job - b.Second
                b.Second: two
                	at b.C.d(C.java:2)
                Caused by: a.First: one
                Job %s is FAILED.
                """.formatted(RunIds.job(FIRST));
        assertThat(log(FIRST)).isEqualTo(expected);
        flink.jobs.clear();
        assertThat(log(FIRST)).isEqualTo(expected);
        engine.forget(FIRST);
        assertThat(engine.log(FIRST, job(spec(jar()), "run-1"))).isEmpty();
    }

    private void refused(String why, String... words) {
        assertThat(begin(FIRST, words))
                .isInstanceOfSatisfying(
                        Begun.Failed.class, failed -> assertThat(failed.why()).contains(why));
    }

    private Begun begin(WorkloadId run, String... words) {
        return engine.begin(run, job(spec(words), run.value()), spec(words));
    }

    private Look look(WorkloadId run) {
        return engine.look(run, job(spec(jar()), run.value()));
    }

    private String log(WorkloadId run) throws IOException {
        LogFile log = engine.log(run, job(spec(jar()), run.value())).getFirst();
        return new String(log.open().readAllBytes(), StandardCharsets.UTF_8);
    }

    private String jar() {
        return folder.resolve("job.jar").toString();
    }

    static JobSpec spec(String... words) {
        List<String> command = new java.util.ArrayList<>(List.of("flink", "run"));
        command.addAll(List.of(words));
        return EngineTrial.spec("flink", "flink-stream", CAPS, List.of(), command);
    }

    static io.levee.rooms.jobs.Job job(JobSpec spec, String... runs) {
        return EngineTrial.job(spec, BEGAN, runs);
    }

    private FlinkEngine engine() {
        return engine(Map.of("jars", folder.toString()));
    }

    private FlinkEngine engine(Map<String, String> more) {
        return engine(flink, folder.resolve("staging"), () -> now, more);
    }

    /// One that waits for nothing.
    static FlinkEngine engine(FlinkDouble flink, Path staging, InstantSource clock, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("url", flink.url(), "secret", "flink-token"));
        settings.putAll(more);
        return FlinkEngines.engine(
                EngineTrial.source("flink", settings, Optional.of(staging)),
                _ -> SECRET,
                clock,
                PATIENCE,
                Duration.ZERO);
    }
}
