package io.levee.adapters.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.adapters.doubles.HttpAnswer;
import io.levee.adapters.doubles.HttpAsked;
import io.levee.adapters.doubles.HttpDouble;
import io.levee.adapters.doubles.Scene;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.rooms.stop.Stopper;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class InterruptStopperTest {
    private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");

    /// A framework that takes what is signed, and answers a probe only for what it took.
    private static final class FrameworkDouble extends HttpDouble {
        private final Set<String> taken = new HashSet<>();
        private String secret = "shared";
        private boolean mute;

        synchronized void rotates(String to) {
            secret = to;
        }

        /// Says that it is well, and not what it took.
        synchronized void isMute() {
            mute = true;
        }

        @Override
        protected synchronized HttpAnswer answer(HttpAsked request) {
            String header = request.header("Levee-Signature");
            long time = Long.parseLong(header.substring(2, header.indexOf(',')));
            if (!header.equals(LeveeSignature.of(secret, Instant.ofEpochSecond(time), request.body()))) {
                return HttpAnswer.empty(401);
            }
            JsonNode body = request.json();
            String stop = body.path("stop").asString("");
            String at = stop + "@" + body.path("foothold").asString("");
            if (body.path("reason").asString("").equals("probe")) {
                return taken.contains(at) && !mute ? echo(stop) : echo("");
            }
            taken.add(at);
            return mute ? HttpAnswer.json(200, "{}") : echo(stop);
        }

        private static HttpAnswer echo(String stop) {
            return HttpAnswer.json(200, "{\"stop\":\"%s\"}".formatted(stop));
        }
    }

    private final FrameworkDouble framework = new FrameworkDouble();
    private final Scene scene = new Scene(NOW)
            .knows("hook", "shared")
            .has("writer", "crew-1")
            .has("writer", "crew-2")
            .has("other", "crew-3");
    private final Stopper stopper = scene.stopper(
            new InterruptKind(), Map.of("url", framework.url() + "/hook", "secret", "hook"), Optional.of("crew-0"));

    @AfterEach
    void close() {
        framework.close();
    }

    @Test
    void asksAndWantsToHearWhatWasTaken() {
        StopFact.Ordered order = scene.order("stop-1", "writer");
        assertThat(stopper.layer()).isEqualTo(Layer.FRAMEWORK);
        assertThat(stopper.verify(order, scene.at()))
                .isEqualTo(new Stopper.Proof(false, "only asked: 0 of 2 say that they took it"));
        assertThat(stopper.stop(order, scene.at())).isEqualTo(new Stopper.Done(2, "2 footholds asked"));
        assertThat(stopper.verify(order, scene.at()))
                .isEqualTo(new Stopper.Proof(true, "only asked: 2 of 2 say that they took it"));
        assertThat(stopper.stop(order, scene.at()).affected()).isEqualTo(2);
    }

    @Test
    void sendsIdsAndNoWords() {
        StopFact.Ordered order = scene.order("stop-1", "other");
        stopper.stop(order, scene.at());
        HttpAsked asked = framework.asked().getFirst();
        assertThat(asked.path()).isEqualTo("/hook");
        assertThat(asked.body())
                .isEqualTo(
                        "{\"stop\":\"stop-1\",\"scope\":\"agent:other\",\"foothold\":\"crew-3\",\"reason\":\"stop\",\"at\":%d}"
                                .formatted(NOW.getEpochSecond()))
                .doesNotContain(order.reason());
        assertThat(asked.header("Levee-Signature")).matches("t=[0-9]+,v1=[0-9a-f]{64}");
    }

    @Test
    void triesAgainWhereTheReceiverIsAwayForAMoment() {
        framework.drops(1);
        framework.limits(1);
        StopFact.Ordered order = scene.order("stop-1", "other");
        assertThat(stopper.stop(order, scene.at()).affected()).isEqualTo(1);
    }

    @Test
    void oneWhoDoesNotSayWhatItTookHasNotHeard() {
        framework.isMute();
        StopFact.Ordered order = scene.order("stop-1", "writer");
        assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("did not say");
        assertThat(stopper.verify(order, scene.at()).holds()).isFalse();
    }

    @Test
    void failsInTimeWhereNobodyAnswers() {
        framework.hangs();
        StopFact.Ordered order = scene.order("stop-1", "writer");
        assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("none in time");
        assertThat(stopper.verify(order, scene.at()).holds()).isFalse();
    }

    @Test
    void saysWhenItMayGoOn() {
        StopFact.Ordered first = scene.order("stop-1", "other");
        StopFact.Ordered second = scene.order("stop-2", "other");
        scene.resumed(first);
        stopper.resume(first);
        assertThat(framework.asked()).isEmpty();
        scene.resumed(second);
        stopper.resume(second);
        assertThat(reasons()).containsExactly("resume");
    }

    @Test
    void doesNotSayTwiceThatItMayGoOn() {
        StopFact.Ordered order = scene.order("stop-1", "other");
        scene.resumed(order);
        framework.drops(1);
        assertThatThrownBy(() -> stopper.resume(order)).hasMessageContaining("no answer");
        assertThat(reasons()).containsExactly("resume");
    }

    @Test
    void rehearsesAndNoticesARotatedSecret() {
        assertThat(stopper.rehearse().orElseThrow().holds()).isTrue();
        assertThat(reasons()).containsExactly("rehearsal");
        framework.rotates("another");
        assertThatThrownBy(stopper::rehearse).hasMessageContaining("answered 401");
        assertThatThrownBy(stopper::rehearse).hasMessageNotContaining("shared");
    }

    private List<String> reasons() {
        return framework.asked().stream()
                .map(it -> it.json().path("reason").asString(""))
                .toList();
    }
}
