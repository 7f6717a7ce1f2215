package io.levee.app.jobs;

import io.levee.facts.WorkloadId;
import io.levee.fault.LeveeException;
import io.levee.rooms.jobs.Job;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

/// What is kept of attempts that are over, so that people can look: of the newest jobs alone. One thread uses it.
public final class KeptRuns {
    /// Fewer than a machine keeps programs.
    static final int JOBS_MAX = 500;

    private static final int LOOKED_AT_MAX = 2_500;
    private static final System.Logger LOG = System.getLogger(KeptRuns.class.getName());

    private final IntFunction<List<Job>> newest;
    private final BiConsumer<Job, WorkloadId> forget;
    private final Set<WorkloadId> forgotten = new HashSet<>();

    /// @param newest so many jobs, newest first
    public KeptRuns(IntFunction<List<Job>> newest, BiConsumer<Job, WorkloadId> forget) {
        this.newest = newest;
        this.forget = forget;
    }

    /// Forgets the attempts of jobs that are over and not among the newest.
    public void forget() {
        try {
            List<Job> all = newest.apply(LOOKED_AT_MAX);
            Map<WorkloadId, Job> old = new HashMap<>();
            all.stream()
                    .skip(JOBS_MAX)
                    .filter(job -> job.outcome().isPresent())
                    .forEach(job -> job.attempts().forEach(attempt -> old.put(attempt.run(), job)));
            forgotten.retainAll(old.keySet());
            old.keySet().removeAll(forgotten);
            old.forEach((run, job) -> {
                forget.accept(job, run);
                forgotten.add(run);
            });
        } catch (LeveeException | IllegalStateException e) { // the next round tries again
            LOG.log(System.Logger.Level.WARNING, "attempts that are over are kept longer: {0}", e.getMessage());
        }
    }
}
