package io.levee.adapters.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.knowledge.diagnosis.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Logs that real engines wrote when they were made to fail, as `failures/ENGINE/NAME.log`, are diagnosed by the
/// starter
/// skills as `NAME.expected` says: `signature`, `confidence-min`, and arguments.
final class KeptFailuresTest {
    private static final LogDiagnostician STARTER =
            new LogDiagnostician(Library.of(Skills.starter().skills()));
    private static final int SIGNATURES_MIN = 100;
    private static final int FAILURES_MIN = 40;

    @TestFactory
    Stream<DynamicTest> everyFailureIsDiagnosed() throws IOException {
        List<Path> logs;
        try (Stream<Path> all = Files.walk(Tested.folder("failures"))) {
            logs = all.filter(it -> it.toString().endsWith(".log")).sorted().toList();
        }
        assertThat(logs).hasSizeGreaterThan(FAILURES_MIN);
        return logs.stream()
                .map(log -> DynamicTest.dynamicTest(
                        Tested.folder("failures").relativize(log).toString(), () -> check(log)));
    }

    @Test
    void theStarterSkillsDoWhatTheySay() {
        Skills.Read read = Skills.starter();
        assertThat(read.problems()).isEmpty();
        assertThat(SkillCheck.of(read.skills(), List.of())).isEmpty();
        assertThat(read.skills().stream()
                        .mapToInt(skill -> skill.signatures().size())
                        .sum())
                .isGreaterThan(SIGNATURES_MIN);
    }

    private static void check(Path log) throws IOException {
        Map<String, String> expected = new TreeMap<>(
                Files.readAllLines(
                                log.resolveSibling(log.getFileName().toString().replace(".log", ".expected")))
                        .stream()
                        .map(line -> line.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
        LogDiagnostician.Reasoned reasoned =
                STARTER.reasoned(List.of(Tested.log(Files.readAllBytes(log))), Known.NOTHING);
        String as = reasoned.diagnosis().toString();
        assertThat(reasoned.diagnosis().signature()).as(as).isEqualTo(expected.remove("signature"));
        assertThat(reasoned.diagnosis().confidence())
                .as(as)
                .isGreaterThanOrEqualTo(Double.parseDouble(expected.remove("confidence-min")));
        assertThat(reasoned.args()).as(as).containsAllEntriesOf(expected);
    }
}
