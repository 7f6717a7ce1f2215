package io.levee.engines.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/// What `flink run` submits from this jar. The first argument says what it does, the second is a file:
///
/// - `counts` reads a hundred records and ends
/// - `rows` does so, and writes each into the file
/// - `bad-record` fails at one that is no number
/// - `ticks` reads for ever
/// - `trips` does so, and fails once the file is there, which it takes away
/// - `no-job` fails before it has a job
public final class Submitted {
    private static final long FEW = 100;
    private static final long BAD = 50;
    private static final double PER_SECOND = 50;

    private Submitted() {}

    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        String does = arguments[0];
        switch (does) {
            case "counts" -> read(environment, FEW, number -> number);
            case "rows" -> read(environment, FEW, number -> row(number, arguments[1]));
            case "bad-record" -> read(environment, FEW, number -> number == BAD ? Long.parseLong("nine") : number);
            case "ticks" -> read(environment, Long.MAX_VALUE, number -> number);
            case "trips" -> read(environment, Long.MAX_VALUE, number -> unlessThere(number, arguments[1]));
            default -> throw new IllegalArgumentException("no job is called `%s`".formatted(does));
        }
        environment.execute(does);
    }

    private static Long row(Long number, String file) throws IOException {
        Path path = Path.of(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, number + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return number;
    }

    private static Long unlessThere(Long number, String file) throws IOException {
        if (Files.deleteIfExists(Path.of(file))) {
            throw new IllegalStateException("the order service went away");
        }
        return number;
    }

    private static void read(
            StreamExecutionEnvironment environment, long records, GeneratorFunction<Long, Long> record) {
        environment
                .fromSource(
                        new DataGeneratorSource<>(
                                record,
                                records,
                                RateLimiterStrategy.perSecond(records == FEW ? FEW * FEW : PER_SECOND),
                                Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "ticks")
                .uid("ticks")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
    }
}
