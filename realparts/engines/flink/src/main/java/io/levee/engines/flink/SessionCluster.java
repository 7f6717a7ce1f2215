package io.levee.engines.flink;

import java.io.IOException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/// A session cluster with a REST endpoint and no login. Each argument is one of the [Jobs] that it runs.
///
/// Prints `ready ADDRESS` once the jobs were submitted, and ends with its standard input: it never outlives whoever
/// started it.
public final class SessionCluster {
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
            cluster.submitJob(Jobs.job(job, configuration)).get();
        }
        System.out.println(
                "ready http://127.0.0.1:" + cluster.getRestAddress().get().getPort());
        awaitEnd();
        // Nothing here is worth an orderly end, and what lies in the temporary folder is the caller's to delete.
        Runtime.getRuntime().halt(0);
    }

    private static void awaitEnd() throws IOException {
        while (System.in.read() >= 0) {
            // whatever is said is not for us
        }
    }
}
