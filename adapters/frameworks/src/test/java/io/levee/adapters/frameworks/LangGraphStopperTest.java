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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LangGraphStopperTest {
    private final LangGraphDouble server = new LangGraphDouble()
            .has("h-1", "writer")
            .has("h-2", "writer")
            .has("h-3", "other")
            .has("h-canary", "nobody")
            .runs("h-1", "r-1", "running")
            .runs("h-1", "r-2", "pending")
            .runs("h-2", "r-3", "running")
            .runs("h-2", "r-4", "success")
            .runs("h-3", "r-5", "running");
    private final Scene scene = new Scene(Instant.EPOCH).knows("graph", "key-1").has("other", "thread:h-3");
    private final Map<String, String> settings = Map.of("url", server.url(), "secret", "graph");

    private Stopper stopper() {
        return scene.stopper(new LangGraphKind(), settings, Optional.of("thread:h-canary"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata:owner=writer", "thread:h-1 thread:h-2"})
    void cancelsRuns(String ids) {
        server.wants("key-1");
        for (String id : ids.split(" ", -1)) {
            scene.has("writer", id);
        }
        Stopper stopper = stopper();
        StopFact.Ordered order = scene.order("stop-1", "writer");
        assertThat(stopper.layer()).isEqualTo(Layer.FRAMEWORK);
        assertThat(stopper.verify(order, scene.at()).holds()).isFalse();
        assertThat(stopper.stop(order, scene.at()).affected()).isEqualTo(3);
        assertThat(stopper.verify(order, scene.at()).holds()).isTrue();
        assertThat(server.status("h-1", "r-2")).isEqualTo("interrupted");
        assertThat(server.status("h-2", "r-4")).isEqualTo("success");
        assertThat(server.status("h-3", "r-5")).isEqualTo("running");
        assertThat(stopper.stop(order, scene.at()).affected()).isZero();
    }

    @Test
    void looksAtEveryPage() {
        for (int i = 0; i < 900; i++) {
            server.runs("h-3", "old-" + i, "success");
        }
        server.runs("h-3", "last", "running");
        StopFact.Ordered order = scene.order("stop-1", "other");
        assertThat(stopper().stop(order, scene.at()).affected()).isEqualTo(2);
        assertThat(server.status("h-3", "last")).isEqualTo("interrupted");
    }

    @Test
    void tooManyToLookAtNeverEnded() {
        for (int i = 0; i < 700; i++) {
            server.runs("h-3", "live-" + i, "running");
        }
        StopFact.Ordered order = scene.order("stop-1", "other");
        assertThat(stopper().verify(order, scene.at()))
                .isEqualTo(new Stopper.Proof(false, "only asked: 0 runs live of 1 footholds, 1 not seen"));
    }

    @Test
    void whoSaysYesAndGoesOnDidNotEnd() {
        server.lies();
        StopFact.Ordered order = scene.order("stop-1", "other");
        assertThatThrownBy(() -> stopper().stop(order, scene.at())).hasMessageContaining("goes on");
        assertThat(stopper().verify(order, scene.at()).holds()).isFalse();
    }

    @Test
    void aStatusThatNobodyKnowsIsLive() {
        server.runs("h-3", "r-5", "dreaming");
        StopFact.Ordered order = scene.order("stop-1", "other");
        assertThat(stopper().verify(order, scene.at()).holds()).isFalse();
    }

    @Test
    void aThreadThatIsGoneIsNotSeen() {
        scene.has("other", "thread:gone");
        StopFact.Ordered order = scene.order("stop-1", "other");
        assertThatThrownBy(() -> stopper().stop(order, scene.at())).hasMessageContaining("answered 404");
        assertThat(server.status("h-3", "r-5")).isEqualTo("interrupted");
        assertThat(stopper().verify(order, scene.at()))
                .isEqualTo(new Stopper.Proof(false, "only asked: 0 runs live of 2 footholds, 1 not seen"));
    }

    @Test
    void failsInTimeWhereTheServerHangsOrFails() {
        Stopper stopper = stopper();
        StopFact.Ordered order = scene.order("stop-1", "other");
        server.hangs();
        assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("none in time");
        server.isWell();
        server.talksNoJson();
        assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("without JSON");
    }

    @Test
    void rehearsesByLooking() {
        assertThat(stopper().rehearse().orElseThrow().holds()).isTrue();
        server.wants("key-2");
        assertThatThrownBy(() -> stopper().rehearse()).hasMessageContaining("answered 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h-1", "thread:", "metadata:owner", "metadata:=x"})
    void takesOnlyThreadsAndMetadata(String id) {
        scene.has("writer", id);
        assertThatThrownBy(this::stopper).isInstanceOf(IllegalArgumentException.class);
    }
}
