package io.levee.adapters.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.adapters.doubles.Scene;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.rooms.stop.Stopper;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class A2aStopperTest {
    private final Scene scene = new Scene(Instant.EPOCH).knows("a2a", "bearer-1");

    private Stopper stopper(A2aDouble server, String version) {
        return scene.stopper(
                new A2aKind(),
                Map.of("url", server.url(), "version", version, "secret", "a2a"),
                Optional.of("task:done"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "1.0"})
    void cancelsTasks(String version) {
        try (A2aDouble server = new A2aDouble(version)
                .has("t-1", "c-1", "working")
                .has("t-2", "c-1", "input-required")
                .has("t-3", "c-1", "working")
                .has("t-4", "c-1", "completed")) {
            server.wants("bearer-1");
            scene.has("writer", "task:t-1").has("writer", "task:t-2").has("writer", "task:t-4");
            Stopper stopper = stopper(server, version);
            StopFact.Ordered order = scene.order("stop-1", "writer");
            assertThat(stopper.layer()).isEqualTo(Layer.FRAMEWORK);
            assertThat(stopper.verify(order, scene.at()))
                    .isEqualTo(new Stopper.Proof(false, "only asked: 2 tasks live of 3 footholds, 0 not seen"));
            assertThat(stopper.stop(order, scene.at()))
                    .isEqualTo(new Stopper.Done(2, "asked for 2 tasks of 3 footholds"));
            assertThat(stopper.verify(order, scene.at()))
                    .isEqualTo(new Stopper.Proof(true, "only asked: 0 tasks live of 3 footholds, 0 not seen"));
            assertThat(server.state("t-1")).isEqualTo("canceled");
            assertThat(server.state("t-3")).isEqualTo("working");
            assertThat(stopper.stop(order, scene.at()).affected()).isZero();
        }
    }

    @Test
    void cancelsAllOfAContextOverSeveralPagesAndWhatBeginsMeanwhile() {
        try (A2aDouble server = new A2aDouble("1.0")) {
            for (int i = 0; i < 8; i++) {
                server.has("t-" + i, "c-1", i % 4 == 0 ? "completed" : "working");
            }
            server.has("t-other", "c-2", "working");
            server.follows("t-late");
            scene.has("writer", "context:c-1");
            Stopper stopper = stopper(server, "1.0");
            StopFact.Ordered order = scene.order("stop-1", "writer");
            assertThat(stopper.stop(order, scene.at()).affected()).isEqualTo(7);
            assertThat(stopper.verify(order, scene.at()).holds()).isTrue();
            assertThat(server.state("t-late")).isEqualTo("canceled");
            assertThat(server.state("t-other")).isEqualTo("working");
        }
    }

    @Test
    void waitsUntilATaskHasEnded() {
        try (A2aDouble server = new A2aDouble("1.0").has("t-1", "c-1", "working")) {
            server.takesItsTime(3);
            scene.has("writer", "task:t-1");
            StopFact.Ordered order = scene.order("stop-1", "writer");
            assertThat(stopper(server, "1.0").stop(order, scene.at()).affected())
                    .isEqualTo(1);
            assertThat(server.state("t-1")).isEqualTo("canceled");
        }
    }

    @Test
    void whoSaysYesAndGoesOnDidNotEnd() {
        try (A2aDouble server = new A2aDouble("1.0").has("t-1", "c-1", "working")) {
            server.lies();
            scene.has("writer", "task:t-1");
            Stopper stopper = stopper(server, "1.0");
            StopFact.Ordered order = scene.order("stop-1", "writer");
            assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("goes on");
            assertThat(stopper.verify(order, scene.at()).holds()).isFalse();
        }
    }

    @Test
    void whoSaysThatItCannotAndGoesOnDidNotEnd() {
        try (A2aDouble server = new A2aDouble("0.3").has("t-1", "c-1", "working")) {
            server.ignores();
            scene.has("writer", "task:t-1");
            StopFact.Ordered order = scene.order("stop-1", "writer");
            assertThatThrownBy(() -> stopper(server, "0.3").stop(order, scene.at()))
                    .hasMessageContaining("goes on");
        }
    }

    @Test
    void aTaskThatNobodyKnowsIsNotSeenAndKeepsNoneAlive() {
        try (A2aDouble server = new A2aDouble("1.0").has("t-1", "c-1", "working")) {
            scene.has("writer", "task:gone").has("writer", "task:t-1");
            Stopper stopper = stopper(server, "1.0");
            StopFact.Ordered order = scene.order("stop-1", "writer");
            assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("error -32001");
            assertThat(stopper.verify(order, scene.at()))
                    .isEqualTo(new Stopper.Proof(false, "only asked: 0 tasks live of 2 footholds, 1 not seen"));
        }
    }

    @Test
    void aStateThatNobodyKnowsIsLive() {
        try (A2aDouble server = new A2aDouble("1.0").has("t-1", "c-1", "dreaming")) {
            scene.has("writer", "task:t-1");
            StopFact.Ordered order = scene.order("stop-1", "writer");
            assertThat(stopper(server, "1.0").verify(order, scene.at()).holds()).isFalse();
        }
    }

    @Test
    void failsInTimeWhereTheServerHangsFailsOrMixesUp() {
        try (A2aDouble server = new A2aDouble("1.0").has("t-1", "c-1", "completed")) {
            scene.has("writer", "task:t-1");
            Stopper stopper = stopper(server, "1.0");
            StopFact.Ordered order = scene.order("stop-1", "writer");
            server.fails(500);
            assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("answered 500");
            server.isWell();
            server.hangs();
            assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("none in time");
            server.isWell();
            server.mixesUpAnswers();
            assertThat(stopper.verify(order, scene.at()).holds()).isFalse();
        }
    }

    @Test
    void rehearsesOnATaskThatHasEnded() {
        try (A2aDouble server = new A2aDouble("1.0").has("done", "c-1", "completed")) {
            Stopper stopper = stopper(server, "1.0");
            assertThat(stopper.rehearse().orElseThrow().holds()).isTrue();
            assertThat(server.asked()).anyMatch(it -> it.body().contains("CancelTask"));
            server.wants("bearer-2");
            assertThatThrownBy(stopper::rehearse).hasMessageContaining("answered 401");
            server.wants("bearer-1");
            server.has("done", "c-1", "working");
            assertThatThrownBy(stopper::rehearse).hasMessageContaining("is live");
            assertThat(server.state("done")).isEqualTo("working");
        }
    }

    @ParameterizedTest
    @CsvSource({"0.3,context:c-1", "1.0,t-1", "1.0,task:", "2.0,task:t-1"})
    void takesOnlyWhatItCanAskFor(String version, String id) {
        try (A2aDouble server = new A2aDouble("1.0")) {
            scene.has("writer", id);
            assertThatThrownBy(() -> stopper(server, version)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
