package io.levee.rooms.jobs;

import io.levee.facts.JobFact;
import java.time.Instant;
import java.util.Optional;

/// What is done next about a job, from what is seen of it. Pure.
final class JobRules {
    private JobRules() {}

    /// @param look what the engine says of a running attempt
    /// @param stop a stop that covers it; empty for none
    /// @param wish who wants it to end; empty for nobody
    /// @param idle whether it has given no sign of life for longer than it may
    /// @param harm what it does to others while it runs
    record Seen(Optional<Engine.Look> look, String stop, String wish, boolean idle, Optional<Harm> harm) {
        static final Seen NOTHING = new Seen(Optional.empty(), "", "", false, Optional.empty());
    }

    static JobStep next(Job job, Seen seen, Instant now) {
        if (!job.open()) {
            return new JobStep.Wait();
        }
        // what takes its place is whole in a moment: half of it published is worse than a late stop
        if (job.state() != JobState.PUBLISHING) {
            if (!seen.stop().isEmpty()) {
                return new JobStep.Close(JobFact.Outcome.STOPPED, "stopped by `%s`".formatted(seen.stop()));
            }
            if (!seen.wish().isEmpty()) {
                return new JobStep.Close(JobFact.Outcome.STOPPED, "ended by `%s`".formatted(seen.wish()));
            }
        }
        boolean late = !now.isBefore(job.spec().deadline());
        return switch (job.state()) {
            case WAITING -> waiting(job, late, now);
            case RUNNING -> running(seen, late);
            case CHECKING -> new JobStep.Check();
            case PUBLISHING -> new JobStep.Publish();
            case DIAGNOSING -> new JobStep.Diagnose();
            case CLOSED -> new JobStep.Wait();
        };
    }

    private static JobStep waiting(Job job, boolean late, Instant now) {
        if (late) {
            return new JobStep.Close(
                    JobFact.Outcome.HANDED_BACK, "its deadline passed before the next attempt; " + job.why());
        }
        return now.isBefore(job.notBefore()) ? new JobStep.Wait() : new JobStep.Begin();
    }

    private static JobStep running(Seen seen, boolean late) {
        return switch (seen.look().orElseGet(() -> new Engine.Look.Running(0))) {
            case Engine.Look.Exited(int exit, Optional<String> broke)
            when broke.isPresent() -> new JobStep.Fail(Optional.of(exit), broke.get());
            case Engine.Look.Exited(int exit, var _) when exit == 0 -> new JobStep.Judge();
            case Engine.Look.Exited(int exit, var _) -> new JobStep.Fail(Optional.of(exit), "exited");
            case Engine.Look.Gone() -> new JobStep.Fail(Optional.empty(), "lost");
            case Engine.Look.Running _
            when seen.harm().isPresent() -> new JobStep.Quarantine(seen.harm().get());
            case Engine.Look.Running _ when late -> new JobStep.Fail(Optional.empty(), "deadline");
            case Engine.Look.Running _ when seen.idle() -> new JobStep.Fail(Optional.empty(), "idle");
            case Engine.Look.Running _ -> new JobStep.Wait();
        };
    }
}
