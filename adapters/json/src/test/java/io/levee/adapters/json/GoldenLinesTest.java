package io.levee.adapters.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.Fact;
import io.levee.ledger.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What was released stays readable, byte for byte. `make golden-update` writes the files; its diff is
/// reviewed.
class GoldenLinesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/facts");
    private final JacksonFactCodec codec = new JacksonFactCodec();

    static List<Entry> entries() {
        return Samples.entries();
    }

    @Test
    void everyRecordOfEveryFamilyHasOneSample() {
        assertThat(Samples.facts().stream().<Class<?>>map(Fact::getClass).toList())
                .containsExactlyInAnyOrderElementsOf(Samples.records(Fact.class));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void theLineIsTheGoldenOne(Entry entry) throws IOException {
        byte[] line = codec.encode(entry);
        Path file = GOLDEN.resolve(wireName(line) + ".json");
        if (Boolean.getBoolean("levee.golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, new String(line, StandardCharsets.UTF_8) + "\n");
        }
        assertThat(file).as("make golden-update writes it").exists();
        byte[] golden = Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
        assertThat(new String(line, StandardCharsets.UTF_8)).isEqualTo(new String(golden, StandardCharsets.UTF_8));
        assertThat(codec.decode(golden)).isEqualTo(entry);
    }

    @Test
    void noGoldenFileIsLeftOfARecordThatIsGone() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Samples.entries().stream()
                            .map(entry -> wireName(codec.encode(entry)) + ".json")
                            .toList());
        }
    }

    private static String wireName(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        String type = "\"type\":\"io.levee.";
        return text.substring(text.lastIndexOf(type) + type.length(), text.length() - 2);
    }
}
