package io.levee.adapters.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Files as people write them, with the parts and values that differ.
final class SamplesTest {
    static List<Sample> samples() throws IOException {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFileIsComparedByItsParts(Sample sample) {
        assertThat(Sample.words(KnownFormats.compare(sample.path(), sample.before(), sample.after())))
                .isEqualTo(sample.expected());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFileThatDoesNotChangeHasNoParts(Sample sample) {
        KnownFormats.compare(sample.path(), sample.after(), sample.after())
                .ifPresent(change -> assertThat(change.parts()).isEmpty());
    }
}
