package io.levee.realparts;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.diagnosis.Library;
import io.levee.adapters.diagnosis.LogDiagnostician;
import io.levee.adapters.diagnosis.Skills;
import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.Known;
import io.levee.knowledge.diagnosis.LogFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A failure whose log was kept once, with what it must be diagnosed as; provoked again, it must be diagnosed the same.
///
/// @param engine   the folder of its log
/// @param expected `signature`, `confidence-min`, and arguments
record Failure(String engine, String name, Map<String, String> expected) {
    private static final Path ALL = Engines.HOME
            .resolve("adapters/diagnosis/src/test/resources/failures")
            .toAbsolutePath();
    private static final LogDiagnostician DIAGNOSTICIAN =
            new LogDiagnostician(Library.of(Skills.starter().skills()));
    /// A busy machine needs minutes for what takes seconds.
    private static final long SECONDS_MAX = Long.getLong("levee.failures.seconds", 240);

    /// What a program left behind.
    record Ended(Path log, OptionalInt code) {}

    static List<Failure> of(String engine) throws IOException {
        try (Stream<Path> files = Files.list(ALL.resolve(engine))) {
            return files.filter(file -> file.toString().endsWith(".expected"))
                    .sorted()
                    .map(file ->
                            new Failure(engine, file.getFileName().toString().replace(".expected", ""), read(file)))
                    .toList();
        }
    }

    /// Runs a program that should fail, with all that it says in one log.
    static Ended run(List<String> command, Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("program.log");
        Process program = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(program.waitFor(SECONDS_MAX, TimeUnit.SECONDS))
                    .as("it did not end: %s", end(log))
                    .isTrue();
        } finally {
            program.descendants().forEach(ProcessHandle::destroyForcibly);
            program.destroyForcibly();
        }
        return new Ended(log, OptionalInt.of(program.exitValue()));
    }

    void isDiagnosed(Ended ended) throws IOException {
        Diagnosis diagnosis = DIAGNOSTICIAN.diagnose(
                List.of(new LogFile(name + ".log", () -> Files.newInputStream(ended.log()))),
                new Known(Optional.empty(), ended.code(), Map.of()));
        assertThat(diagnosis.signature())
                .as("%s, of: %s", diagnosis, end(ended.log()))
                .isEqualTo(expected.get("signature"));
        assertThat(diagnosis.confidence())
                .as(diagnosis.toString())
                .isGreaterThanOrEqualTo(Double.parseDouble(expected.get("confidence-min")));
    }

    private static String end(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    private static Map<String, String> read(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
