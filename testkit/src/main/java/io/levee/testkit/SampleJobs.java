package io.levee.testkit;

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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Jobs for tests of what looks after them.
public final class SampleJobs {
    /// When they were admitted.
    public static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");

    private SampleJobs() {}

    /// Gus's job of the pipeline fixer, in its first attempt, `run-ID`.
    public static Job running(String id) {
        Job.Attempt attempt = new Job.Attempt(
                1,
                new WorkloadId("run-" + id),
                List.of(),
                NOW,
                Optional.empty(),
                Optional.empty(),
                "",
                List.of(),
                Optional.empty());
        return new Job(
                new JobId(id), spec(id), JobState.RUNNING, List.of(attempt), List.of(), NOW, NOW, "", Optional.empty());
    }

    private static JobSpec spec(String id) {
        return new JobSpec(
                ActorId.person("gus"),
                List.of(ActorId.agent("pipeline-fixer")),
                new SessionId("s-" + id),
                new SessionId("s-of-gus"),
                AssetId.parse("job:sales-daily-batch"),
                new TeamId("spark"),
                Optional.empty(),
                "process",
                "process",
                List.of("true"),
                List.of(),
                "",
                Set.of(),
                List.of(),
                new Caps(512, 1000, 100, 100),
                NOW.plusSeconds(600),
                60,
                3,
                Rung.ISOLATION,
                Optional.empty());
    }
}
