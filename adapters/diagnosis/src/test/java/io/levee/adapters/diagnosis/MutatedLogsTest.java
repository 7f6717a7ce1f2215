package io.levee.adapters.diagnosis;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.levee.adapters.diagnosis.log.LineReader;
import io.levee.knowledge.diagnosis.Cited;
import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.Known;
import io.levee.knowledge.diagnosis.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// Logs of all cases, broken at random, are read to their end.
final class MutatedLogsTest {
    private static final int ROUNDS = 400;

    private static final String NOISE = "{}[]\"'\\:.\t\u001b ";

    private static final long SEED = Long.getLong("levee.seed", 20261130L);

    @Test
    void noLogStopsTheReader() throws IOException {
        List<byte[]> logs = new ArrayList<>();
        try (Stream<Path> all = Files.list(Tested.folder("cases"))) {
            for (Path log :
                    all.filter(it -> it.toString().endsWith(".log")).sorted().toList()) {
                logs.add(Files.readAllBytes(log));
            }
        }
        LogDiagnostician diagnostician = Tested.diagnostician();
        for (int round = 0; round < ROUNDS; round++) {
            long seed = SEED + round;
            List<LogFile> mutated = List.of(Tested.log(mutated(logs, new Random(seed))));
            assertThatCode(() -> check(diagnostician.diagnose(mutated, Known.NOTHING)))
                    .as("seed %d", seed)
                    .doesNotThrowAnyException();
        }
    }

    private static void check(Diagnosis diagnosis) {
        Assertions.assertThat(diagnosis.confidence()).isBetween(0.0, 1.0);
        Assertions.assertThat(diagnosis.evidence())
                .extracting(Cited::text)
                .allMatch(it -> it.length() <= 8 * LineReader.LINE_BYTES_MAX);
    }

    private static byte[] mutated(List<byte[]> logs, Random random) {
        byte[] log = logs.get(random.nextInt(logs.size())).clone();
        byte[] other = logs.get(random.nextInt(logs.size()));
        for (int i = random.nextInt(1 + log.length / 20); i > 0; i--) {
            int at = random.nextInt(log.length);
            switch (random.nextInt(5)) {
                case 0 -> log[at] = (byte) random.nextInt(256);
                case 1 -> log[at] = '\n';
                case 2 -> log[at] = other[random.nextInt(other.length)];
                case 3 -> {
                    int length = Math.min(random.nextInt(80), Math.min(log.length - at, other.length));
                    System.arraycopy(other, random.nextInt(other.length - length + 1), log, at, length);
                }
                default -> log[at] = (byte) NOISE.charAt(random.nextInt(NOISE.length()));
            }
        }
        return log;
    }
}
