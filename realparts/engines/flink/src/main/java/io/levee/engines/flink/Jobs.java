package io.levee.engines.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;

/// Jobs to run, each written as an id, a letter for what it does, and a name:
///
/// - `ID=NAME` counts slowly, `ID!NAME` fails at its first record
/// - `ID#NAME` writes `NUMBER MICROSECONDS` to a file NAME, [#RECORDS_PER_SECOND] times a second
/// - `ID?NAME` does so, fails at every 20th record and is started again, for ever
/// - `ID~NAME` does so in one record that swallows every interrupt and never returns
final class Jobs {
    private static final int ID_LENGTH = 32;
    private static final double SLOWLY = 5;
    private static final double RECORDS_PER_SECOND = 200;
    private static final long FAILS_EACH = 20;

    private Jobs() {}

    static StreamGraph job(String written, Configuration cluster) {
        JobID id = JobID.fromHexString(written.substring(0, ID_LENGTH));
        char does = written.charAt(ID_LENGTH);
        String name = written.substring(ID_LENGTH + 1);
        String file =
                Path.of(System.getProperty("java.io.tmpdir")).resolve(name).toString();
        Configuration configuration = new Configuration(cluster);
        if (does == '?') {
            configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
            configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
            configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(1);
        environment
                .fromSource(
                        new DataGeneratorSource<>(
                                number -> record(number, does, file),
                                Long.MAX_VALUE,
                                RateLimiterStrategy.perSecond(does == '=' ? SLOWLY : RECORDS_PER_SECOND),
                                Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "ticks")
                .sinkTo(new DiscardingSink<>());
        StreamGraph graph = environment.getStreamGraph();
        graph.setJobName(name);
        graph.setJobId(id);
        return graph;
    }

    private static long record(long number, char does, String file) {
        switch (does) {
            case '!' ->
                throw new IllegalStateException("cannot enrich order %d of jo@customer.example".formatted(number));
            case '#' -> effect(number, file);
            case '?' -> {
                effect(number, file);
                if (number % FAILS_EACH == FAILS_EACH - 1) {
                    throw new IllegalStateException("cannot enrich order %d".formatted(number));
                }
            }
            case '~' -> {
                for (long more = number; ; more++) {
                    effect(more, file);
                    swallowInterrupts();
                }
            }
            default -> {
                // only counts
            }
        }
        return number;
    }

    private static void effect(long number, String file) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        try {
            Files.writeString(
                    Path.of(file),
                    "%d %d%n".formatted(number, micros),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) { // an interrupt closes the file, and the next one opens it again
            boolean interrupted = e instanceof java.nio.channels.ClosedByInterruptException;
            if (!interrupted) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void swallowInterrupts() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException _) {
            // that is what it is for
        }
    }
}
