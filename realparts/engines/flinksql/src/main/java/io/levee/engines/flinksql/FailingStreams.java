package io.levee.engines.flinksql;

import static io.levee.engines.flinksql.FailingJobs.environment;
import static io.levee.engines.flinksql.FailingJobs.pause;
import static io.levee.engines.flinksql.FailingJobs.ticks;

import io.levee.engines.flinksql.FailingJobs.Job;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/// Stream jobs that fail by what they do or by what they are given.
final class FailingStreams {
    private static final int MEBI = 1 << 20;

    static final Map<String, Job> ALL = Map.ofEntries(
            Map.entry("bad-record", map(number -> Long.parseLong(number % 10 == 9 ? "nine" : number.toString()))),
            Map.entry("memory", map(number -> hoard())),
            Map.entry("checkpoint-expired", (cluster, folder) -> {
                StreamExecutionEnvironment environment = environment(cluster);
                environment.enableCheckpointing(200);
                environment.getCheckpointConfig().setCheckpointTimeout(1_000);
                environment.getCheckpointConfig().setTolerableCheckpointFailureNumber(0);
                ticks(environment)
                        .map(number -> {
                            pause(Duration.ofSeconds(20));
                            return number;
                        })
                        .returns(Long.class)
                        .disableChaining()
                        .sinkTo(new DiscardingSink<>());
                environment.execute("slow-job");
            }),
            Map.entry("slots", (cluster, folder) -> {
                StreamExecutionEnvironment environment = environment(cluster);
                ticks(environment)
                        .slotSharingGroup("a")
                        .sinkTo(new DiscardingSink<>())
                        .slotSharingGroup("b");
                environment.setParallelism(4);
                environment.execute("wide-job");
            }),
            Map.entry("network-buffers", (cluster, folder) -> {
                StreamExecutionEnvironment environment = environment(cluster);
                ticks(environment)
                        .rebalance()
                        .map(number -> number + 1)
                        .returns(Long.class)
                        .setParallelism(16)
                        .rebalance()
                        .map(number -> number + 1)
                        .returns(Long.class)
                        .setParallelism(16)
                        .sinkTo(new DiscardingSink<>());
                environment.execute("wide-job");
            }),
            Map.entry("not-serializable", (cluster, folder) -> {
                Thread price = new Thread();
                MapFunction<Long, Long> priced = number -> price.threadId() * number;
                run(cluster, priced);
            }),
            Map.entry("type-unknown", (cluster, folder) -> {
                StreamExecutionEnvironment environment = environment(cluster);
                ticks(environment).map(number -> List.of(number)).print();
                environment.execute("untyped-job");
            }),
            Map.entry("no-sink", (cluster, folder) -> environment(cluster).execute("empty-job")),
            Map.entry("timestamps", (cluster, folder) -> {
                StreamExecutionEnvironment environment = environment(cluster);
                ticks(environment)
                        .keyBy(number -> number % 3)
                        .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
                        .reduce(Long::sum)
                        .print();
                environment.execute("windowed-job");
            }),
            Map.entry("null-key", (cluster, folder) -> {
                StreamExecutionEnvironment environment = environment(cluster);
                KeySelector<Long, String> customer = number -> number % 10 == 9 ? null : "known";
                ticks(environment).keyBy(customer).reduce(Long::sum).print();
                environment.execute("keyed-job");
            }),
            Map.entry("class-not-found", FailingStreams::ofAClassThatIsNotShipped),
            Map.entry("checkpoint-folder", (cluster, folder) -> {
                StreamExecutionEnvironment environment = environment(cluster);
                environment.enableCheckpointing(200);
                ticks(environment).print();
                environment.execute("safe-job");
            }));

    private FailingStreams() {}

    private static Job map(MapFunction<Long, Long> step) {
        return (cluster, _) -> run(cluster, step);
    }

    private static void run(org.apache.flink.configuration.Configuration cluster, MapFunction<Long, Long> step)
            throws Exception {
        StreamExecutionEnvironment environment = environment(cluster);
        ticks(environment).map(step).returns(Long.class).name("enrich").sinkTo(new DiscardingSink<>());
        environment.execute("orders-job");
    }

    private static long hoard() {
        List<byte[]> all = new ArrayList<>();
        while (all.size() < Integer.MAX_VALUE) {
            all.add(new byte[4 * MEBI]);
        }
        return all.size();
    }

    /// The program finds the class, and nobody told the cluster of it.
    private static void ofAClassThatIsNotShipped(org.apache.flink.configuration.Configuration cluster, Path folder)
            throws Exception {
        Path source = Files.writeString(
                Files.createDirectories(folder.resolve("classes")).resolve("Tariffs.java"), """
                public class Tariffs implements org.apache.flink.api.common.functions.MapFunction<Long, Long> {
                    public Long map(Long number) {
                        return number * 2;
                    }
                }
                """);
        ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), source.toString());
        try (URLClassLoader own =
                new URLClassLoader(new URL[] {source.getParent().toUri().toURL()})) {
            @SuppressWarnings("unchecked")
            MapFunction<Long, Long> step = (MapFunction<Long, Long>)
                    own.loadClass("Tariffs").getConstructor().newInstance();
            run(cluster, step);
        }
    }
}
