package io.levee.engines.flink;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/// A session cluster with a REST endpoint and no login. Each argument is one of the [Jobs] that it runs.
///
/// Prints `ready ADDRESS` once the jobs were submitted. Each line that it is told later is one more job, and answered
/// with `submitted ID`. It ends with its standard input: it never outlives whoever started it.
public final class SessionCluster {
    /// Of jobs that are told later, at once.
    private static final int MORE_MAX = 4;

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
                .setNumSlotsPerTaskManager(jobs.length + MORE_MAX)
                .build());
        cluster.start();
        for (String job : jobs) {
            cluster.submitJob(Jobs.job(job, configuration)).get();
        }
        System.out.println(
                "ready http://127.0.0.1:" + cluster.getRestAddress().get().getPort());
        BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String job = told.readLine(); job != null; job = told.readLine()) {
            System.out.println("submitted "
                    + cluster.submitJob(Jobs.job(job, configuration)).get().getJobID());
        }
        // Nothing here is worth an orderly end, and what lies in the temporary folder is the caller's to delete.
        Runtime.getRuntime().halt(0);
    }
}
