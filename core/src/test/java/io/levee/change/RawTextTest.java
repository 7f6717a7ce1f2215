package io.levee.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RawTextTest {
    /// Bytes at which the rules of UTF-8 turn.
    private static final int[] TELLING = {
        0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4,
        0xF5, 0xFF
    };

    @Test
    void noByteIsLost() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(12)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) TELLING[random.nextInt(TELLING.length)];
            }
            String text = RawText.decode(bytes);
            assertThat(RawText.encode(text)).as("seed %d", seed).isEqualTo(bytes);
            assertThat(text.indexOf('\uFFFD') >= 0 && !new String(bytes, StandardCharsets.UTF_8).equals(text))
                    .as("seed %d", seed)
                    .isFalse();
        }
    }

    @Test
    void whatIsUtf8ReadsAsUtf8() {
        String text = "a\u0000ä\u20AC\uD83D\uDE00\uFFFD";
        assertThat(RawText.decode(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
        assertThat(RawText.encode(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }
}
