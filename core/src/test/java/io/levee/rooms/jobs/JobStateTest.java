package io.levee.rooms.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every pair of states, as the picture in the room's paragraph has them.
final class JobStateTest {
    private static final Map<JobState, Set<JobState>> PICTURE = Map.of(
            JobState.WAITING, Set.of(JobState.RUNNING, JobState.CLOSED),
            JobState.RUNNING, Set.of(JobState.CHECKING, JobState.DIAGNOSING, JobState.CLOSED),
            JobState.CHECKING, Set.of(JobState.PUBLISHING, JobState.DIAGNOSING, JobState.CLOSED),
            JobState.PUBLISHING, Set.of(JobState.CLOSED),
            JobState.DIAGNOSING, Set.of(JobState.WAITING, JobState.CLOSED),
            JobState.CLOSED, Set.of());

    record Pair(JobState from, JobState to) {
        boolean drawn() {
            return PICTURE.getOrDefault(from, Set.of()).contains(to);
        }
    }

    static Stream<Pair> pairs() {
        return Stream.of(JobState.values())
                .flatMap(from -> Stream.of(JobState.values()).map(to -> new Pair(from, to)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whatIsDrawnFollowsAndNothingElse(Pair pair) {
        Job job = JobSamples.in(pair.from());
        assertThat(job.state()).isEqualTo(pair.from());
        if (pair.drawn()) {
            assertThat(job.to(pair.to(), "why").state()).isEqualTo(pair.to());
        } else {
            assertThatThrownBy(() -> job.to(pair.to(), "why"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("`job-1` is " + pair.from());
        }
    }

    @Test
    void whatIsClosedIsOverAndNothingElseIs() {
        for (JobState state : JobState.values()) {
            assertThat(JobSamples.in(state).open()).as(state.name()).isEqualTo(state != JobState.CLOSED);
        }
    }
}
