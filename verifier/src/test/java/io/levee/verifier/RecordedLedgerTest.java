package io.levee.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The ledgers that releases wrote, kept with the codec's golden files, are verified by the verifier of today.
class RecordedLedgerTest {
    static List<Path> recordings() throws IOException {
        Path golden =
                Path.of(System.getProperty("levee.root", ".."), "adapters/json/src/test/resources/golden/ledgers");
        try (Stream<Path> files = Files.list(golden)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void aRecordedLedgerIsVerified(Path recording) throws IOException {
        TrustedKey key = TrustedKey.parse(Files.readString(recording.resolveSibling(recording.getFileName() + ".vkey"))
                .strip());
        try (InputStream export = Files.newInputStream(recording)) {
            Report report = new Verification(List.of(key), KeptCheckpoints.none()).export(export);
            assertThat(report.findings()).isEmpty();
            assertThat(report.logs())
                    .singleElement()
                    .extracting(Report.LogReport::size)
                    .isNotEqualTo(0L);
        }
    }
}
