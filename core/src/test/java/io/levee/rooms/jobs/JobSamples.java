package io.levee.rooms.jobs;

import io.levee.catalog.AssetId;
import io.levee.facts.JobFact;
import io.levee.facts.JobId;
import io.levee.facts.WorkloadId;
import io.levee.identity.ActorId;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.knowledge.diagnosis.Rung;
import io.levee.organisation.JobSettings.Caps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Jobs as tests need them: admitted at [#NOW], with two minutes and three attempts.
final class JobSamples {
    static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    static final Instant DEADLINE = NOW.plusSeconds(120);

    private JobSamples() {}

    static Job waiting(Rung trust, int memoryMib, String... command) {
        return waitingOn("process", trust, memoryMib, command);
    }

    static Job waitingOn(String engine, Rung trust, int memoryMib, String... command) {
        return Job.admitted(
                new JobId("job-1"),
                new JobSpec(
                        ActorId.person("gus"),
                        List.of(ActorId.agent("pipeline-fixer")),
                        new SessionId("s-1"),
                        new SessionId("s-of-gus"),
                        AssetId.parse("job:sales-daily-batch"),
                        new TeamId("spark"),
                        Optional.of(new TeamId("platform")),
                        "spark-batch",
                        engine,
                        List.of(command),
                        List.of(),
                        "",
                        Set.of(),
                        List.of(),
                        new Caps(memoryMib, 1000, 100, 100),
                        DEADLINE,
                        20,
                        3,
                        trust,
                        Optional.empty()),
                NOW);
    }

    static Job waiting() {
        return waiting(Rung.ISOLATION, 4096, "spark-submit", "job.py");
    }

    static Job running(Job waiting) {
        return waiting.begun(new WorkloadId("run-" + (waiting.attempts().size() + 1)), NOW);
    }

    /// Its newest attempt failed, and nobody knows yet why.
    static Job failed(Job waiting) {
        return running(waiting).ended(Optional.of(1), "exited", NOW).to(JobState.DIAGNOSING, "exited");
    }

    /// An open job in each state, and a closed one.
    static Job in(JobState state) {
        return switch (state) {
            case WAITING -> waiting();
            case RUNNING -> running(waiting());
            case CHECKING -> running(waiting()).to(JobState.CHECKING, "");
            case PUBLISHING -> in(JobState.CHECKING).to(JobState.PUBLISHING, "");
            case DIAGNOSING -> failed(waiting());
            case CLOSED -> waiting().closed(JobFact.Outcome.STOPPED, "stopped");
        };
    }
}
