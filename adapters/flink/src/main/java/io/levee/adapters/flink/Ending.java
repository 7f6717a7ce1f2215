package io.levee.adapters.flink;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Ends one job, as stops do, but only by asking Flink: its TaskManagers run the jobs of others too.
final class Ending {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Ending() {}

    /// @throws IllegalStateException where it goes on after 10 s
    static void of(FlinkRuns flink, String id) {
        FlinkRest jobs = flink.jobs();
        new Cancelling(jobs, new LiveJobs(jobs, List.of(JobPattern.of(id))), Optional.empty()).run(PATIENCE);
    }
}
