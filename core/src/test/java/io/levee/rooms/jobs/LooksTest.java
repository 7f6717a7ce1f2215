package io.levee.rooms.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.facts.WorkloadId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

final class LooksTest {
    private static final WorkloadId RUN = new WorkloadId("run-1");

    private final Queue<Runnable> asked = new ArrayDeque<>();
    private long now;
    private int answers;
    private final Looks looks = new Looks(() -> now, asked::add);

    @Test
    void nobodyWaitsForTheCluster() {
        assertThat(looks.look(RUN, this::answered)).isEqualTo(new Engine.Look.Running(0));
        assertThat(looks.look(RUN, this::answered)).isEqualTo(new Engine.Look.Running(0));
        assertThat(asked).hasSize(1);

        answer();
        assertThat(looks.look(RUN, this::answered)).isEqualTo(new Engine.Look.Running(1));
        assertThat(asked).as("not again so soon").isEmpty();

        after(Looks.EVERY);
        assertThat(looks.look(RUN, this::answered)).isEqualTo(new Engine.Look.Running(1));
        answer();
        assertThat(looks.look(RUN, this::answered)).isEqualTo(new Engine.Look.Running(2));
    }

    @Test
    void aClusterThatFailsIsHeardAndAskedAgain() {
        looks.look(RUN, () -> {
            throw new IllegalStateException("no route");
        });
        answer();
        assertThatThrownBy(() -> looks.look(RUN, this::answered)).hasMessage("no route");

        after(Looks.EVERY);
        assertThatThrownBy(() -> looks.look(RUN, this::answered)).hasMessage("no route");
        answer();
        assertThat(looks.look(RUN, this::answered)).isEqualTo(new Engine.Look.Running(1));
    }

    @Test
    void anAnswerThatNeverComesIsNoSignOfLife() {
        looks.look(RUN, this::answered);
        after(Looks.STALE);
        assertThatThrownBy(() -> looks.look(RUN, this::answered)).isInstanceOf(IllegalStateException.class);
        assertThat(asked).as("one question at a time").hasSize(1);
    }

    @Test
    void whatIsForgottenIsAskedAnew() {
        looks.look(RUN, this::answered);
        answer();
        looks.forget(RUN);
        assertThat(looks.look(RUN, this::answered)).isEqualTo(new Engine.Look.Running(0));
        assertThat(asked).hasSize(1);
    }

    private Engine.Look answered() {
        answers++;
        return new Engine.Look.Running(answers);
    }

    private void answer() {
        asked.remove().run();
    }

    private void after(Duration time) {
        now += time.toNanos();
    }
}
