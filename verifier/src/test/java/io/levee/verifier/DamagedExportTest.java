package io.levee.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// Whatever is done to an export, the verification fails.
class DamagedExportTest {
    private final SampleLedger one = new SampleLedger("replica-1", 3);
    private final SampleLedger two = new SampleLedger("replica-2", 2);
    private final byte[] export = SampleLedger.export(two, one);
    /// For what is done to every byte: half the signatures to check each time.
    private final byte[] small = SampleLedger.export(one);
    private final Verification verification = new Verification(List.of(one.key(), two.key()), KeptCheckpoints.none());
    private final Verification smallVerification = new Verification(List.of(one.key()), KeptCheckpoints.none());

    @Test
    void undamagedItIsVerified() throws IOException {
        Report report = verification.export(new ByteArrayInputStream(export));
        assertThat(smallVerification.export(new ByteArrayInputStream(small)).ok())
                .isTrue();
        assertThat(report.findings()).isEmpty();
        assertThat(report.logs())
                .extracting(Report.LogReport::origin, Report.LogReport::size)
                .containsExactly(tuple("acme/replica-1", 3L), tuple("acme/replica-2", 2L));
    }

    @Test
    void anyByteChangedIsFound() {
        long seed = new SecureRandom().nextLong();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < small.length; i++) {
            byte lowestBit = 1;
            byte caseBit = 0x20;
            byte anyBits = (byte) (1 + random.nextInt(255));
            for (byte bits : new byte[] {lowestBit, caseBit, anyBits}) {
                byte[] changed = small.clone();
                changed[i] ^= bits;
                assertSmallDamaged(changed, "byte %d xor %d, seed %d".formatted(i, bits, seed));
            }
        }
    }

    @Test
    void anyByteDeletedOrInsertedIsFound() {
        for (int i = 0; i <= small.length; i++) {
            byte[] longer = new byte[small.length + 1];
            System.arraycopy(small, 0, longer, 0, i);
            longer[i] = i % 2 == 0 ? (byte) '\n' : (byte) ' ';
            System.arraycopy(small, i, longer, i + 1, small.length - i);
            assertSmallDamaged(longer, "inserted at " + i);
            if (i < small.length) {
                byte[] shorter = Arrays.copyOf(small, small.length - 1);
                System.arraycopy(small, i + 1, shorter, i, small.length - i - 1);
                assertSmallDamaged(shorter, "deleted at " + i);
            }
        }
    }

    @Test
    void cutAnywhereItIsFound() {
        for (int length = 0; length < small.length; length++) {
            assertSmallDamaged(Arrays.copyOf(small, length), "cut to " + length);
        }
    }

    @Test
    void anyLineDeletedRepeatedOrSwappedIsFound() {
        List<String> lines = new String(export, StandardCharsets.UTF_8).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            List<String> fewer = new ArrayList<>(lines);
            fewer.remove(i);
            assertDamaged(fewer, "without line " + i);
            for (int j = 0; j <= lines.size(); j++) {
                List<String> more = new ArrayList<>(lines);
                more.add(j, lines.get(i));
                assertDamaged(more, "line " + i + " again at " + j);
                if (j < i) {
                    List<String> swapped = new ArrayList<>(lines);
                    Collections.swap(swapped, i, j);
                    assertDamaged(swapped, "lines " + i + " and " + j + " swapped");
                }
            }
        }
    }

    @Test
    void wholeLogsSwappedOrRepeatedAreFound() {
        List<String> lines = new String(export, StandardCharsets.UTF_8).lines().toList();
        List<String> first = lines.subList(0, 4);
        List<String> second = lines.subList(4, 7);
        assertDamaged(joined(second, first), "swapped");
        assertDamaged(joined(lines, second), "repeated");
        assertDamaged(first, "second log missing");
        assertDamaged(second, "first log missing");
    }

    @Test
    void otherLineEndsAndOtherBytesAroundAreFound() {
        String text = new String(export, StandardCharsets.UTF_8);
        assertDamaged(bytes(text.replace("\n", "\r\n")), "all line ends");
        assertDamaged(bytes(text.replaceFirst("\n", "\r\n")), "the first line end");
        for (String more : new String[] {" ", "\n", "\0", "{}\n", "\ufeff", "x".repeat(3 << 20), "{\"data\":{}}\n"}) {
            assertDamaged(bytes(text + more), "appended");
            assertDamaged(bytes(more + text), "put in front");
        }
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    private void assertDamaged(List<String> lines, String how) {
        assertDamaged(bytes(String.join("\n", lines) + "\n"), how);
    }

    private void assertDamaged(byte[] damaged, String how) {
        assertDamaged(verification, damaged, how);
    }

    private void assertSmallDamaged(byte[] damaged, String how) {
        assertDamaged(smallVerification, damaged, how);
    }

    private static void assertDamaged(Verification verification, byte[] damaged, String how) {
        try {
            assertThat(verification.export(new ByteArrayInputStream(damaged)).ok())
                    .as(how)
                    .isFalse();
        } catch (IOException e) {
            throw new AssertionError(how, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
