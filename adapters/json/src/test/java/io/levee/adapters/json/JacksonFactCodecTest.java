package io.levee.adapters.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.levee.facts.Fact;
import io.levee.facts.ReplicaFact;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.ledger.Entry;
import io.levee.ledger.FactCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JacksonFactCodecTest {
    private static final Instant TIME = Instant.parse("2026-11-24T08:00:00.000001Z");
    private static final String LINE = "{\"data\":{\"recovered\":3,\"version\":\"0.1.0\"},"
            + "\"datacontenttype\":\"application/json\",\"id\":\"acme/replica-1#7\","
            + "\"source\":\"urn:levee:acme/replica-1\",\"specversion\":\"1.0\",\"subject\":\"replica\","
            + "\"time\":\"2026-11-24T08:00:00.000001Z\",\"type\":\"io.levee.replica.started.v1\"}";

    private final JacksonFactCodec codec = new JacksonFactCodec();

    @Test
    void aLineIsACloudEventWithSortedKeys() {
        Entry entry = new Entry(Samples.ORIGIN, 7, TIME, new ReplicaFact.Started("0.1.0", 3));
        assertThat(new String(codec.encode(entry), StandardCharsets.UTF_8)).isEqualTo(LINE);
        assertThat(decode(LINE)).isEqualTo(entry);
    }

    @Test
    void whateverAFactHoldsComesBackAndHasOneLine() {
        long seed = new java.security.SecureRandom().nextLong();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        RandomFacts facts = new RandomFacts(random);
        for (Class<?> record : Samples.records(Fact.class)) {
            for (int i = 0; i < 150; i++) {
                Instant time = Instant.ofEpochSecond(random.nextLong(1L << 33), random.nextInt(1_000_000) * 1000L);
                Entry entry = new Entry(Samples.ORIGIN, random.nextLong(Long.MAX_VALUE), time, facts.next(record));
                byte[] line = codec.encode(entry);
                assertThat(line).as("seed %d", seed).doesNotContain('\n', '\r', 0);
                assertThat(codec.decode(line)).as("seed %d", seed).isEqualTo(entry);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
            "recovered":3               | "recovered":"3"
            "recovered":3               | "recovered":3.0
            "recovered":3               | "recovered":3e0
            "recovered":3               | "recovered":03
            "recovered":3               | "recovered":-0
            "recovered":3               | "recovered":2147483648
            "recovered":3               | "recovered":null
            "recovered":3               | "recovered":true
            "recovered":3               | "recovered":[3]
            "recovered":3               | "recovered": 3
            "recovered":3,              | ~~
            "recovered":3               | "recovered":3,"recovered":3
            "recovered":3               | "more":1,"recovered":3
            "version":"0.1.0"           | "version":"0.1.0","weight":1
            "version":"0.1.0"           | "version":"0.1.0","version":"0.1.0"
            "version":"0.1.0"           | "version":null
            "version":"0.1.0"           | "version":"\\u0030.1.0"
            "version":"0.1.0"           | "version":"0\\/1.0"
            "version":"0.1.0"           | "version":"\\uD83D\\uDE00"
            "version":"0.1.0"           | 'version':'0.1.0'
            "version":"0.1.0"           | "version":"0.1.0",
            "data":{                    | "data":[{
            {"recovered":3,"version":"0.1.0"} | {"version":"0.1.0","recovered":3}
            {"recovered":3,"version":"0.1.0"} | null
            application/json            | application/xml
            #7                          | #07
            #7                          | #-7
            #7                          | #
            #7                          | 7
            #7                          | #9223372036854775808
            acme/replica-1#             | acme/replica-2#
            acme/replica-1#             | acme#
            urn:levee:                  | urn:other:
            "1.0"                       | "1.1"
            "subject":"replica"         | "subject":"other"
            000001Z                     | 000001+00:00
            000001Z                     | 00001Z
            000001Z                     | 000001000Z
            2026-11-24                  | 2026-11-31
            2026-11-24                  | 2026-11-2x
            T08                         | t08
            T08                         | T24
            started.v1                  | started.v2
            started.v1                  | stopped.v1
            replica.started             | call.decided
            "type"                      | "kind"
            """)
    void whatTheCodecDoesNotWriteIsCorrupt(String part, String instead) {
        assertThat(LINE).contains(part);
        assertCorrupt(LINE.replace(part, instead).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aLineCutOrFollowedOrPrecededByAnythingIsCorrupt() {
        byte[] line = LINE.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < line.length; length++) {
            assertCorrupt(Arrays.copyOf(line, length));
        }
        for (String more : new String[] {"\n", " ", "\0", "}", "{}", LINE, "\r\n"}) {
            assertCorrupt((LINE + more).getBytes(StandardCharsets.UTF_8));
            assertCorrupt((more + LINE).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void noByteOfALineCanChangeUnseen() {
        byte[] line = LINE.getBytes(StandardCharsets.UTF_8);
        Entry entry = decode(LINE);
        for (int i = 0; i < line.length; i++) {
            for (int bit = 1; bit < 256; bit <<= 1) {
                byte[] changed = line.clone();
                changed[i] ^= (byte) bit;
                try {
                    assertThat(codec.decode(changed)).isNotEqualTo(entry);
                } catch (LeveeException e) {
                    assertThat(e.code()).isEqualTo(ErrorCode.LEDGER_CORRUPT);
                }
            }
        }
    }

    @Test
    void brokenUtf8IsCorrupt() {
        byte[] line = LINE.getBytes(StandardCharsets.UTF_8);
        int at = LINE.indexOf("0.1.0");
        for (int[] bad :
                new int[][] {{0xff}, {0xc0, 0x80}, {0xed, 0xa0, 0x80}, {0xf4, 0x90, 0x80, 0x80}, {0xe2, 0x82}}) {
            byte[] changed = line.clone();
            for (int i = 0; i < bad.length; i++) {
                changed[at + i] = (byte) bad[i];
            }
            assertCorrupt(changed);
        }
    }

    @Test
    void aFactBeyondTheLimitIsRefusedAndOneAtTheLimitIsNot() {
        int rest = codec.encode(started("")).length;
        assertThat(codec.encode(started("x".repeat(FactCodec.LINE_BYTES_MAX - rest))))
                .hasSize(FactCodec.LINE_BYTES_MAX);
        for (int more : new int[] {1, 10, 1_000_000}) {
            assertThatExceptionOfType(LeveeException.class)
                    .isThrownBy(() -> codec.encode(started("x".repeat(FactCodec.LINE_BYTES_MAX - rest + more))))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ENTRY_TOO_LARGE));
        }
    }

    @Test
    void aTimeThatTheLineCannotHoldIsRefused() {
        ReplicaFact fact = new ReplicaFact.Stopped("");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.encode(new Entry(Samples.ORIGIN, 0, TIME.plusNanos(1), fact)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        codec.encode(new Entry(Samples.ORIGIN, 0, Instant.parse("+10000-01-01T00:00:00Z"), fact)));
    }

    private static Entry started(String version) {
        return new Entry(Samples.ORIGIN, 0, TIME, new ReplicaFact.Started(version, 0));
    }

    private Entry decode(String line) {
        return codec.decode(line.getBytes(StandardCharsets.UTF_8));
    }

    private void assertCorrupt(byte[] line) {
        assertThatExceptionOfType(LeveeException.class)
                .as(() -> new String(line, StandardCharsets.UTF_8))
                .isThrownBy(() -> codec.decode(line))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.LEDGER_CORRUPT));
    }
}
