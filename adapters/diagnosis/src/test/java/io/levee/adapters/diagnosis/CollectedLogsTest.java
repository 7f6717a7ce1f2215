package io.levee.adapters.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.diagnosis.log.LineReader;
import io.levee.knowledge.diagnosis.Diagnosis;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A log means the same whatever collected it.
final class CollectedLogsTest {
    private static final List<String> LOGS =
            List.of("spark-column", "spark-oom-task", "pyspark-column", "flink-checkpoint", "unknown-python");

    @ParameterizedTest(name = "{0}")
    @MethodSource("collectors")
    void whatCollectorsPutAroundALineChangesNothing(String collector, UnaryOperator<String> around) throws IOException {
        for (String name : LOGS) {
            String log = Files.readString(Tested.folder("cases").resolve(name + ".log"));
            Diagnosis plain = Tested.diagnose(log);
            Diagnosis collected = Tested.diagnose(log.lines().map(around).collect(Collectors.joining("\n")));
            assertThat(collected.signature()).as("%s, %s", collector, name).isEqualTo(plain.signature());
            assertThat(collected.confidence()).as("%s, %s", collector, name).isEqualTo(plain.confidence());
            assertThat(collected.evidence())
                    .as("%s, %s", collector, name)
                    .extracting(it -> it.line())
                    .containsExactlyElementsOf(
                            plain.evidence().stream().map(it -> it.line()).toList());
        }
    }

    private static Stream<Arguments> collectors() {
        return Stream.of(
                of("Docker's files", it -> json("{\"log\":\"%s\\n\",\"stream\":\"stderr\",\"time\":\"t\"}", it)),
                of(
                        "Fluent Bit",
                        it -> json("{\"date\":1796040000.1,\"log\":\"%s\",\"kubernetes\":{\"pod\":\"p\"}}", it)),
                of("the journal as JSON", it -> json("{\"PRIORITY\":\"6\",\"_PID\":\"7\",\"MESSAGE\":\"%s\"}", it)),
                of(
                        "CloudWatch",
                        it -> json("{\"timestamp\":1796040000000,\"message\":\"%s\",\"ingestionTime\":1}", it)),
                of(
                        "Cloud Logging",
                        it -> json("{\"insertId\":\"a\",\"textPayload\":\"%s\",\"severity\":\"ERROR\"}", it)),
                of("Kubernetes", it -> "2026-11-30T12:00:00.123456789+01:00 stderr F " + it),
                of("kubectl --timestamps", it -> "2026-11-30T12:00:00.123456789Z " + it),
                of("kubectl --prefix", it -> "[pod/nightly-x7k2p/main] " + it),
                of("Compose", it -> "nightly-1  | " + it),
                of("the journal", it -> "Nov 30 12:00:00 host01 nightly[4711]: " + it),
                of("the journal with ISO times", it -> "2026-11-30T12:00:00+0100 host01 nightly[4711]: " + it),
                of("aws logs tail", it -> "2026-11-30T12:00:00.123000+00:00 nightly/main/0f3e1a2b " + it),
                of("Loki", it -> "2026-11-30T12:00:00+01:00 {app=\"nightly\"} " + it),
                of("GitHub", it -> "2026-11-30T12:00:00.1234567Z " + it),
                of("Jenkins", it -> "[2026-11-30T12:00:00.123Z] " + it),
                of("Airflow", it -> "[2026-11-30, 12:00:00 UTC] {subprocess.py:94} INFO - " + it),
                of("a terminal", it -> "\u001b[31m" + it + "\u001b[0m"));
    }

    private static Arguments of(String collector, UnaryOperator<String> around) {
        return Arguments.of(collector, around);
    }

    private static String json(String form, String line) {
        assertThat(line).hasSizeLessThan(LineReader.LINE_BYTES_MAX / 2);
        return form.formatted(line.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t"));
    }
}
