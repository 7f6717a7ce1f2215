package io.levee.adapters.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.knowledge.diagnosis.Cited;
import io.levee.knowledge.diagnosis.Diagnosis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each `cases/NAME.log` is diagnosed as `cases/NAME.expected` says.
final class DiagnosisCasesTest {
    @TestFactory
    Stream<DynamicTest> everyCaseIsDiagnosedAsExpected() throws IOException {
        List<Path> logs;
        try (Stream<Path> all = Files.list(Tested.folder("cases"))) {
            logs = all.filter(it -> it.toString().endsWith(".log")).sorted().toList();
        }
        assertThat(logs).hasSizeGreaterThan(10);
        return logs.stream().map(log -> DynamicTest.dynamicTest(String.valueOf(log.getFileName()), () -> check(log)));
    }

    private static void check(Path log) throws IOException {
        String text = Files.readString(log);
        Path beside = log.resolveSibling(String.valueOf(log.getFileName()).replace(".log", ".expected"));
        Map<String, String> expected = Files.readAllLines(beside).stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        Diagnosis diagnosis = Tested.diagnose(text);
        expected.forEach((what, value) -> {
            switch (what) {
                case "signature" -> assertThat(diagnosis.signature()).isEqualTo(value);
                case "engine" -> assertThat(diagnosis.engine()).isEqualTo(value);
                case "cause" -> assertThat(diagnosis.cause()).contains(value);
                case "line" ->
                    assertThat(diagnosis.evidence().getFirst().line()).isEqualTo(Long.parseLong(value));
                case "place" ->
                    assertThat(diagnosis.evidence()).extracting(Cited::text).anyMatch(it -> it.contains(value));
                case "confidence-min" ->
                    assertThat(diagnosis.confidence()).isGreaterThanOrEqualTo(Double.parseDouble(value));
                case "confidence-max" ->
                    assertThat(diagnosis.confidence()).isLessThanOrEqualTo(Double.parseDouble(value));
                default -> throw new IllegalArgumentException("`%s` is not checked".formatted(what));
            }
        });
        String[] lines = text.split("\n", -1);
        for (Cited cited : diagnosis.evidence()) {
            assertThat(lines[Math.toIntExact(cited.line()) - 1])
                    .isEqualTo(cited.text().replace("<U+0009>", "\t"));
        }
    }
}
