package io.levee.engines.flink;

import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;

/// Submits [Jobs] to the cluster whose REST listens on this port of this machine, and says `ready JOBS` then. The
/// cluster has their classes on its own class path.
public final class Submission {
    private Submission() {}

    public static void main(String[] portAndJobs) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.PORT, Integer.parseInt(portAndJobs[0]));
        try (RestClusterClient<StandaloneClusterId> cluster =
                new RestClusterClient<>(configuration, StandaloneClusterId.getInstance())) {
            for (int i = 1; i < portAndJobs.length; i++) {
                cluster.submitJob(Jobs.job(portAndJobs[i], configuration).getJobGraph())
                        .get();
            }
        }
        System.out.println("ready " + (portAndJobs.length - 1));
    }
}
