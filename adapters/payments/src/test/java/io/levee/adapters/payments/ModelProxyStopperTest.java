package io.levee.adapters.payments;

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

final class ModelProxyStopperTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);
    private static final String C = "c".repeat(64);
    private static final String CANARY = "d".repeat(64);

    private final LiteLlmDouble proxy = new LiteLlmDouble()
            .has(A, "writer")
            .has(B, "writer-2")
            .has(C, "other")
            .has(CANARY, "canary");
    private final Scene scene = new Scene(Instant.EPOCH)
            .knows("proxy", LiteLlmDouble.ADMIN)
            .has("writer", "writer")
            .has("writer", B)
            .has("other", "other");
    private final Stopper stopper = stopper();

    private Stopper stopper() {
        return scene.stopper(
                new ModelProxyKind(), Map.of("secret", "proxy", "url", proxy.url()), Optional.of("canary"));
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void blocksWhatTheAgentHas() {
        StopFact.Ordered order = scene.order("stop-1", "writer");
        assertThat(stopper.layer()).isEqualTo(Layer.PAYMENT);
        assertThat(stopper.verify(order, scene.at()).holds()).isFalse();
        assertThat(stopper.stop(order, scene.at()))
                .isEqualTo(new Stopper.Done(2, "2 of 2 keys switched off, 0 ended, 0 without a mark"));
        assertThat(stopper.verify(order, scene.at()))
                .isEqualTo(new Stopper.Proof(true, "2 of 2 keys off, 0 live, 0 not seen"));
        assertThat(proxy.blocked(A)).isTrue();
        assertThat(proxy.blocked(C)).isFalse();
        assertThat(proxy.metadata(A)).isEqualTo(Map.of("team", "blue", "levee_stop", "stop-1"));
        assertThat(stopper.stop(order, scene.at()).affected()).isZero();
    }

    @Test
    void letsGoOnlyWhatItBlocked() {
        proxy.blocks(B, true);
        StopFact.Ordered order = scene.order("stop-1", "writer");
        stopper.stop(order, scene.at());
        scene.resumed(order);
        stopper.resume(order);
        assertThat(proxy.blocked(A)).isFalse();
        assertThat(proxy.blocked(B)).isTrue();
    }

    @Test
    void sendsAgainWhatStopsAndNotWhatLetsGo() {
        StopFact.Ordered order = scene.order("stop-1", "other");
        proxy.drops("POST", 1);
        stopper.stop(order, scene.at());
        assertThat(stopper.verify(order, scene.at()).holds()).isTrue();
        scene.resumed(order);
        proxy.drops("POST", 1);
        assertThatThrownBy(() -> stopper.resume(order)).hasMessageContaining("no answer");
        assertThat(proxy.blocked(C)).isTrue();
        stopper.resume(order);
        assertThat(proxy.blocked(C)).isFalse();
    }

    @Test
    void aKeyThatWasRotatedDuringTheStopIsStoppedAgain() {
        StopFact.Ordered order = scene.order("stop-1", "writer");
        stopper.stop(order, scene.at());
        proxy.rotates(A, "e".repeat(64));
        proxy.blocks("e".repeat(64), false);
        assertThat(stopper.verify(order, scene.at()).holds()).isFalse();
        stopper.stop(order, scene.at());
        assertThat(proxy.blocked("e".repeat(64))).isTrue();
    }

    @Test
    void aHashThatIsGoneIsNotSeen() {
        StopFact.Ordered order = scene.order("stop-1", "writer");
        stopper.stop(order, scene.at());
        proxy.rotates(B, "f".repeat(64));
        assertThat(stopper.verify(order, scene.at()))
                .isEqualTo(new Stopper.Proof(false, "1 of 2 keys off, 0 live, 1 not seen"));
        assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("1 of 2");
    }

    @Test
    void twoKeysOfOneAliasAreNotGuessed() {
        proxy.has("9".repeat(64), "writer");
        StopFact.Ordered order = scene.order("stop-1", "writer");
        assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("2 keys of this alias");
        assertThat(proxy.blocked(B)).isTrue();
    }

    @Test
    void finishesWhatWasInterruptedAndLetsItGo() {
        StopFact.Ordered order = scene.order("stop-1", "other");
        proxy.dropsBlocks(true);
        assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("answered 500");
        assertThat(proxy.metadata(C)).containsKey("levee_stop");
        proxy.dropsBlocks(false);
        stopper.stop(order, scene.at());
        scene.resumed(order);
        stopper.resume(order);
        assertThat(proxy.blocked(C)).isFalse();
    }

    @Test
    void blocksAlsoWhatItMayNotMark() {
        proxy.keepsNoMarks();
        StopFact.Ordered order = scene.order("stop-1", "other");
        assertThat(stopper.stop(order, scene.at()).detail()).contains("1 without a mark");
        assertThat(stopper.verify(order, scene.at()).holds()).isTrue();
        scene.resumed(order);
        stopper.resume(order);
        assertThat(proxy.blocked(C)).as("let go by hand").isTrue();
    }

    @Test
    void believesNoAnswerToAStop() {
        proxy.lies();
        StopFact.Ordered order = scene.order("stop-1", "writer");
        stopper.stop(order, scene.at());
        assertThat(stopper.verify(order, scene.at()).holds()).isFalse();
        assertThat(stopper.rehearse().orElseThrow().holds()).isFalse();
    }

    @Test
    void failsWhereTheProxyHangsFailsOrTalksNonsense() {
        StopFact.Ordered order = scene.order("stop-1", "writer");
        stopper.stop(order, scene.at());
        proxy.talksNoJson();
        assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("without JSON");
        assertThat(stopper.verify(order, scene.at()).holds()).isFalse();
        proxy.hangs();
        assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("none in time");
        proxy.isWell();
        proxy.limits(100);
        assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("answered 429");
    }

    @Test
    void rehearsesAndNoticesARotatedAdmin() {
        assertThat(stopper.rehearse().orElseThrow().holds()).isTrue();
        assertThat(proxy.blocked(CANARY)).isFalse();
        proxy.rotatesAdmin("sk-admin-2");
        assertThatThrownBy(stopper::rehearse)
                .hasMessageContaining("answered 401")
                .hasMessageNotContaining(LiteLlmDouble.ADMIN);
    }

    @Test
    void aCanaryThatIsOffIsNoProof() {
        proxy.blocks(CANARY, true);
        assertThatThrownBy(stopper::rehearse).hasMessageContaining("the canary is off");
        assertThat(proxy.blocked(CANARY)).isTrue();
    }

    @Test
    void aRehearsalFinishesOneThatWasInterrupted() {
        proxy.dropsBlocks(true);
        assertThatThrownBy(stopper::rehearse).isInstanceOf(IllegalStateException.class);
        proxy.dropsBlocks(false);
        proxy.blocks(CANARY, true);
        assertThat(stopper.rehearse().orElseThrow().holds()).isTrue();
        assertThat(proxy.blocked(CANARY)).isFalse();
    }

    @Test
    void aKeyItselfIsNoName() {
        scene.has("writer", "sk-1234");
        assertThatThrownBy(this::stopper)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("sk-1234");
    }
}
