package io.levee.adapters.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.fault.LeveeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What cannot be contained, or is called off, never runs.
class ProcessLaunchTest {
    private static final TreeId ID = new TreeId("agent-1");

    @TempDir
    private Path folder;

    private Agents agents;

    @BeforeEach
    void prepare() throws IOException {
        agents = Agents.in(folder);
    }

    @AfterEach
    void endEverything() {
        agents.close();
    }

    @Test
    void whatGetsNoNamespaceDoesNotStart() throws IOException {
        assertNothingStarts(new PidNamespace(Path.of("/bin/false"), List.of()), () -> true);
        assertNothingStarts(new PidNamespace(Path.of("/usr/bin/env"), List.of("-i")), () -> true);
        assertNothingStarts(new PidNamespace(Path.of("/no/unshare"), List.of()), () -> true);
    }

    @Test
    void whatGetsNoGroupDoesNotStart() throws IOException {
        CgroupMount missing = new CgroupMount(folder, folder.resolve("missing"));
        assertNothingStarts(new Cgroup2(missing, new SecureRandom()), () -> true);
        assertNothingStarts(new Freezer(missing, new SecureRandom()), () -> true);
    }

    @Test
    void whatCannotJoinItsGroupDoesNotStart() throws IOException {
        CgroupMount plain = new CgroupMount(folder, Files.createDirectories(folder.resolve("plain")));
        assertNothingStarts(new Cgroup2(plain, new SecureRandom()), () -> true);
    }

    @Test
    void whatIsEndedWhileItStartsDoesNotStart() throws IOException {
        List<Containment> working = Stream.of(Tier.values())
                .flatMap(it -> Containment.candidates(it).stream())
                .filter(it -> Trial.problem(it).isEmpty())
                .toList();
        for (Containment each : working) {
            assertNothingStarts(each, () -> false);
        }
    }

    @Test
    void halfAScriptRunsNothing() throws Exception {
        byte[] script = Gate.script(agents.touching(folder.resolve("ran")), agents.environment());
        for (int length : List.of(0, script.length / 2, script.length - 3)) {
            Process waiting = Gate.open(List.of(), folder, agents.output());
            Gate.release(waiting, Arrays.copyOf(script, length));
            waiting.onExit().join();
            assertThat(folder.resolve("ran")).doesNotExist();
        }
    }

    @Test
    void theShellWaitsWithoutWhatTheAgentChose() throws IOException {
        Process waiting = Gate.open(List.of(), folder, agents.output());
        try {
            Agents.until(() -> waiting.info().command().orElse("").endsWith("sh")
                    || waiting.info().command().orElse("").endsWith("dash"));
            assertThat(Files.readAllBytes(Path.of("/proc/" + waiting.pid() + "/environ")))
                    .isEmpty();
        } finally {
            waiting.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "1A", "A-B", "_", "A;id", "A\nB", "A=B"})
    void namesThatAShellWouldNotKeepAreRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Gate.script(List.of("true"), Map.of(name, "x")));
    }

    @Test
    void commandsThatCannotBeSaidAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Gate.script(List.of(), Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Gate.script(List.of("A=b", "id"), Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Gate.script(List.of("a\0b"), Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gate.script(List.of("echo", "x".repeat(1_000_000)), Map.of()));
        assertThat(new String(Gate.script(List.of("echo", "it's"), Map.of("PWD", "$x")), StandardCharsets.UTF_8))
                .isEqualTo("""
                        { export PWD='$x' &&
                        exec /usr/bin/env -u OLDPWD -u SHLVL -u _ -- 'echo' 'it'\\''s' </dev/null; }
                        """);
    }

    private void assertNothingStarts(Containment containment, BooleanSupplier mayRun) throws IOException {
        Path ran = folder.resolve("ran");
        byte[] script = Gate.script(agents.touching(ran), agents.environment());
        Launch launch = new Launch(Records.in(folder.resolve("trees")), containment, ID);

        assertThatThrownBy(() -> launch.run(Launch.Opening.plain(script, folder, agents.output()), mayRun))
                .isInstanceOf(LeveeException.class)
                .hasMessageContaining("tree `agent-1` was not started");
        assertThat(ran).doesNotExist();
        assertThat(agents.marked()).isEmpty();
        assertThat(folder.resolve("trees")).isEmptyDirectory();
    }
}
