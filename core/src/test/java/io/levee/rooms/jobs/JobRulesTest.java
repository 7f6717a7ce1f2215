package io.levee.rooms.jobs;

import static io.levee.rooms.jobs.JobSamples.DEADLINE;
import static io.levee.rooms.jobs.JobSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.JobFact.Outcome;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class JobRulesTest {
    private static final Engine.Look ALIVE = new Engine.Look.Running(7);
    private static final Instant LATE = DEADLINE;
    private static final Instant JUST_IN_TIME = DEADLINE.minusMillis(1);

    record Case(String name, Engine.Look look, boolean idle, Instant now, JobStep next) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> running() {
        return List.of(
                new Case("it goes on", ALIVE, false, NOW, new JobStep.Wait()),
                new Case("it goes on to its deadline", ALIVE, false, JUST_IN_TIME, new JobStep.Wait()),
                new Case("it reaches its deadline", ALIVE, false, LATE, fail("deadline")),
                new Case("it gives no sign of life", ALIVE, true, NOW, fail("idle")),
                new Case("it is late and idle", ALIVE, true, LATE, fail("deadline")),
                new Case("it ends well", exit(0), false, NOW, new JobStep.Judge()),
                new Case("it ends well, though late", exit(0), false, LATE, new JobStep.Judge()),
                new Case("it fails", exit(1), false, NOW, new JobStep.Fail(Optional.of(1), "exited")),
                new Case("it is killed", exit(137), false, NOW, new JobStep.Fail(Optional.of(137), "exited")),
                new Case("it breaks a cap", broke(137), false, NOW, new JobStep.Fail(Optional.of(137), "memory")),
                new Case(
                        "it breaks a cap and says 0", broke(0), false, NOW, new JobStep.Fail(Optional.of(0), "memory")),
                new Case("nothing is left of it", new Engine.Look.Gone(), false, NOW, fail("lost")));
    }

    @ParameterizedTest
    @MethodSource("running")
    void aRunningAttempt(Case it) {
        JobRules.Seen seen = new JobRules.Seen(Optional.of(it.look()), "", "", it.idle(), Optional.empty());
        assertThat(JobRules.next(JobSamples.in(JobState.RUNNING), seen, it.now()))
                .isEqualTo(it.next());
    }

    @Test
    void whatWaitsBeginsWhenItMayAndNotBehindItsDeadline() {
        Job waiting = JobSamples.waiting();
        assertThat(JobRules.next(waiting, JobRules.Seen.NOTHING, NOW)).isEqualTo(new JobStep.Begin());
        Job later = JobSamples.failed(waiting).again(List.of(), NOW.plusSeconds(8), "rerun");
        assertThat(JobRules.next(later, JobRules.Seen.NOTHING, NOW.plusSeconds(7)))
                .isEqualTo(new JobStep.Wait());
        assertThat(JobRules.next(later, JobRules.Seen.NOTHING, NOW.plusSeconds(8)))
                .isEqualTo(new JobStep.Begin());
        assertThat(JobRules.next(later, JobRules.Seen.NOTHING, LATE))
                .isInstanceOfSatisfying(JobStep.Close.class, close -> {
                    assertThat(close.outcome()).isEqualTo(Outcome.HANDED_BACK);
                    assertThat(close.why()).contains("deadline").endsWith("rerun");
                });
    }

    @ParameterizedTest
    @EnumSource(JobState.class)
    void aStopAndAWishEndWhateverIsOpenButWhatIsPublished(JobState state) {
        Job job = JobSamples.in(state);
        JobStep stopped = JobRules.next(
                job, new JobRules.Seen(Optional.of(exit(0)), "stop-9", "person:gus", true, Optional.empty()), LATE);
        JobStep ended = JobRules.next(
                job, new JobRules.Seen(Optional.of(ALIVE), "", "person:gus", false, Optional.empty()), NOW);
        if (state == JobState.CLOSED) {
            assertThat(List.of(stopped, ended)).containsOnly(new JobStep.Wait());
        } else if (state == JobState.PUBLISHING) {
            assertThat(List.of(stopped, ended)).containsOnly(new JobStep.Publish());
        } else {
            assertThat(stopped).isEqualTo(new JobStep.Close(Outcome.STOPPED, "stopped by `stop-9`"));
            assertThat(ended).isEqualTo(new JobStep.Close(Outcome.STOPPED, "ended by `person:gus`"));
        }
    }

    @Test
    void whatFollowsAnAttemptIsDoneEvenWhenTheDeadlineIsOver() {
        assertThat(EnumSet.of(JobState.CHECKING, JobState.PUBLISHING, JobState.DIAGNOSING).stream()
                        .map(state -> JobRules.next(JobSamples.in(state), JobRules.Seen.NOTHING, LATE)))
                .containsExactly(new JobStep.Check(), new JobStep.Publish(), new JobStep.Diagnose());
    }

    private static Engine.Look exit(int code) {
        return new Engine.Look.Exited(code, Optional.empty());
    }

    private static Engine.Look broke(int code) {
        return new Engine.Look.Exited(code, Optional.of("memory"));
    }

    private static JobStep fail(String how) {
        return new JobStep.Fail(Optional.empty(), how);
    }
}
