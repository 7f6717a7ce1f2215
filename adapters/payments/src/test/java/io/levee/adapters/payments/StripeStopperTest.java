package io.levee.adapters.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.adapters.doubles.HttpAsked;
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

final class StripeStopperTest {
    private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");

    private final StripeDouble stripe =
            new StripeDouble().has("ic_1").has("ic_2").has("ich_1").has("ic_canary");
    private final Scene scene = new Scene(NOW)
            .knows("stripe", StripeDouble.KEY)
            .has("buyer", "ic_1")
            .has("buyer", "ich_1")
            .has("other", "ic_2");
    private final Stopper stopper = stopper(Optional.of("ic_canary"));

    private Stopper stopper(Optional<String> canary) {
        return scene.stopper(new StripeKind(), Map.of("secret", "stripe", "url", stripe.url()), canary);
    }

    @AfterEach
    void close() {
        stripe.close();
    }

    @Test
    void switchesOffWhatTheAgentHas() {
        StopFact.Ordered order = scene.order("stop-1", "buyer");
        assertThat(stopper.layer()).isEqualTo(Layer.PAYMENT);
        assertThat(stopper.verify(order, scene.at()))
                .isEqualTo(new Stopper.Proof(false, "0 of 2 cards off, 0 live, 0 not seen"));
        assertThat(stopper.stop(order, scene.at()))
                .isEqualTo(new Stopper.Done(2, "2 of 2 cards switched off, 0 ended, 0 without a mark"));
        assertThat(stopper.verify(order, scene.at()))
                .isEqualTo(new Stopper.Proof(true, "2 of 2 cards off, 0 live, 0 not seen"));
        assertThat(stripe.status("ic_1")).isEqualTo("inactive");
        assertThat(stripe.status("ich_1")).isEqualTo("inactive");
        assertThat(stripe.status("ic_2")).isEqualTo("active");
        assertThat(stripe.metadata("ic_1")).containsEntry("levee_stop", "stop-1");
    }

    @Test
    void asksNobodyWhereNothingIsCovered() {
        StopFact.Ordered order = scene.order("stop-1", "painter");
        stripe.fails(500);
        assertThat(stopper.stop(order, scene.at()).affected()).isZero();
        assertThat(stopper.verify(order, scene.at()).holds()).isTrue();
    }

    @Test
    void changesNothingTheSecondTime() {
        StopFact.Ordered order = scene.order("stop-1", "buyer");
        stopper.stop(order, scene.at());
        assertThat(stopper.stop(order, scene.at()).affected()).isZero();
        assertThat(stopper.verify(order, scene.at()).holds()).isTrue();
    }

    @Test
    void stopsAgainWhatSomebodySwitchedOnMeanwhile() {
        StopFact.Ordered order = scene.order("stop-1", "buyer");
        stopper.stop(order, scene.at());
        stripe.becomes("ic_1", "active");
        assertThat(stopper.verify(order, scene.at()).holds()).isFalse();
        stopper.stop(order, scene.at());
        assertThat(stopper.verify(order, scene.at()).holds()).isTrue();
    }

    @Test
    void stopsAfterAnErrorThatStripeRemembers() {
        StopFact.Ordered order = scene.order("stop-1", "other");
        stripe.failsAtWrites(1);
        assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("answered 500");
        stopper.stop(order, scene.at());
        assertThat(stopper.verify(order, scene.at()).holds()).isTrue();
    }

    @Test
    void sendsAgainWhatStopsAndNotWhatLetsGo() {
        StopFact.Ordered order = scene.order("stop-1", "other");
        stripe.drops("POST", 1);
        stopper.stop(order, scene.at());
        assertThat(stopper.verify(order, scene.at()).holds()).isTrue();
        scene.resumed(order);
        stripe.drops("POST", 1);
        assertThatThrownBy(() -> stopper.resume(order)).hasMessageContaining("no answer");
        assertThat(stripe.status("ic_2")).isEqualTo("inactive");
        stopper.resume(order);
        assertThat(stripe.status("ic_2")).isEqualTo("active");
    }

    @Test
    void declinesWhatWaits() {
        StopFact.Ordered order = scene.order("stop-1", "buyer");
        stripe.waits("iauth_1", "ic_1");
        stripe.waits("iauth_2", "ic_2");
        assertThat(stopper.stop(order, scene.at()).detail()).contains("1 ended");
        assertThat(stripe.waiting()).containsExactly("iauth_2");
    }

    @Test
    void isNotInTheWayWhereItIsTooLateToDecline() {
        StopFact.Ordered order = scene.order("stop-1", "buyer");
        stripe.waits("iauth_1", "ic_1");
        stripe.answersTooLate();
        assertThat(stopper.stop(order, scene.at()).affected()).isEqualTo(2);
    }

    @Test
    void doesNotHoldWhereMoneyWasLetThroughAfterTheOrder() {
        StopFact.Ordered order = scene.order("stop-1", "buyer");
        stopper.stop(order, scene.at());
        for (int i = 0; i < 150; i++) {
            stripe.approved("iauth_before_" + i, "ic_1", NOW.getEpochSecond());
        }
        assertThat(stopper.verify(order, scene.at()).holds()).isTrue();
        stripe.approved("iauth_after", "ic_1", NOW.getEpochSecond() + 1);
        assertThat(stopper.verify(order, scene.at()))
                .isEqualTo(new Stopper.Proof(false, "2 of 2 cards off, 1 live, 0 not seen"));
    }

    @Test
    void doesNotHoldWhereMoreMoneyWasLetThroughAfterTheOrder() {
        StopFact.Ordered order = scene.order("stop-1", "buyer");
        stopper.stop(order, scene.at());
        stripe.approvedMore("iauth_1", "ic_1", NOW.getEpochSecond() + 1);
        assertThat(stopper.verify(order, scene.at()).holds()).isFalse();
    }

