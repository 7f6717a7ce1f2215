package io.levee.rooms.jobs;

import io.levee.facts.JobFact;
import io.levee.facts.JobId;
import io.levee.facts.WorkloadId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A job as it is now; each change of it is a new one.
///
/// @param attempts those that began, the newest last
/// @param changes  what is different from what was asked for, in the next or the running attempt
/// @param notBefore when the next attempt may begin
/// @param why      what is known about where it is, for people
/// @param outcome  once it is closed
public record Job(
        JobId id,
        JobSpec spec,
        JobState state,
        List<Attempt> attempts,
        List<String> changes,
        Instant admittedAt,
        Instant notBefore,
        String why,
        Optional<JobFact.Outcome> outcome) {
    static final int WHY_MAX = 2_000;

    public Job {
        attempts = List.copyOf(attempts);
        changes = List.copyOf(changes);
        if (why.length() > WHY_MAX) {
            why = why.substring(0, WHY_MAX);
        }
    }

    static Job admitted(JobId id, JobSpec spec, Instant now) {
        return new Job(id, spec, JobState.WAITING, List.of(), List.of(), now, now, "", Optional.empty());
    }

    /// @param changes    what was different in it
    /// @param exit       once it ended and told
    /// @param ended      why it ended, in one word: `exited`, `deadline`, `memory`; empty while it runs
    /// @param finding    once it was diagnosed
    /// @param checks     what its outputs were held against, with what came of it
    public record Attempt(
            int number,
            WorkloadId run,
            List<String> changes,
            Instant began,
            Optional<Instant> endedAt,
            Optional<Integer> exit,
            String ended,
            List<String> checks,
            Optional<Finding> finding) {
        public Attempt {
            changes = List.copyOf(changes);
            checks = List.copyOf(checks);
        }
    }

    public Optional<Attempt> last() {
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
    }

    Attempt running() {
        return last().orElseThrow(() -> new IllegalStateException("`%s` never began".formatted(id)));
    }

    public boolean open() {
        return state != JobState.CLOSED;
    }

    Job to(JobState next, String reason) {
        if (!next.follows(state)) {
            throw new IllegalStateException("`%s` is %s and cannot become %s".formatted(id, state, next));
        }
        return new Job(id, spec, next, attempts, changes, admittedAt, notBefore, reason, outcome);
    }

    Job begun(WorkloadId run, Instant now) {
        List<Attempt> more = new ArrayList<>(attempts);
        more.add(new Attempt(
                attempts.size() + 1,
                run,
                changes,
                now,
                Optional.empty(),
                Optional.empty(),
                "",
                List.of(),
                Optional.empty()));
        return to(JobState.RUNNING, "").with(more);
    }

    Job ended(Optional<Integer> exit, String how, Instant now) {
        Attempt it = running();
        return with(replaced(new Attempt(
                it.number(),
                it.run(),
                it.changes(),
                it.began(),
                Optional.of(now),
                exit,
                how,
                it.checks(),
                it.finding())));
    }

    Job checked(List<String> lines) {
        Attempt it = running();
        return with(replaced(new Attempt(
                it.number(),
                it.run(),
                it.changes(),
                it.began(),
                it.endedAt(),
                it.exit(),
                it.ended(),
                lines,
                it.finding())));
    }

    Job found(Finding finding) {
        Attempt it = running();
        return with(replaced(new Attempt(
                it.number(),
                it.run(),
                it.changes(),
                it.began(),
                it.endedAt(),
                it.exit(),
                it.ended(),
                it.checks(),
                Optional.of(finding))));
    }

    Job again(List<String> different, Instant from, String reason) {
        Job waiting = to(JobState.WAITING, reason);
        return new Job(id, spec, waiting.state, attempts, different, admittedAt, from, reason, outcome);
    }

    Job closed(JobFact.Outcome how, String reason) {
        Job over = to(JobState.CLOSED, reason);
        return new Job(id, spec, over.state, attempts, changes, admittedAt, notBefore, reason, Optional.of(how));
    }

    private Job with(List<Attempt> all) {
        return new Job(id, spec, state, all, changes, admittedAt, notBefore, why, outcome);
    }

    private List<Attempt> replaced(Attempt last) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.set(all.size() - 1, last);
        return all;
    }
}
