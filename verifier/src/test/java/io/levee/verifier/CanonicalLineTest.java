package io.levee.verifier;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.levee.facts.ReplicaFact;
import io.levee.verifier.CanonicalJson.NotCanonical;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalLineTest {
    private static final String NASTY =
            "\"\\\u0000\u0001\b\t\n\u000b\f\r\u001f\u007f\u0080\u07ff\u0800\u2028\uffff😀\uD834\uDD1E\uD800 \uDC00\uD83D\uD83D\uDE00";

    private static void read(byte[] line) throws NotCanonical {
        new CanonicalLine().read(line, 0, line.length);
    }

    private static byte[] line(String data) {
        return ("{\"data\":%s,\"datacontenttype\":\"\",\"id\":\"\",\"source\":\"\",\"specversion\":\"\",\"subject\":\"\","
                        + "\"time\":\"\",\"type\":\"\"}")
                .formatted(data)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatTheWriterWritesIsCanonical() {
        SampleLedger ledger = new SampleLedger("replica-1", 0);
        for (int from = 0; from <= NASTY.length(); from++) {
            for (int to = from; to <= NASTY.length(); to++) {
                ledger.write(0, new ReplicaFact.Started(NASTY.substring(from, to), -1));
            }
        }
        for (byte[] line : ledger.lines) {
            assertThatCode(() -> read(line)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "9223372036854775807",
                "true",
                "false",
                "null",
                "\"\"",
                "[]",
                "{}",
                "[1,\"a\",null]",
                "{\"a\":1,\"b\":{\"a\":[[]]}}",
                "\"\\u0000\\b\\t\\n\\f\\r\\\"\\\\\\ud800 \\udc00\\udc00\""
            })
    void canonicalValues(String data) {
        assertThatCode(() -> read(line(data))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "1 ",
                "01",
                "-0",
                "-",
                "+1",
                "1.0",
                "1e3",
                ".5",
                "99999999999999999999",
                "NaN",
                "True",
                "nul",
                "'a'",
                "\"a",
                "\"\t\"",
                "\"\u0000\"",
                "\"\\/\"",
                "\"\\u0041\"",
                "\"\\u000a\"",
                "\"\\u001F\"",
                "\"\\u00e9\"",
                "\"\\ud83d\\ude00\"",
                "\"\\uD800\"",
                "\"\\x41\"",
                "\"\\u12\"",
                "\"\\\"",
                "[1,]",
                "[,1]",
                "[1 ,2]",
                "[1",
                "[1}",
                "{\"a\":1,\"a\":1}",
                "{\"b\":1,\"a\":1}",
                "{\"a\":1,}",
                "{\"a\" :1}",
                "{\"a\"}",
                "{a:1}",
                "{\"a\":1",
                "1}",
                "1,\"more\":1",
                "[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]",
                "/**/1"
            })
    void valuesInAnyOtherForm(String data) {
        assertThatExceptionOfType(NotCanonical.class).isThrownBy(() -> read(line(data)));
    }

    @Test
    void brokenUtf8IsNotCanonical() {
        int[][] broken = {
            {0x80},
            {0xff},
            {0xc0, 0x80},
            {0xc1, 0xbf},
            {0xe0, 0x80, 0x80},
            {0xed, 0xa0, 0x80},
            {0xf0, 0x80, 0x80, 0x80},
            {0xf4, 0x90, 0x80, 0x80},
            {0xf5, 0x80, 0x80, 0x80},
            {0xe2, 0x82},
            {0xc3}
        };
        for (int[] bad : broken) {
            byte[] line = line("\"" + "~".repeat(bad.length) + "\"");
            for (int i = 0; i < bad.length; i++) {
                line["{\"data\":\"".length() + i] = (byte) bad[i];
            }
            assertThatExceptionOfType(NotCanonical.class).isThrownBy(() -> read(line));
        }
    }
}
