package io.levee.adapters.diagnosis.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.knowledge.diagnosis.LogFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class LineReaderTest {
    @Test
    void linesEndWithALineFeedWithOrWithoutAReturn() throws IOException {
        assertThat(lines("one\r\ntwo\n\nthree".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("1 one", "2 two", "3 ", "4 three");
        assertThat(lines(new byte[0])).isEmpty();
        assertThat(lines("\n".getBytes(StandardCharsets.UTF_8))).containsExactly("1 ");
    }

    @Test
    void ofAnEndlessLineTheBeginningIsReadAndTheNextLineIsItsOwn() throws IOException {
        for (int length : new int[] {LineReader.LINE_BYTES_MAX, LineReader.LINE_BYTES_MAX + 1, 1 << 18, 3_000_001}) {
            String text = "first\n" + "x".repeat(length) + "\nlast\n";
            List<String> lines = lines(text.getBytes(StandardCharsets.UTF_8));
            assertThat(lines).as("length %d", length).hasSize(3);
            assertThat(lines.get(1)).isEqualTo("2 " + "x".repeat(LineReader.LINE_BYTES_MAX));
            assertThat(lines.get(2)).isEqualTo("3 last");
        }
    }

    @Test
    void packedLogsAreUnpacked() throws IOException {
        assertThat(lines(packed("one\ntwo\n"))).containsExactly("1 one", "2 two");
    }

    @Test
    void aPackedLogThatBreaksOffEndsThere() throws IOException {
        byte[] packed = packed("one\n".repeat(10_000));
        List<String> lines = lines(Arrays.copyOf(packed, packed.length - 12));
        assertThat(lines).isNotEmpty().hasSizeLessThanOrEqualTo(10_000);
    }

    @Test
    void logsOfWindowsAreRead() throws IOException {
        byte[] text = "\uFEFFone\r\ntwo é\r\n".getBytes(StandardCharsets.UTF_16LE);
        assertThat(lines(text)).containsExactly("1 one", "2 two é");
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static List<String> lines(byte[] bytes) throws IOException {
        LogFile log = new LogFile("job.log", () -> new ByteArrayInputStream(bytes));
        List<String> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(OpenedLog.of(log))) {
            while (reader.next()) {
                lines.add(reader.number() + " "
                        + new String(
                                reader.bytes(), reader.from(), reader.to() - reader.from(), StandardCharsets.UTF_8));
            }
        }
        return lines;
    }
}
