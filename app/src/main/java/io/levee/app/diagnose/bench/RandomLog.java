package io.levee.app.diagnose.bench;

import io.levee.knowledge.diagnosis.LogFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/// A log of a Spark job as such logs are: mostly progress, some tasks that were lost and tried
/// again, and at the end what ended it.
final class RandomLog {
    private static final int FRAMES = 20;

    private static final String ENDING = """
            26/11/30 13:00:00 ERROR ApplicationMaster: User class threw exception: java.lang.OutOfMemoryError: Java heap space
            java.lang.OutOfMemoryError: Java heap space
            \tat com.acme.Totals$.main(Totals.scala:12)
            26/11/30 13:00:00 INFO ApplicationMaster: Final app status: FAILED, exitCode: 15
            """;

    private final byte[] block;

    RandomLog(int bytes, long seed) {
        Random random = new Random(seed);
        ByteArrayOutputStream made = new ByteArrayOutputStream(bytes + 8_192);
        for (int task = 0; made.size() < bytes; task++) {
            made.writeBytes(line(random, task).getBytes(StandardCharsets.UTF_8));
        }
        block = made.toByteArray();
    }

    /// The same lines again and again, and the ending.
    LogFile repeated(int times) {
        byte[] ending = ENDING.getBytes(StandardCharsets.UTF_8);
        return new LogFile("bench.log", () -> {
            List<InputStream> parts = Collections.nCopies(times, block).stream()
                    .map(bytes -> (InputStream) new ByteArrayInputStream(bytes))
                    .collect(Collectors.toList());
            parts.add(new ByteArrayInputStream(ending));
            return new SequenceInputStream(Collections.enumeration(parts));
        });
    }

    long bytes(int times) {
        return (long) block.length * times;
    }

    private static String line(Random random, int task) {
        String time = "26/11/30 12:%02d:%02d".formatted(task / 60 % 60, task % 60);
        int kind = random.nextInt(1_000);
        if (kind < 350) {
            return "%s INFO TaskSetManager: Finished task %d.0 in stage %d.0 (TID %d) in %d ms on worker-%d (executor %d) (%d/200)\n"
                    .formatted(
                            time,
                            task % 200,
                            task / 200,
                            task,
                            50 + random.nextInt(900),
                            task % 8,
                            task % 8,
                            task % 200);
        }
        if (kind < 980) {
            return "%s INFO BlockManagerInfo: Added broadcast_%d_piece0 in memory on worker-%d:4%04d (size: 4.1 KiB, free: 366.3 MiB)\n"
                    .formatted(time, task, task % 8, random.nextInt(10_000));
        }
        boolean lost = kind < 995;
        StringBuilder trace = new StringBuilder(
                lost
                        ? "%s WARN TaskSetManager: Lost task %d.0 in stage %d.0 (TID %d) (worker-%d executor %d): java.io.IOException: Failed to connect to worker-%d/10.0.0.%d:7337\n"
                                .formatted(time, task % 200, task / 200, task, task % 8, task % 8, task % 8, task % 250)
                        : "%s ERROR Executor: Exception in task %d.0 in stage %d.0 (TID %d)\njava.lang.IllegalStateException: bad row %d\n"
                                .formatted(time, task % 200, task / 200, task, task));
        for (int frame = 0; frame < FRAMES; frame++) {
            trace.append("\tat com.acme.Totals$.step%d(Totals.scala:%d)\n".formatted(frame, frame));
        }
        return trace.toString();
    }
}
