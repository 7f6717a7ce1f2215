package io.levee.engines.flink;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/// What `flink run` submits from this jar. The first argument says what it does:
///
/// - `counts` reads a hundred records and ends
/// - `bad-record` fails at one that is no number
/// - `ticks` reads for ever
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
            case "counts" -> read(environment, FEW, false);
            case "bad-record" -> read(environment, FEW, true);
            case "ticks" -> read(environment, Long.MAX_VALUE, false);
            default -> throw new IllegalArgumentException("no job is called `%s`".formatted(does));
        }
        environment.execute(does);
    }

    private static void read(StreamExecutionEnvironment environment, long records, boolean bad) {
        environment
                .fromSource(
                        new DataGeneratorSource<>(
                                number -> bad && number == BAD ? Long.parseLong("nine") : number,
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
