package io.levee.testkit;

import io.levee.catalog.AssetId;
import io.levee.facts.JobId;
import io.levee.facts.WorkloadId;
import io.levee.identity.ActorId;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.knowledge.diagnosis.Rung;
import io.levee.organisation.EngineSource;
import io.levee.organisation.JobSettings.Caps;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobSpec;
import io.levee.rooms.jobs.JobState;
import io.levee.rooms.jobs.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an engine is asked with, as the organisation and the room of jobs would: its source, and jobs with attempts.
public final class EngineTrial {
    /// About when its jobs are run.
    public static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");

    /// Of each job.
    public static final Instant DEADLINE = AT.plusSeconds(120);

    private EngineTrial() {}

    public static EngineSource source(String kind, Map<String, String> settings, Optional<Path> staging) {
        return new EngineSource(
                kind + "-trial", kind, AssetId.parse("cluster:trial"), staging.map(Path::toString), settings, 1);
    }

    public static JobSpec spec(String kind, String skill, Caps caps, List<Setting> environment, List<String> command) {
        return new JobSpec(
                ActorId.person("gus"),
                List.of(ActorId.agent("pipeline-fixer")),
                new SessionId("s-1"),
                new SessionId("s-of-gus"),
                AssetId.parse("job:trial"),
                new TeamId("data"),
                Optional.empty(),
                skill,
                kind + "-trial",
                command,
                environment,
                "",
                Set.of(),
                List.of(),
                caps,
                DEADLINE,
                Math.toIntExact(Duration.ofMinutes(30).toSeconds()),
                3,
                Rung.STAGING,
                Optional.empty());
    }

    /// A job whose newest attempt is the last of these; those before failed.
    ///
    /// @param began of all of them
    public static Job job(JobSpec spec, Instant began, String... runs) {
        List<Job.Attempt> attempts = new ArrayList<>();
        for (String run : runs) {
            boolean last = attempts.size() + 1 == runs.length;
            attempts.add(new Job.Attempt(
                    attempts.size() + 1,
                    new WorkloadId(run),
                    List.of(),
                    began,
                    last ? Optional.empty() : Optional.of(began),
                    last ? Optional.empty() : Optional.of(1),
                    last ? "" : "exited",
                    List.of(),
                    Optional.empty()));
        }
        return new Job(
                new JobId("job-trial"),
                spec,
                JobState.RUNNING,
                attempts,
                List.of(),
                began,
                began,
                "",
                Optional.empty());
    }
}
