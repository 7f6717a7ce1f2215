package io.levee.adapters.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of programs whose Levee was killed, on the same folder and on another.
class TakenOverTest {
    private static final TreeId ID = Programs.ID;

    /// Leaves a line for each time that it ran.
    private static final String COUNTED =
            "echo ran >>%s/ran; echo printed; while [ ! -e %1$s/go ]; do sleep 0.05; done; exit 5";

    @TempDir
    private Path folder;

    private Programs programs;
    private Path open;

    @BeforeEach
    void prepare() throws IOException {
        programs = Programs.in(folder);
        open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        programs.trees().close(); // another process has the folder first
    }

    @AfterEach
    void endEverything() {
        programs.close();
    }

    @ParameterizedTest
    @EnumSource(LaunchStep.class)
    void killedAfterAnyStepItIsNotLostAndRunsOnce(LaunchStep step) throws Exception {
        levee(step.name()).onExit().join();
        ConfinedTrees next = programs.next("trees");
        next.found();

        if (step == LaunchStep.RELEASED) {
            Agents.until(() -> programs.log().equals("printed\n"));
            assertThat(next.look(ID)).isInstanceOf(Look.Running.class);
            assertThatThrownBy(() -> programs.launch(counted())).isInstanceOf(IllegalStateException.class);
        } else {
            assertThat(programs.awaitEnd()).isEqualTo(new Look.Gone(false));
            assertThat(open.resolve("ran")).doesNotExist();
            programs.launch(counted());
        }

        Files.createFile(open.resolve("go"));
        assertThat(programs.awaitEnd()).isEqualTo(new Look.Exited(5, Optional.empty()));
        assertThat(open.resolve("ran")).hasContent("ran");
        assertThat(programs.log()).isEqualTo("printed\n");
        next.forget(ID);
        assertThat(folder.resolve("trees/jobs")).isEmptyDirectory();
        assertThat(programs.groups()).isEmpty();
    }

    @Test
    void itEndsWhileNobodyLivesAndItsCodeIsKnown() throws Exception {
        Process levee = levee("none");
        Agents.until(() -> Files.exists(open.resolve("ran")));
        levee.destroyForcibly().onExit().join();
        Files.createFile(open.resolve("go"));
        Agents.until(() -> programs.marked().isEmpty());

        programs.next("trees");
        assertThat(programs.awaitEnd()).isEqualTo(new Look.Exited(5, Optional.empty()));
        assertThat(programs.log()).isEqualTo("printed\n");
    }

    @Test
    void onlyWhatNobodyOwnsIsTakenOver() throws Exception {
        Process levee = levee("none");
        Agents.until(() -> Files.exists(open.resolve("ran")));
        ConfinedTrees other = programs.next("other");

        assertOwned(other);
        signal(levee, "STOP");
        assertOwned(other);
        signal(levee, "CONT");
        assertThatThrownBy(() -> ProcessTrees.open(folder.resolve("trees")))
                .isInstanceOf(LeveeException.class)
                .hasMessageContaining("belongs to a Levee that lives");

        levee.destroyForcibly().onExit().join();
        assertThat(other.trees().takeOver(folder.resolve("trees"))).containsExactly(ID);
        other.found();
        assertThat(other.look(ID)).isInstanceOf(Look.Running.class);
        assertThat(programs.log()).isEqualTo("printed\n");
        assertThat(other.trees().takeOver(folder.resolve("trees"))).as("again").isEmpty();
        Files.createFile(open.resolve("go"));
        assertThat(programs.awaitEnd()).isEqualTo(new Look.Exited(5, Optional.empty()));
    }

    @Test
    void whoeverMissedItIsRefused() throws Exception {
        ConfinedTrees first = programs.next("trees");
        programs.launch(counted());
        Agents.until(() -> programs.log().equals("printed\n"));
        first.trees().close(); // as good as dead, but it goes on asking
        ConfinedTrees other = programs.next("other");
        other.trees().takeOver(folder.resolve("trees"));

        assertRefused(() -> first.look(ID));
        assertRefused(() -> first.trees().end(ID, Programs.WITHIN));
        assertRefused(() -> first.forget(ID));
        assertThat(first.trees().all()).isEmpty();
        first.found(); // tidies up what is its own

        assertThat(other.look(ID)).isInstanceOf(Look.Running.class);
        ConfinedTrees again = programs.over(ProcessTrees.open(folder.resolve("trees")));
        again.found();
        assertRefused(() -> again.look(ID));
        Files.createFile(open.resolve("go"));
        assertThat(programs.awaitEnd()).isEqualTo(new Look.Exited(5, Optional.empty()));
        other.forget(ID);
        again.trees().close();
        assertThat(programs.over(ProcessTrees.open(folder.resolve("trees"))).look(ID))
                .isEqualTo(new Look.Gone(false));
    }

    private void assertOwned(ConfinedTrees other) {
        assertThatThrownBy(() -> other.trees().takeOver(folder.resolve("trees")))
                .isInstanceOfSatisfying(
                        LeveeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_FOLDER_IN_USE));
    }

    private static void assertRefused(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(LeveeException.class).hasMessageContaining("was handed over");
    }

    private Confined counted() {
        return programs.shell(COUNTED.formatted(open));
    }

    private Process levee(String last) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes,
                        DiesWhileLaunching.class.getName(),
                        folder.toString(),
                        last,
                        COUNTED.formatted(open),
                        programs.agents().mark(),
                        ID.value())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("levee.log").toFile())
                .start();
    }

    private static void signal(Process process, String name) throws Exception {
        int code = new ProcessBuilder("/bin/kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }
}
