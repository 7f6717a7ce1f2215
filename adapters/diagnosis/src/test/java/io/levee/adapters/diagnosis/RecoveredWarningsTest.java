package io.levee.adapters.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What was only warned of, wherever it stands, does not change what ended the run.
final class RecoveredWarningsTest {
    private static final long SEED = Long.getLong("levee.seed", 7L);

    private static final List<String> WARNINGS = List.of(
            "26/11/30 12:00:03 WARN NettyRpcEnv: java.net.ConnectException: Connection refused",
            "26/11/30 12:00:03 WARN NetworkClient: Error while fetching metadata : {orders=UNKNOWN_TOPIC_OR_PARTITION}",
            "26/11/30 12:00:03 WARN Pool: ERROR: deadlock detected, retrying",
            "26/11/30 12:00:03 INFO Notes: java.lang.NullPointerException at the warehouse");

    @Test
    void theFirstCauseStays() throws IOException {
        for (String name : List.of("spark-column", "spark-oom-task")) {
            List<String> lines = Files.readAllLines(Tested.folder("cases").resolve(name + ".log"));
            String signature = Tested.diagnose(String.join("\n", lines)).signature();
            for (int round = 0; round < 100; round++) {
                Random random = new Random(SEED + round);
                List<String> shuffled = new ArrayList<>(lines);
                for (int i = random.nextInt(6); i >= 0; i--) {
                    // before a line of a logger, for nothing is written into the middle of a trace
                    int at = random.nextInt(shuffled.size());
                    while (at > 0 && !shuffled.get(at).startsWith("26/")) {
                        at--;
                    }
                    shuffled.add(at, WARNINGS.get(random.nextInt(WARNINGS.size())));
                }
                assertThat(Tested.diagnose(String.join("\n", shuffled)).signature())
                        .as("%s, seed %d", name, SEED + round)
                        .isEqualTo(signature);
            }
        }
    }
}
