package io.levee.adapters.diagnosis.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.knowledge.diagnosis.LogFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
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

    @Test
    void theirMarkMayBeMissing() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertThat(lines("one\ntwo é\n".getBytes(charset))).containsExactly("1 one", "2 two é");
        }
    }

    @Test
    void whatIsPackedTwiceIsUnpackedTwice() throws IOException {
        assertThat(lines(packed(packed("one\ntwo\n")))).containsExactly("1 one", "2 two");
    }

    @Test
    void aShortPackedLogThatBreaksOffIsReadAsFarAsItGoes() throws IOException {
        byte[] packed = packed("one\ntwo\n");
        assertThat(lines(Arrays.copyOf(packed, packed.length - 6))).containsExactly("1 one", "2 two");
    }

    @Test
    void aPackingThatNobodyUnpacksHasAName() throws IOException {
        byte[] zstd = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 4, 0};
        assertThat(OpenedLog.packing(log(zstd))).contains("zstd");
        assertThat(OpenedLog.packing(log("BZh91AY".getBytes(StandardCharsets.UTF_8))))
                .contains("bzip2");
        assertThat(OpenedLog.packing(log(packed("one\n")))).isEmpty();
        assertThat(OpenedLog.packing(log("7z is a word\n".getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
    }

    private static byte[] packed(String text) throws IOException {
        return packed(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] packed(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text);
        }
        return bytes.toByteArray();
    }

    private static List<String> lines(byte[] bytes) throws IOException {
        List<String> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(OpenedLog.of(log(bytes)))) {
            while (reader.next()) {
                lines.add(reader.number() + " "
                        + new String(
                                reader.bytes(), reader.from(), reader.to() - reader.from(), StandardCharsets.UTF_8));
            }
        }
        return lines;
    }

    private static LogFile log(byte[] bytes) {
        return new LogFile("job.log", () -> new ByteArrayInputStream(bytes));
    }
}
