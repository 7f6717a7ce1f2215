package io.levee.engines.flink;

import java.io.IOException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;

/// A session cluster with a REST endpoint and no login. Each argument `ID=NAME` is a job that it runs under that id,
/// and `ID!NAME` one that fails at its first record.
///
/// Prints `ready ADDRESS` once the jobs were submitted, and ends with its standard input: it never outlives whoever
/// started it.
public final class SessionCluster {
    private static final int ID_LENGTH = 32;
    private static final double RECORDS_PER_SECOND = 5;

    private SessionCluster() {}

    public static void main(String[] jobs) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(16));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(16));
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(Math.max(1, jobs.length))
                .build());
        cluster.start();
        for (String job : jobs) {
            cluster.submitJob(job(job, configuration)).get();
        }
        System.out.println(
                "ready http://127.0.0.1:" + cluster.getRestAddress().get().getPort());
        awaitEnd();
        // Nothing here is worth an orderly end, and what lies in the temporary folder is the caller's to delete.
        Runtime.getRuntime().halt(0);
    }

    private static StreamGraph job(String idAndName, Configuration configuration) {
        JobID id = JobID.fromHexString(idAndName.substring(0, ID_LENGTH));
        boolean fails = idAndName.charAt(ID_LENGTH) == '!';
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(1);
        environment
                .fromSource(
                        new DataGeneratorSource<>(
                                number -> record(number, fails),
                                Long.MAX_VALUE,
                                RateLimiterStrategy.perSecond(RECORDS_PER_SECOND),
                                Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "ticks")
                .sinkTo(new DiscardingSink<>());
        StreamGraph graph = environment.getStreamGraph();
        graph.setJobName(idAndName.substring(ID_LENGTH + 1));
        graph.setJobId(id);
        return graph;
    }

    private static long record(long number, boolean fails) {
        if (fails) {
            throw new IllegalStateException("cannot enrich order %d of jo@customer.example".formatted(number));
        }
        return number;
    }

    private static void awaitEnd() throws IOException {
        while (System.in.read() >= 0) {
            // whatever is said is not for us
        }
    }
}
