package io.levee.adapters.flink;

import io.levee.adapters.rest.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which jobs of an order have not ended, as Flink says now.
final class LiveJobs {
    private final FlinkRest flink;
    private final List<JobPattern> covered;

    LiveJobs(FlinkRest flink, List<JobPattern> covered) {
        this.flink = flink;
        this.covered = covered;
    }

    /// @param seen ids that were found before, asked after one by one: the list leaves out jobs whose JobMaster does
    ///     not answer in time
    List<Job> find(Set<String> seen) {
        List<Job> candidates = new ArrayList<>(flink.jobs().stream()
                .filter(job -> covered.stream().anyMatch(pattern -> pattern.covers(job)))
                .toList());
        List<String> listed = candidates.stream().map(Job::id).toList();
        seen.stream().filter(id -> !listed.contains(id)).map(LiveJobs::unlisted).forEach(candidates::add);
        covered.stream()
                .map(pattern -> pattern.pattern().text())
                .filter(id -> Job.isId(id) && !listed.contains(id) && !seen.contains(id))
                .map(LiveJobs::unlisted)
                .forEach(candidates::add);
        candidates.removeIf(Job::ended); // what is terminal in the list stays so
        return Sweep.of(candidates, Job::id, job -> flink.state(job.id()).map(job::in)).orThrow("asking after").stream()
                .flatMap(Optional::stream)
                .filter(job -> !job.ended())
                .toList();
    }

    private static Job unlisted(String id) {
        return new Job(id, "", "");
    }
}
