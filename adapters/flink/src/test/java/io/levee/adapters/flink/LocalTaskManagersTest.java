package io.levee.adapters.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
final class LocalTaskManagersTest {
    private static final String OTHER = "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path pids;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void onlyTheOneThatIsMeantIsKilled() throws IOException {
        Listening first = listening(FlinkProcess.MAIN);
        Listening second = listening(FlinkProcess.MAIN);
        named("flink-me-taskexecutor.pid", first, second);
        taskManagers().end(new TaskHost("tm-2", "127.0.0.1", second.port()));
        assertThat(second.process().onExit()).as("once it is reaped").succeedsWithin(Duration.ofMinutes(1));
        assertThat(first.process().isAlive()).isTrue();
    }

    @Test
    void aStrangerIsNeverKilled() throws IOException {
        Listening jobManager = listening(OTHER);
        Listening nobodyNamed = listening(FlinkProcess.MAIN);
        Listening elsewhere = listening(FlinkProcess.MAIN);
        named("flink-me-taskexecutor.pid", jobManager, elsewhere);
        named("flink-me-standalonesession.pid", nobodyNamed);
        Files.writeString(pids.resolve("flink-you-taskexecutor.pid"), "1\n0\n-1\nnonsense\n99999999999999999999\n");
        for (TaskHost which : List.of(
                new TaskHost("runs something else", "127.0.0.1", jobManager.port()),
                new TaskHost("is in no pid file", "127.0.0.1", nobodyNamed.port()),
                new TaskHost("is on another machine", "192.0.2.7", elsewhere.port()),
                new TaskHost("listens elsewhere", "127.0.0.1", 1))) {
            assertThatThrownBy(() -> taskManagers().end(which))
                    .as(which.id())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is none of this machine's");
        }
        assertThat(started).allMatch(Process::isAlive);
    }

    @Test
    void aFolderThatIsNotThereIsNoSuccess() {
        TaskManagers none = LocalTaskManagers.in(pids.resolve("none").toString());
        assertThatThrownBy(() -> none.end(new TaskHost("tm", "127.0.0.1", 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be read");
    }

    private TaskManagers taskManagers() {
        return LocalTaskManagers.in(pids.toString());
    }

    private void named(String file, Listening... processes) throws IOException {
        Files.write(
                pids.resolve(file),
                List.of(processes).stream()
                        .map(one -> String.valueOf(one.process().pid()))
                        .toList());
    }

    private record Listening(Process process, int port) {}

    private Listening listening(String main) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Listens.class.getName(),
                        main)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        return new Listening(
                process,
                Integer.parseInt(process.inputReader(StandardCharsets.UTF_8).readLine()));
    }
}
