package io.levee.rooms.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.JobId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class NeighboursTest {
    private static final Job JOB = JobSamples.running(JobSamples.waiting());
    private static final Duration HOLD = Duration.ofSeconds(10);

    private long now;
    private final Map<JobId, String> harmful = new HashMap<>();
    private boolean down;
    private Neighbours neighbours = new Neighbours(List::of, () -> now);

    @BeforeEach
    void oneSignal() {
        neighbours = new Neighbours(() -> List.of(signal()), () -> now);
    }

    @Test
    void harmCountsOnceItHolds() {
        harmful.put(JOB.id(), "42 connections");
        look(0);
        assertThat(neighbours.of(JOB)).isEmpty();
        look(9);
        assertThat(neighbours.of(JOB)).isEmpty();
        look(10);
        assertThat(neighbours.of(JOB)).contains(new Harm("connections", "42 connections"));
    }

    @Test
    void aBreakBeginsItAnew() {
        harmful.put(JOB.id(), "42 connections");
        look(0);
        harmful.clear();
        look(5);
        harmful.put(JOB.id(), "42 connections");
        look(6);
        look(12);
        assertThat(neighbours.of(JOB)).isEmpty();
        look(16);
        assertThat(neighbours.of(JOB)).isPresent();
    }

    @Test
    void whatCannotBeReadSaysNothing() {
        harmful.put(JOB.id(), "42 connections");
        look(0);
        look(10);
        down = true;
        look(12);
        assertThat(neighbours.of(JOB)).isEmpty();
        assertThat(neighbours.unread()).isEqualTo(Map.of("connections", "it is down"));
        down = false;
        look(14);
        assertThat(neighbours.of(JOB)).isEmpty();
        assertThat(neighbours.unread()).isEmpty();
    }

    @Test
    void whatEndedIsForgotten() {
        harmful.put(JOB.id(), "42 connections");
        look(0);
        look(10);
        neighbours.look(List.of());
        assertThat(neighbours.of(JOB)).isEmpty();
    }

    @Test
    void harmIsForWhoRunsAlone() {
        Harm harm = new Harm("connections", "42 connections");
        for (JobState state : JobState.values()) {
            Engine.Look look = new Engine.Look.Running(1);
            JobStep next = JobRules.next(
                    JobSamples.in(state),
                    new JobRules.Seen(Optional.of(look), "", "", false, Optional.of(harm)),
                    JobSamples.NOW);
            assertThat(next instanceof JobStep.Quarantine).isEqualTo(state == JobState.RUNNING);
        }
    }

    @Test
    void namesCarryTheJobWholeOrNotAtAll() {
        JobId job = new JobId("job-7");
        assertThat(List.of("job-7", "job-7-producer-1", "job-7.x", "job-7:etl")).allMatch(job::isIn);
        assertThat(List.of("job-77", "job-", "my-job-7", "")).noneMatch(job::isIn);
    }

    @Test
    void whatIsMeasuredIsAddedUpForEachJob() {
        Map<String, Double> measured = Map.of("job-1-a", 15.0, "job-1-b", 6.0, "job-12", 99.0, "other", 99.0);
        assertThat(new Owners(List.of(JOB)).above(measured, 20, "%s connections of `%s`, and %s are its limit"))
                .isEqualTo(Map.of(JOB.id(), "21 connections of `job-1`, and 20 are its limit"));
        assertThat(new Owners(List.of(JOB)).above(measured, 21, "%s %s %s")).isEmpty();
    }

    private void look(long second) {
        now = Duration.ofSeconds(second).toNanos();
        neighbours.look(List.of(JOB));
    }

    private Signal signal() {
        return new Signal() {
            @Override
            public String name() {
                return "connections";
            }

            @Override
            public Duration hold() {
                return HOLD;
            }

            @Override
            public Map<JobId, String> harmful(List<Job> running) {
                if (down) {
                    throw new IllegalStateException("it is down");
                }
                return Map.copyOf(harmful);
            }
        };
    }
}
