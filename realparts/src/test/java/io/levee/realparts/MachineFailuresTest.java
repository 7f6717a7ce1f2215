package io.levee.realparts;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.levee.realparts.failing.FailingPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Failures of Java programs, of shells and of Python on this machine are diagnosed as the kept ones were.
final class MachineFailuresTest {
    /// Options of Java that provoke a failure, in place of a heap of 32 MiB or beside it.
    private static final Map<String, List<String>> OPTIONS = Map.of(
            "direct-memory", List.of("-XX:MaxDirectMemorySize=16m"),
            "metaspace", List.of("-Xmx256m", "-XX:MaxMetaspaceSize=24m"),
            "heap-exit", List.of("-XX:+ExitOnOutOfMemoryError"),
            "heap-option", List.of("-Xmxlots"),
            "option", List.of("-XX:+UseConcMarkSweepGC"),
            "heap-initial", List.of("-Xms64m"),
            "heap-huge", List.of("-Xmx900000g", "-Xms900000g"),
            "crash", List.of("--enable-native-access=ALL-UNNAMED"));

    /// Failures of the same program under another limit.
    private static final Map<String, String> PROGRAMS = Map.of(
            "heap-exit", "heap", "heap-option", "heap", "option", "heap", "heap-initial", "heap", "heap-huge", "heap");

    /// What a program is run within.
    private static final Map<String, List<String>> WITHIN = Map.of(
            "open-files",
            List.of("prlimit", "--nofile=64:64"),
            "native-thread",
            List.of("prlimit", "--as=6000000000"),
            "permission",
            List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"));

    /// What needs more than a program: a small disk, a signal, an older Java, a kernel short of memory.
    private static final List<String> ELSEWHERE = List.of(
            "disk-full",
            "deadlock",
            "class-version-main",
            "main-not-found",
            "jar-not-found",
            "jar-corrupt",
            "oom-kill");

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> javaPrograms() throws IOException {
        return tests("jvm", failure -> Failure.run(java(failure.name()), own(failure)));
    }

    @TestFactory
    Stream<DynamicTest> shellCommands() throws IOException {
        return tests("process", this::command);
    }

    @TestFactory
    Stream<DynamicTest> pythonPrograms() throws IOException {
        return tests("python", this::command);
    }

    private interface Run {
        Failure.Ended of(Failure failure) throws Exception;
    }

    private static Stream<DynamicTest> tests(String engine, Run run) throws IOException {
        return Failure.of(engine).stream()
                .filter(failure -> !ELSEWHERE.contains(failure.name()))
                .map(failure -> DynamicTest.dynamicTest(
                        engine + " " + failure.name(), () -> failure.isDiagnosed(run.of(failure))));
    }

    private Failure.Ended command(Failure failure) throws Exception {
        assumeTrue(failure.engine().equals("process") || isThere("python3"), "no python3 here");
        String command = commands()
                .filter(line -> line.startsWith(failure.engine() + "/" + failure.name() + "\t"))
                .map(line -> line.substring(line.indexOf('\t') + 1))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no command provokes `%s`".formatted(failure.name())));
        assumeTrue(!command.contains("mount ") || isRoot(), "only root mounts a small disk");
        assumeTrue(!command.contains("setpriv ") || (isRoot() && isThere("setpriv")), "only root gives rights up");
        assumeTrue(!command.contains("curl ") || isThere("curl"), "no curl here");
        return Failure.run(List.of("bash", "-c", command), own(failure));
    }

    private List<String> java(String name) throws IOException {
        List<String> within = WITHIN.getOrDefault(name, List.of());
        assumeTrue(within.isEmpty() || isThere(within.getFirst()), "a tool is not here");
        assumeTrue(!name.equals("permission") || isRoot(), "only root gives rights up");
        List<String> command = new ArrayList<>(within);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=32m",
                "-XX:CompressedClassSpaceSize=32m"));
        command.addAll(OPTIONS.getOrDefault(name, List.of()));
        command.addAll(List.of(
                "-cp",
                Path.of("target", "test-classes").toAbsolutePath().toString(),
                FailingPrograms.class.getName(),
                PROGRAMS.getOrDefault(name, name),
                Files.createDirectories(folder.resolve("jvm-" + name)).toString()));
        return command;
    }

    private Path own(Failure failure) throws IOException {
        return Files.createDirectories(folder.resolve(failure.engine() + "-" + failure.name()));
    }

    private static Stream<String> commands() throws IOException {
        try (var in = Objects.requireNonNull(MachineFailuresTest.class.getResourceAsStream("/failing/commands.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
        }
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
