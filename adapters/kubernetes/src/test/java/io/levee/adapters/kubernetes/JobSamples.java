package io.levee.adapters.kubernetes;

import io.levee.catalog.AssetId;
import io.levee.facts.JobId;
import io.levee.facts.WorkloadId;
import io.levee.identity.ActorId;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.knowledge.diagnosis.Rung;
import io.levee.organisation.JobSettings.Caps;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobSpec;
import io.levee.rooms.jobs.JobState;
import io.levee.rooms.jobs.Setting;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One running job, whose command the test says.
final class JobSamples {
    static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    static final WorkloadId RUN = new WorkloadId("run-1f2e");

    private JobSamples() {}

    /// @param command with one space between its words
    static Job job(String command) {
        JobSpec spec = new JobSpec(
                ActorId.person("gus"),
                List.of(ActorId.agent("pipeline-fixer")),
                new SessionId("s-1"),
                new SessionId("s-of-gus"),
                AssetId.parse("job:report"),
                new TeamId("shop"),
                Optional.empty(),
                "kubernetes-job",
                "k8s",
                Arrays.asList(command.split(" ")),
                List.of(new Setting("PRICE", "5$(HOME)")),
                "",
                Set.of(),
                List.of(),
                new Caps(1_024, 1_500, 100, 2_048),
                NOW.plusSeconds(120),
                20,
                3,
                Rung.ISOLATION,
                Optional.empty());
        Job.Attempt attempt = new Job.Attempt(
                1, RUN, List.of(), NOW, Optional.empty(), Optional.empty(), "", List.of(), Optional.empty());
        return new Job(
                new JobId("job-7"),
                spec,
                JobState.RUNNING,
                List.of(attempt),
                List.of(),
                NOW,
                NOW,
                "",
                Optional.empty());
    }
}
