package io.levee.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is as a description says is not refused: calls that are made from it, and those that it shows.
class HonestCallsTest {
    private static final Path ACME = Path.of("../../examples/acme/apis");
    private static final Path OURS = Path.of("src/test/resources/descriptions");
    private static final int SEEDS = 12;

    static List<Path> ours() throws IOException {
        try (Stream<Path> acme = Files.list(ACME);
                Stream<Path> ours = Files.list(OURS)) {
            return Stream.concat(acme.filter(file -> file.toString().contains(".openapi.")), ours)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("ours")
    void nothingThatADescriptionAllowsIsRefused(Path file) {
        Stranger met = Stranger.of(file).meet(SEEDS);
        assertThat(met.problems).isEmpty();
        assertThat(met.refused).isEmpty();
        assertThat(met.faults).isEmpty();
        assertThat(met.undeclared).isEmpty();
        assertThat(met.notMade).isEmpty();
        assertThat(met.calls).isGreaterThanOrEqualTo(met.operations * SEEDS);
    }

    /// `-Dlevee.descriptions=FOLDER`: descriptions of others, JSON or YAML.
    @Test
    void nothingThatDescriptionsOfOthersAllowIsRefused() throws IOException {
        String folder = System.getProperty("levee.descriptions", "");
        Assumptions.assumeFalse(folder.isEmpty(), "no folder of descriptions: set -Dlevee.descriptions=FOLDER");
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            for (Path file : files.sorted().toList()) {
                Stranger met = Stranger.of(file).meet(3);
                assertThat(met.refused).as(met.summary()).isEmpty();
            }
        }
    }
}
