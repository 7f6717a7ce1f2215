package io.levee.adapters.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.WorkloadId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class ProgressTest {
    private static final WorkloadId RUN = new WorkloadId("run-1");
    private static final JsonMapper JSON = new JsonMapper();

    private final AtomicLong now = new AtomicLong();
    private final Progress progress = new Progress(now::get);

    @Test
    void recordsAndCheckpointsAreSignsOfLife() {
        long first = seen(0, 10);
        long more = seen(0, 20);
        assertThat(more).isGreaterThan(first);
        assertThat(seen(1, 20)).isGreaterThan(more);
    }

    @Test
    void whatIsOnlyDoneAgainIsNoSign() {
        long before = seen(1, 20);
        for (int restart = 0; restart < 5; restart++) {
            assertThat(seen(1, 0)).isEqualTo(before);
            assertThat(seen(1, 19)).isEqualTo(before);
        }
        assertThat(seen(2, 5))
                .as("after a checkpoint it is further than before")
                .isGreaterThan(before);
    }

    @Test
    void flinkIsAskedNoMoreOftenThanItLooksItself() {
        long before = seen(1, 20);
        now.addAndGet(Progress.FRESH.toNanos() - 1);
        assertThat(progress.of(RUN, () -> {
                    throw new AssertionError("asked");
                }))
                .isEqualTo(before);
        assertThat(progress.last(RUN)).isEqualTo(before);
        progress.forget(RUN);
        assertThat(progress.last(RUN)).isZero();
    }

    private long seen(long checkpoints, long records) {
        now.addAndGet(Progress.FRESH.toNanos());
        return progress.of(
                RUN,
                () -> new Progress.Shown(
                        JSON.readTree(
                                "{\"vertices\":[{\"metrics\":{\"read-records\":%d,\"accumulated-busy-time\":\"NaN\"}}]}"
                                        .formatted(records)),
                        Optional.of(JSON.readTree("{\"counts\":{\"completed\":%d}}".formatted(checkpoints)))));
    }
}
