package io.levee.app.replica;

import static io.levee.app.replica.JobHouse.job;
import static io.levee.app.replica.JobHouse.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.levee.app.replica.JobHouse.Jobs;
import io.levee.cli.AgentTokens;
import io.levee.cli.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Jobs of agents on a whole replica: real programs, a real database, a lake of files.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JobsTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String COLUMN = "ERROR:  column \"amount_eur\" does not exist";

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private JobHouse house;

    @SuppressWarnings("NullAway.Init")
    private Levee levee;

    @SuppressWarnings("NullAway.Init")
    private Jobs gus;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        house = new JobHouse(folder);
        levee = Levee.start(new Configuration(
                house.data("one"),
                house.organisation(),
                Optional.empty(),
                "one",
                InetAddress.getLoopbackAddress(),
                Configuration.Ports.FREE,
                Map.of(),
                Map.of()));
        assumeTrue(levee.programs().isPresent(), "no programs are launched on this machine");
        gus = house.jobs("one", "gus");
    }

    @AfterAll
    void end() {
        levee.close();
    }

    @Test
    void whatSucceedsIsPublishedWhole() throws IOException {
        for (String rows : List.of("first", "second")) {
            Map<String, Object> job = shell("""
                    mkdir -p "$LEVEE_STAGING/daily/deep" && echo %s > "$LEVEE_STAGING/daily/deep/part-0" \
                      && touch "$LEVEE_STAGING/daily/_SUCCESS"
                    """.formatted(rows));
            job.put("outputs", List.of("table:sales.daily=daily"));
            JsonNode done = gus.await(gus.run(job), "closed");
            assertThat(done.path("outcome").asString()).as(done.toString()).isEqualTo("succeeded");
            assertThat(house.place("daily")).isSymbolicLink();
            assertThat(house.place("daily").resolve("deep/part-0")).hasContent(rows + "\n");
            assertThat(house.place("daily").resolve("_SUCCESS")).isEmptyFile();
            assertThat(facts("job.published.v1", done)).hasSize(2); // intended, done
        }
    }

    @Test
    void everythingThatIsMissingIsSaidAtOnceAndRecorded() {
        Map<String, Object> job = job("no-such-skill", "/bin/true");
        job.put("reads", List.of("table:hr.pay"));
        job.put("outputs", List.of("table:nowhere"));
        job.put("memoryMib", 601);
        job.put("deadlineSeconds", 601);
        assertThatThrownBy(() -> gus.run(job)).isInstanceOfSatisfying(CommandFailure.class, refused -> {
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused)
                    .hasMessageContainingAll(
                            "job-not-admitted",
                            "run-not-permitted",
                            "read-not-permitted",
                            "write-not-permitted",
                            "skill-unknown",
                            "caps-too-large",
                            "deadline-range",
                            "output-without-place");
        });
        assertThat(house.facts("one"))
                .filteredOn(fact -> fact.toString().contains("no-such-skill"))
                .singleElement()
                .satisfies(fact -> assertThat(fact.toString())
                        .contains("job.refused.v1", "read-not-permitted", "output-without-place"));
    }

    @Test
    void aKnownFailureIsHandedBackWithTheLineThatShowsIt() {
        Map<String, Object> job = job("postgres-client", "/bin/sh", "-c", """
                mkdir -p "$LEVEE_STAGING/failed" && echo half > "$LEVEE_STAGING/failed/part-0"
                echo one; echo two; echo '%s' >&2; exit 1
                """.formatted(COLUMN));
        job.put("outputs", List.of("table:sales.failed=failed"));
        JsonNode over = gus.await(gus.run(job), "closed");
        assertThat(over.path("outcome").asString()).as(over.toString()).isEqualTo("handed-back");
        JsonNode attempt = over.path("attempts").path(0);
        assertThat(attempt.path("exit").asInt()).isEqualTo(1);
        assertThat(attempt.path("diagnosis").path("signature").asString()).isEqualTo("postgres-column-not-found");
        assertThat(attempt.path("diagnosis")
                        .path("evidence")
                        .path(0)
                        .path("text")
                        .asString())
                .isEqualTo(COLUMN);
        assertThat(attempt.path("diagnosis")
                        .path("evidence")
                        .path(0)
                        .path("line")
                        .asInt())
                .isEqualTo(3);
        assertThat(over.path("attempts")).hasSize(1);
        assertThat(house.place("failed")).doesNotExist();
        assertThat(facts("job.published.v1", over)).isEmpty();
    }

    @Test
    void aRemedyWithinTrustIsTried() throws IOException {
        Map<String, Object> job = job(
                "jvm",
                "/bin/sh",
                "-c",
                "mkdir -p \"$LEVEE_STAGING/mended\" && exec \"$@\"",
                "sh",
                JAVA,
                "-Xmx16m",
                "-XX:+UseSerialGC",
                "-cp",
                hoard().toString(),
                "Hoard");
        job.put("outputs", List.of("table:sales.mended=mended"));
        JsonNode over = gus.await(gus.run(job), "closed");
        assertThat(over.path("outcome").asString()).as(over.toString()).isEqualTo("succeeded");
        assertThat(over.path("attempts")).hasSize(2);
        JsonNode first = over.path("attempts").path(0);
        assertThat(first.path("diagnosis").path("signature").asString()).isEqualTo("jvm-heap-oom");
        assertThat(over.path("attempts").path(1).path("changes").path(0).asString())
                .isEqualTo("jvm.heap=32m");
        assertThat(house.place("mended").resolve("size")).hasContent("19660800");
        assertThat(facts("job.remedied.v1", over)).hasSize(1);
    }

    @Test
    void withoutTrustTheSameIsHandedBack() throws IOException {
        Map<String, Object> job = job("jvm", JAVA, "-Xmx16m", "-XX:+UseSerialGC", "-cp", hoard().toString(), "Hoard");
        job.put("agent", "charter");
        JsonNode over = gus.await(gus.run(job), "closed");
        assertThat(over.path("outcome").asString()).as(over.toString()).isEqualTo("handed-back");
        assertThat(over.path("why").asString()).contains("isolation", "suggest");
        assertThat(over.path("attempts")).hasSize(1);
    }

    @Test
    void whatHangsEndsAtItsDeadlineWithAllOfIt() {
        String mark = mark();
        Map<String, Object> job = shell("setsid sleep %1$s & sleep %1$s & exec sleep %1$s".formatted(mark));
        job.put("deadlineSeconds", 10);
        String id = gus.run(job);
        awaitMarked(mark);
        JsonNode over = gus.await(id, "closed");
        assertThat(over.path("outcome").asString()).as(over.toString()).isEqualTo("handed-back");
        assertThat(over.path("attempts").path(0).path("ended").asString()).isEqualTo("deadline");
        assertThat(marked(mark)).isZero();
    }

    @Test
    void whoeverAskedEndsIt() {
        String mark = mark();
        String id = gus.run(shell("sleep %1$s & exec sleep %1$s".formatted(mark)));
        awaitMarked(mark);
        var _ = gus.end(id);
        JsonNode over = gus.await(id, "closed");
        assertThat(over.path("outcome").asString()).as(over.toString()).isEqualTo("stopped");
        assertThat(over.path("why").asString()).contains("person:gus");
        assertThat(marked(mark)).isZero();
        assertThatThrownBy(() -> gus.end(id)).hasMessageContaining("job-over");
    }

    @Test
    void aStopOfItsAgentEndsItAndNothingIsPublished() {
        String mark = mark();
        Map<String, Object> job = shell("""
                mkdir -p "$LEVEE_STAGING/stopped" && echo all > "$LEVEE_STAGING/stopped/part-0"
                exec sleep %s
                """.formatted(mark));
        job.put("agent", "halted");
        job.put("outputs", List.of("table:sales.stopped=stopped"));
        String id = gus.run(job);
        awaitMarked(mark);
        String stop = house.remote("one")
                .apiAs(Optional.of("cy"))
                .post("/v1/stops", Map.of("scope", "agent:halted", "reason", "a test says so"))
                .path("id")
                .asString();
        JsonNode over = gus.await(id, "closed");
        assertThat(over.path("outcome").asString()).as(over.toString()).isEqualTo("stopped");
        assertThat(over.path("why").asString()).contains(stop);
        assertThat(marked(mark)).isZero();
        assertThat(house.place("stopped")).doesNotExist();
    }

    @Test
    void anothersJobIsNotThere() {
        String id = gus.run(shell("exit 0"));
        Jobs ana = house.jobs("one", "ana");
        assertThatThrownBy(() -> ana.show(id)).hasMessageContaining("job-unknown");
        assertThatThrownBy(() -> ana.api().stream("/v1/jobs/" + id + "/log")).hasMessageContaining("job-unknown");
        assertThatThrownBy(() -> ana.end(id)).isInstanceOf(CommandFailure.class);
        assertThat(ana.api().get("/v1/jobs").toString()).doesNotContain(id);
        assertThat(gus.api().get("/v1/jobs").toString()).contains(id);
        assertThat(house.jobs("one", "eve").show(id).path("person").asString()).isEqualTo("gus");
    }

    @Test
    void anAgentHasNoHandInAnotherAgentsJob() {
        String mark = mark();
        String id = gus.run(shell("exec sleep " + mark));
        Jobs charter = new Jobs(house.remote("one").api().with(token("charter")));
        assertThatThrownBy(() -> charter.end(id)).hasMessageContaining("job-unknown");
        assertThatThrownBy(() -> charter.api().post("/v1/jobs/" + id + "/rerun", Map.of("changes", List.of())))
                .hasMessageContaining("job-unknown");
        assertThatThrownBy(() -> charter.show(id)).hasMessageContaining("job-unknown");
        awaitMarked(mark);
        var _ = new Jobs(house.remote("one").api().with(token("fixer"))).end(id);
        assertThat(gus.await(id, "closed").path("outcome").asString()).isEqualTo("stopped");
    }

    @Test
    void aLinkAmongItsOutputsIsPublishedNowhere() {
        Map<String, Object> job = shell("""
                mkdir -p "$LEVEE_STAGING/linked" && echo rows > "$LEVEE_STAGING/linked/part-0"
                ln -s /etc/hostname "$LEVEE_STAGING/linked/part-1"
                """);
        job.put("outputs", List.of("table:sales.linked=linked"));
        JsonNode over = gus.await(gus.run(job), "closed");
        assertThat(over.path("outcome").asString()).as(over.toString()).isEqualTo("handed-back");
        assertThat(over.path("attempts").path(0).path("checks").path(0).asString())
                .contains("plain-files: FAILED", "`part-1`");
        assertThat(house.place("linked")).doesNotExist();
    }

    @Test
    void aFolderThatIsALinkIsNoOutput() {
        Map<String, Object> job = shell("ln -s /etc \"$LEVEE_STAGING/linked\"");
        job.put("outputs", List.of("table:sales.linked=linked"));
        JsonNode over = gus.await(gus.run(job), "closed");
        assertThat(over.path("outcome").asString()).as(over.toString()).isEqualTo("handed-back");
        assertThat(over.path("attempts").path(0).path("checks").path(0).asString())
                .contains("staged: FAILED");
        assertThat(house.place("linked")).doesNotExist();
    }

    @Test
    void whatNoSkillKnowsBecomesAProposalForAuditors() throws IOException {
        String odd = "Exception in thread \"main\" io.acme.lake.TideIsOutException: no water at pier 7";
        JsonNode over = gus.await(gus.run(job("jvm", "/bin/sh", "-c", "echo '%s'; exit 1".formatted(odd))), "closed");
        assertThat(over.path("outcome").asString()).as(over.toString()).isEqualTo("handed-back");
        assertThat(over.path("attempts")
                        .path(0)
                        .path("diagnosis")
                        .path("signature")
                        .asString())
                .isEqualTo("unknown");
        try (var proposals = house.jobs("one", "eve").api().stream("/v1/skills/proposals")) {
            assertThat(new String(proposals.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("signatures:", "TideIsOutException", "no water at pier 7");
        }
        assertThatThrownBy(() -> gus.api().stream("/v1/skills/proposals")).isInstanceOf(CommandFailure.class);
    }

    @Test
    void processorsAreBookedBeforeAnythingRuns() {
        Map<String, Object> job = shell("exit 0");
        job.put("agent", "booked");
        job.put("cpuMillis", 2000);
        job.put("deadlineSeconds", 500);
        assertThatThrownBy(() -> gus.run(job)).hasMessageContainingAll("over-budget", "at most 900 cpu-seconds");
        job.put("deadlineSeconds", 300); // 600 of 1000
        assertThat(gus.await(gus.run(job), "closed").path("outcome").asString()).isEqualTo("succeeded");
        assertThatThrownBy(() -> gus.run(job)).hasMessageContainingAll("budget-exhausted", "`processors`");
        job.put("deadlineSeconds", 200);
        assertThat(gus.await(gus.run(job), "closed").path("outcome").asString()).isEqualTo("succeeded");
    }

    @Test
    void whatItsSkillWantsLookedAtIsCollected() {
        JsonNode over = gus.await(
                gus.run(shell("mkdir -p big && head -c 3000000 /dev/zero > big/part-0"
                        + " && echo 'java.io.IOException: No space left on device'; exit 1")),
                "closed");
        JsonNode collected = over.path("attempts").path(0).path("diagnosis").path("collected");
        assertThat(collected.toString()).as(over.toString()).contains("disk-usage", "big/part-0 (2 MiB)");
    }

    private String token(String agent) {
        AgentTokens tokens = new AgentTokens(house.remote("one"));
        return tokens.exchange(agent, tokens.ticket(agent, "gus"), "levee-api")
                .path("access_token")
                .asString();
    }

    private List<JsonNode> facts(String kind, JsonNode job) {
        return house.facts("one").stream()
                .filter(fact -> fact.toString().contains(kind)
                        && fact.toString().contains(job.path("id").asString()))
                .toList();
    }

    /// Seconds that no other program sleeps.
    private static String mark() {
        return "1000." + (UUID.randomUUID().getMostSignificantBits() >>> 1);
    }

    private static long marked(String mark) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(each -> each.info()
                            .arguments()
                            .filter(arguments -> List.of(arguments).contains(mark))
                            .isPresent())
                    .count();
        }
    }

    private static void awaitMarked(String mark) {
        Awaitility.await().atMost(JobHouse.WITHIN).until(() -> marked(mark) > 0);
    }

    /// A program that needs more than 16 MiB, and less than 32, where everybody may read it.
    private Path hoard() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path source = folder.resolve("Hoard.java");
        Files.writeString(source, """
                import java.nio.file.Files;
                import java.nio.file.Path;
                import java.util.ArrayList;
                import java.util.List;

                class Hoard {
                    public static void main(String[] args) throws Exception {
                        List<byte[]> all = new ArrayList<>();
                        for (int i = 0; i < 75; i++) {
                            all.add(new byte[256 * 1024]);
                        }
                        long size = all.stream().mapToLong(each -> each.length).sum();
                        Path staging = Path.of(System.getenv("LEVEE_STAGING"), "mended");
                        if (Files.isDirectory(staging)) {
                            Files.writeString(staging.resolve("size"), String.valueOf(size));
                        }
                    }
                }
                """);
        int rc =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString());
        assertThat(rc).isZero();
        Files.setPosixFilePermissions(classes, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(classes.resolve("Hoard.class"), PosixFilePermissions.fromString("rw-r--r--"));
        return classes;
    }
}
