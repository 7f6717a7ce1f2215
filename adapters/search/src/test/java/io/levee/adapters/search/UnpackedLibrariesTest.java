package io.levee.adapters.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class UnpackedLibrariesTest {
    private static final Path LOADED = Path.of("/proc/self/maps");

    @Test
    void nothingIsLeftOfWhatWasUnpackedAndTheModelStillRuns() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(LOADED), "skipped: only Linux tells what is loaded");
        Embedder model = MiniLm.shared().orElseThrow();
        try (Stream<String> maps = Files.lines(LOADED)) {
            List<String> unpacked =
                    maps.filter(line -> line.contains("onnxruntime-java")).toList();
            assertThat(unpacked).isNotEmpty().allMatch(line -> line.endsWith("(deleted)"));
        }
        assertThat(model.embed("a topic without a bound")).hasSize(model.dimensions());
    }
}