    @Test
    void believesNoAnswerToAStop() {
        StopFact.Ordered order = scene.order("stop-1", "buyer");
        stripe.lies();
        stopper.stop(order, scene.at());
        assertThat(stopper.verify(order, scene.at()).holds()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 500})
    void failsWhereStripeRefuses(int status) {
        StopFact.Ordered order = scene.order("stop-1", "buyer");
        stopper.stop(order, scene.at());
        stripe.fails(status);
        assertThatThrownBy(() -> stopper.stop(order, scene.at()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("answered " + status)
                .hasMessageNotContaining(StripeDouble.KEY);
        assertThat(stopper.verify(order, scene.at()))
                .isEqualTo(new Stopper.Proof(false, "0 of 2 cards off, 0 live, 2 not seen"));
    }

    @Test
    void failsInTimeWhereStripeHangs() {
        StopFact.Ordered order = scene.order("stop-1", "buyer");
        stripe.hangs();
        assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("none in time");
        assertThat(stopper.verify(order, scene.at()).holds()).isFalse();
    }

    @Test
    void waitsWhereStripeLimits() {
        StopFact.Ordered order = scene.order("stop-1", "other");
        stripe.limits(2);
        assertThat(stopper.stop(order, scene.at()).affected()).isEqualTo(1);
    }

    @Test
    void oneCardThatIsGoneKeepsNoOtherAlive() {
        scene.has("buyer", "ic_gone");
        Stopper more = stopper(Optional.empty());
        StopFact.Ordered order = scene.order("stop-1", "buyer");
        assertThatThrownBy(() -> more.stop(order, scene.at())).hasMessageContaining("1 of 3, as [ic_gone]");
        assertThat(stripe.status("ic_1")).isEqualTo("inactive");
        assertThat(more.verify(order, scene.at()))
                .isEqualTo(new Stopper.Proof(false, "2 of 3 cards off, 0 live, 1 not seen"));
    }

    @Test
    void letsGoOnlyWhatItStopped() {
        stripe.becomes("ich_1", "inactive");
        StopFact.Ordered order = scene.order("stop-1", "buyer");
        assertThat(stopper.stop(order, scene.at()).affected()).isEqualTo(1);
        scene.resumed(order);
        stopper.resume(order);
        stopper.resume(order);
        assertThat(stripe.status("ic_1")).isEqualTo("active");
        assertThat(stripe.metadata("ic_1")).isEmpty();
        assertThat(stripe.status("ich_1")).isEqualTo("inactive");
    }

    @Test
    void letsGoNothingThatAnotherOrderCovers() {
        StopFact.Ordered first = scene.order("stop-1", "buyer");
        stopper.stop(first, scene.at());
        StopFact.Ordered second = scene.order("stop-2", "buyer");
        stopper.stop(second, scene.at());
        scene.resumed(first);
        stopper.resume(first);
        assertThat(stripe.status("ic_1")).isEqualTo("inactive");
        scene.resumed(second);
        stopper.resume(second);
        assertThat(stripe.status("ic_1")).isEqualTo("active");
    }

    @Test
    void canceledIsStoppedForGood() {
        stripe.becomes("ic_1", "canceled");
        StopFact.Ordered order = scene.order("stop-1", "buyer");
        stopper.stop(order, scene.at());
        assertThat(stopper.verify(order, scene.at()).holds()).isTrue();
        scene.resumed(order);
        stopper.resume(order);
        assertThat(stripe.status("ic_1")).isEqualTo("canceled");
    }

    @Test
    void anUnknownStatusIsNotOff() {
        StopFact.Ordered order = scene.order("stop-1", "other");
        stripe.becomes("ic_2", "dormant");
        assertThat(stopper.verify(order, scene.at()))
                .isEqualTo(new Stopper.Proof(false, "0 of 1 cards off, 0 live, 1 not seen"));
    }

    @Test
    void rehearsesAndLeavesTheCanaryAsItWas() {
        assertThat(stopper.rehearse()).contains(new Stopper.Proof(true, "canary off: true, on again: true"));
        assertThat(stripe.status("ic_canary")).isEqualTo("active");
        assertThat(stripe.metadata("ic_canary")).isEmpty();
        assertThat(stopper(Optional.empty()).rehearse()).isEmpty();
    }

    @Test
    void noticesARotatedKey() {
        stripe.rotates("rk_test_2");
        assertThatThrownBy(stopper::rehearse).hasMessageContaining("answered 401");
        scene.knows("stripe", "rk_test_2");
        assertThat(stopper.rehearse().orElseThrow().holds()).isTrue();
    }

    @Test
    void aRehearsalThatLiesDoesNotHold() {
        stripe.lies();
        assertThat(stopper.rehearse().orElseThrow().holds()).isFalse();
    }

    @Test
    void pinsTheVersion() {
        stopper.rehearse();
        assertThat(stripe.asked()).extracting(it -> it.header("Stripe-Version")).containsOnly(StripeAccounts.VERSION);
        assertThat(stripe.asked().stream()
                        .filter(it -> it.method().equals("POST"))
                        .map((HttpAsked it) -> it.header("Idempotency-Key")))
                .doesNotHaveDuplicates()
                .noneMatch(String::isEmpty);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ic_", "pm_1", "ic_1/../x", "a-key"})
    void takesOnlyIdsOfCards(String id) {
        scene.has("buyer", id);
        assertThatThrownBy(() -> stopper(Optional.empty())).isInstanceOf(IllegalArgumentException.class);
    }
}
