package io.levee.engines.spark;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/// A driver in local mode, whose two tasks append `NUMBER MICROSECONDS` to the file that the first argument names. They
/// swallow interrupts, and a hook keeps the process from ending in order.
public final class StubbornDriver {
    private static final int TASKS = 2;
    /// Minutes: nobody has to end it who does not test that.
    private static final long STEPS_MAX = 60_000;

    private StubbornDriver() {}

    public static void main(String[] arguments) {
        String file = arguments[0];
        Runtime.getRuntime().addShutdownHook(new Thread(StubbornDriver::never));
        SparkConf configuration = new SparkConf()
                .setMaster("local[%d]".formatted(TASKS))
                .setAppName("report")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "localhost")
                .set("spark.driver.bindAddress", "127.0.0.1");
        try (JavaSparkContext spark = new JavaSparkContext(configuration)) {
            spark.parallelize(List.of(0, 1), TASKS).foreach(task -> work(file));
        }
        Runtime.getRuntime().halt(0);
    }

    private static void work(String file) {
        for (long step = 0; step < STEPS_MAX; step++) {
            try {
                Files.writeString(
                        Path.of(file),
                        "%d %d%n".formatted(step, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                Thread.sleep(5);
            } catch (ClosedByInterruptException | InterruptedException _) {
                // it goes on
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void never() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            // nobody interrupts it
        }
    }
}
