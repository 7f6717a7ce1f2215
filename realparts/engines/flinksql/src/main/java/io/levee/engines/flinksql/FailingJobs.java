package io.levee.engines.flinksql;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/// Stream jobs that each provoke one failure, as jobs of people do: the program ends with the stack trace.
/// Arguments: the name of the job, an empty folder for its files, and settings of Flink as `KEY=VALUE`. Without
/// arguments it prints the names.
public final class FailingJobs {
    /// One job, with the settings of its cluster and the folder that is its own.
    interface Job {
        void run(Configuration cluster, Path folder) throws Exception;
    }

    private FailingJobs() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, Job> jobs = new HashMap<>(FailingStreams.ALL);
        jobs.putAll(FailingStates.ALL);
        jobs.putAll(FailingQueries.ALL);
        if (arguments.length == 0) {
            System.out.println(jobs.keySet().stream().sorted().collect(Collectors.joining("\n")));
            return;
        }
        Configuration cluster = new Configuration();
        cluster.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(16));
        cluster.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(16));
        cluster.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        cluster.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        for (int i = 2; i < arguments.length; i++) {
            String[] setting = arguments[i].split("=", 2);
            cluster.setString(setting[0], setting[1]);
        }
        try {
            jobs.get(arguments[0]).run(cluster, Path.of(arguments[1]));
        } catch (Exception e) {
            // as the virtual machine says it; the threads of the cluster would live on
            System.err.print("Exception in thread \"main\" ");
            e.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    static StreamExecutionEnvironment environment(Configuration cluster) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism(cluster), cluster);
        environment.getConfig().setAutoWatermarkInterval(50);
        return environment;
    }

    /// Numbers without end, some hundred a second.
    static SingleOutputStreamOperator<Long> ticks(StreamExecutionEnvironment environment) {
        return environment
                .fromSource(
                        new DataGeneratorSource<>(
                                number -> number, Long.MAX_VALUE, RateLimiterStrategy.perSecond(200), Types.LONG),
                        org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks(),
                        "ticks")
                .uid("ticks");
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static int parallelism(Configuration cluster) {
        return cluster.get(org.apache.flink.configuration.CoreOptions.DEFAULT_PARALLELISM);
    }
}
