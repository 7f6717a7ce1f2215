package io.levee.adapters.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs that are held to caps, apart from others, and remembered.
class ConfinedProgramsTest {
    private static final TreeId ID = Programs.ID;
    private static final long MIB = 1 << 20;

    @TempDir
    private Path folder;

    private Programs programs;

    @BeforeEach
    void prepare() throws IOException {
        programs = Programs.in(folder);
    }

    @AfterEach
    void endEverything() {
        programs.close();
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void theCodeAndTheLogAreKept(Tier tier) throws IOException {
        programs.use(tier);
        programs.launch("echo to out; echo to err >&2; echo again >/dev/stderr; exit 7");

        assertThat(programs.awaitEnd()).isEqualTo(new Look.Exited(7, Optional.empty()));
        assertThat(programs.log()).isEqualTo("to out\nto err\nagain\n");
        programs.confined().end(ID, Programs.WITHIN);
        assertThat(programs.confined().look(ID)).as("ended").isEqualTo(new Look.Exited(7, Optional.empty()));
        assertThat(programs.trees().all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 15})
    void aSignalIsACode(int signal) {
        programs.launch("kill -%d $$".formatted(signal));

        assertThat(programs.awaitEnd()).isEqualTo(new Look.Exited(128 + signal, Optional.empty()));
    }

    @Test
    void whatCannotBeRunSaysSoInTheLog() throws IOException {
        programs.launch(programs.program("/no/such/program"));

        assertThat(programs.awaitEnd()).isEqualTo(new Look.Exited(127, Optional.empty()));
        assertThat(programs.log()).contains("/no/such/program");
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void whatTheCommandLeftIsEnded(Tier tier) throws IOException {
        programs.use(tier);
        programs.launch("""
                setsid sh -c 'trap "" TERM INT HUP; while :; do sleep 1; done' &
                (setsid sh -c 'trap "" TERM INT HUP; while :; do sleep 1; done' &)
                echo last words; exit 3
                """);

        assertThat(programs.awaitEnd()).isEqualTo(new Look.Exited(3, Optional.empty()));
        assertThat(programs.log()).isEqualTo("last words\n");
        assertThat(programs.confined().end(ID, Programs.WITHIN).empty()).isTrue();
        assertThat(programs.marked()).isEmpty();
        assertThat(programs.confined().look(ID)).isEqualTo(new Look.Exited(3, Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void whatIsEndedFromOutsideIsGone(Tier tier) throws IOException {
        programs.use(tier);
        programs.launch("echo begun; trap '' TERM; while :; do sleep 1; done");
        Agents.until(() -> programs.log().equals("begun\n"));
        assertThat(programs.confined().look(ID)).isInstanceOf(Look.Running.class);

        programs.confined().end(ID, Programs.WITHIN);

        assertThat(programs.confined().look(ID)).isEqualTo(new Look.Gone(true));
        assertThat(programs.log()).isEqualTo("begun\n");
        assertThat(programs.marked()).isEmpty();
    }

    @Test
    void whatWasNeverLaunchedMayBeLaunched() {
        assertThat(programs.confined().look(ID)).isEqualTo(new Look.Gone(false));
    }

    @Test
    void nothingIsLaunchedTwice() {
        programs.launch("exit 0");
        programs.awaitEnd();

        assertThatThrownBy(() -> programs.launch("exit 1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was launched already");
        assertThat(programs.confined().look(ID)).isEqualTo(new Look.Exited(0, Optional.empty()));
    }

    @Test
    void whatIsForgottenLeavesNothing() throws IOException {
        programs.launch("mkdir -p a/b/c; echo x >a/b/c/d; sleep 60");
        Agents.until(() -> Files.exists(programs.scratch().resolve("a/b/c/d")));
        Path scratch = programs.scratch();
        assertThatThrownBy(() -> programs.confined().forget(ID)).isInstanceOf(IllegalStateException.class);

        programs.confined().end(ID, Programs.WITHIN);
        programs.confined().forget(ID);

        assertThat(scratch).doesNotExist();
        assertThat(folder.resolve("trees/jobs")).isEmptyDirectory();
        assertThat(folder.resolve("trees").resolve(ID + ".tree")).doesNotExist();
        assertThat(programs.groups()).isEmpty();
        programs.launch("exit 0");
        programs.awaitEnd();
    }

    @Test
    void theLogIsBoundedHoweverMuchIsPrinted() throws IOException {
        long printed = Long.getLong("levee.print.mib", 256) * MIB;
        programs.launch("echo first; yes | head -c %d; echo last".formatted(printed));
        long most = 0;
        while (programs.confined().look(ID) instanceof Look.Running) {
            most = Math.max(most, programs.keptBytes());
            Ending.pause(Duration.ofMillis(20));
        }

        assertThat(programs.confined().look(ID)).isEqualTo(new Look.Exited(0, Optional.empty()));
        assertThat(most).isPositive().isLessThanOrEqualTo(32 * MIB + 4096);
        Logs logs = programs.confined().logs(ID);
        long kept = 0;
        for (Path file : logs.files()) {
            kept += Files.size(file);
        }
        assertThat(kept).isBetween(28 * MIB, 32 * MIB);
        assertThat(kept + logs.leftOutBytes()).isEqualTo(printed + "first\nlast\n".length());
        assertThat(Files.readString(logs.files().getFirst())).startsWith("first\ny\n");
        assertThat(Files.readString(logs.files().getLast())).endsWith("y\nlast\n");
    }

    @Test
    void binaryIsKeptAsItIs() throws IOException {
        programs.launch("head -c 20000000 /dev/urandom | tee copy");

        assertThat(programs.awaitEnd()).isEqualTo(new Look.Exited(0, Optional.empty()));
        assertThat(programs.logBytes())
                .isEqualTo(Files.readAllBytes(programs.scratch().resolve("copy")));
    }

    @Test
    void memoryAboveTheCapEndsIt() {
        programs.launch(new Caps(32 * MIB, 2000, 50, 100 * MIB), "x=y; while :; do x=$x$x; done");

        assertThat(programs.awaitEnd()).isInstanceOfSatisfying(Look.Exited.class, exited -> {
            assertThat(exited.cap()).hasValueSatisfying(broken -> {
                assertThat(broken.which()).isEqualTo(Cap.MEMORY);
                assertThat(broken.limit()).isEqualTo(32 * MIB);
            });
            assertThat(exited.code()).isEqualTo(137);
        });
        programs.confined().end(ID, Programs.WITHIN);
        assertThat(((Look.Exited) programs.confined().look(ID)).cap())
                .as("kept")
                .isPresent();
    }

    @Test
    void aForkBombStaysBelowItsCap() throws IOException {
        programs.launch(
                new Caps(100 * MIB, 2000, 20, 100 * MIB), "b() { b & b; }; b 2>/dev/null; while :; do sleep 1; done");
        Agents.until(() -> programs.confined().look(ID) instanceof Look.Exited
                || programs.marked().size() > 5);
        assertThat(programs.marked().size()).isLessThanOrEqualTo(20);
        programs.confined().end(ID, Programs.WITHIN);

        assertThat(programs.marked()).isEmpty();
    }

    @Test
    void processesAboveTheCapAreTold() {
        programs.launch(
                new Caps(100 * MIB, 2000, 5, 100 * MIB), "for i in 1 2 3 4 5 6 7 8; do sleep 60 & done; exit 0");

        assertThat(programs.awaitEnd())
                .isInstanceOfSatisfying(
                        Look.Exited.class,
                        exited -> assertThat(exited.cap())
                                .hasValueSatisfying(
                                        broken -> assertThat(broken.which()).isEqualTo(Cap.PROCESSES)));
    }

    @Test
    void aFullScratchFolderEndsIt() {
        programs.launch(
                new Caps(100 * MIB, 2000, 20, 8 * MIB),
                "for i in 1 2 3 4; do head -c 3000000 /dev/zero >$i; done; while :; do sleep 1; done");

        assertThat(programs.awaitEnd())
                .isInstanceOfSatisfying(
                        Look.Exited.class,
                        exited -> assertThat(exited.cap())
                                .hasValueSatisfying(
                                        broken -> assertThat(broken.which()).isEqualTo(Cap.DISK)));
    }

    @Test
    void oneFileAboveTheCapIsCutOff() throws IOException {
        programs.launch(new Caps(100 * MIB, 2000, 20, 8 * MIB), "head -c 100000000 /dev/zero >big; exit $?");

        assertThat(programs.awaitEnd())
                .isInstanceOfSatisfying(
                        Look.Exited.class,
                        exited -> assertThat(exited.cap())
                                .hasValueSatisfying(
                                        broken -> assertThat(broken.which()).isEqualTo(Cap.DISK)));
        assertThat(programs.scratch().resolve("big")).hasSize(8 * MIB);
    }

    @Test
    void withoutControllersMemoryIsWatched() {
        programs.useNoControllers();
        assertThat(programs.confined().means().memory()).isEqualTo(Means.By.WATCHED);
        programs.launch(new Caps(64 * MIB, 2000, 50, 100 * MIB), """
                x=y; while [ ${#x} -lt 200000000 ]; do x=$x$x; done; sleep 600
                """);

        assertThat(programs.awaitEnd())
                .isInstanceOfSatisfying(
                        Look.Exited.class,
                        exited -> assertThat(exited.cap())
                                .hasValueSatisfying(
                                        broken -> assertThat(broken.which()).isEqualTo(Cap.MEMORY)));
    }

    @Test
    void withoutControllersProcessesAreStillHeld() throws IOException {
        programs.useNoControllers();
        programs.launch(new Caps(100 * MIB, 2000, 10, 100 * MIB), """
                for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do sleep 600 & done; wait
                """);

        if (programs.confined().means().processes() == Means.By.USER_LIMIT) {
            assertThat(programs.awaitEnd()).isInstanceOf(Look.Exited.class);
            assertThat(programs.marked().size()).isLessThanOrEqualTo(10);
            return;
        }
        assertThat(programs.awaitEnd())
                .isInstanceOfSatisfying(
                        Look.Exited.class,
                        exited -> assertThat(exited.cap())
                                .hasValueSatisfying(
                                        broken -> assertThat(broken.which()).isEqualTo(Cap.PROCESSES)));
    }

    @Test
    void fiftyProcessesEndAtOnce() throws IOException {
        programs.launch("for i in $(seq 50); do (trap '' TERM; setsid sleep 600) & done; wait");
        Agents.until(() -> programs.marked().size() >= 50);

        Ended ended = programs.confined().end(ID, Programs.WITHIN);

        assertThat(ended.empty()).isTrue();
        assertThat(ended.signalled()).isGreaterThanOrEqualTo(50);
        assertThat(programs.marked()).isEmpty();
        System.getLogger(ConfinedProgramsTest.class.getName()).log(System.Logger.Level.INFO, "figures: {0}", ended);
    }

    @Test
    void processorTimeIsHeld() {
        assumeTrue(programs.confined().means().cpu() == Means.By.KERNEL, "no cpu controller here");
        programs.launch(new Caps(100 * MIB, 100, 20, 8 * MIB), "while :; do :; done");
        Agents.until(() -> usage().cpu().compareTo(Duration.ofMillis(100)) > 0);
        Duration before = usage().cpu();
        long began = System.nanoTime();
        Agents.until(() -> usage().cpu().minus(before).compareTo(Duration.ofMillis(100)) > 0);

        // a tenth of a processor: what it used cannot have taken less than this
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(700));
    }

    @Test
    void itIsNobodyElse() throws IOException {
        assumeTrue(programs.confined().means().ownUser(), "not root here");
        Path data = folder.resolve("trees");
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Files.setPosixFilePermissions(secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        programs.launch(new TreeId("other"), programs.shell("sleep 60"));
        Path other = programs.confined().scratch(new TreeId("other")).orElseThrow();
        programs.launch(
                """
                ls %1$s; cat %2$s; ls %3$s; cat /proc/%4$d/environ; kill -0 %4$d; kill -0 $PPID
                for p in /proc/[1-9]*; do
                  if [ "$(stat -c %%u $p)" != "$(id -u)" ] && cat $p/environ 2>/dev/null | grep -q .; then echo read $p; fi
                done
                grep -E 'NoNewPrivs|CapEff|CapBnd|Groups' /proc/self/status; id -u; ulimit -c; umask
                """.formatted(data, secret, other, ProcessHandle.current().pid()));

        programs.awaitEnd();
        String log = programs.log();
        assertThat(log.lines().filter(line -> line.contains("Permission denied")))
                .hasSize(4);
        assertThat(log.lines().filter(line -> line.contains("not permitted"))).hasSize(2);
        assertThat(log).doesNotContain("read /proc", "secret\n");
        assertThat(log)
                .containsPattern("NoNewPrivs:\t1")
                .contains("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000");
        assertThat(log).containsPattern("Groups:\t *\n");
        assertThat(log).endsWith("\n%s\n0\n0077\n".formatted(Files.getAttribute(programs.scratch(), "unix:uid")));
    }

    @Test
    void theEnvironmentIsTheGivenOneAndItsFolders() throws IOException {
        Map<String, String> given = Map.of("A", "it's", "HOME", "/elsewhere");
        programs.confined().launch(ID, programs.program(given, "/usr/bin/env", "-0"), Map.of("MARKED", "yes"));

        programs.awaitEnd();
        Map<String, String> seen = new HashMap<>();
        for (String line : new String(programs.logBytes(), StandardCharsets.UTF_8).split("\0", -1)) {
            if (!line.isEmpty()) {
                seen.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            }
        }
        assertThat(seen)
                .isEqualTo(Map.of(
                        "A", "it's",
                        "HOME", "/elsewhere",
                        "MARKED", "yes",
                        "TMPDIR", programs.scratch() + "/tmp"));
    }

    @Test
    void whatItMayNotReadIsNamed() throws IOException {
        assumeTrue(programs.confined().means().ownUser(), "not root here");
        Path hidden = Files.createDirectory(folder.resolve("hidden"));
        Files.setPosixFilePermissions(hidden, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        Path jar = Files.writeString(hidden.resolve("its.jar"), "x");
        programs.launch(programs.program("/bin/cat", jar.toString()));

        assertThat(programs.awaitEnd()).isEqualTo(new Look.Exited(126, Optional.empty()));
        assertThat(programs.log()).contains("the program may not use `%s`".formatted(jar));
    }

    private Usage usage() {
        return programs.confined().look(ID) instanceof Look.Running(Usage usage) ? usage : Usage.UNKNOWN;
    }
}
