package io.levee.app.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.rooms.stop.Stopper;
import io.levee.rooms.stop.StopperKind;
import io.levee.testkit.StopTrial;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every system outside, whichever adapter stops there.
final class OutsideStoppersTest {
    /// Where nobody listens.
    private static final String NOWHERE = "http://127.0.0.1:1";

    private static final Map<String, Map<String, String>> SETTINGS = new TreeMap<>(Map.ofEntries(
            Map.entry("postgres", Map.of("url", "jdbc:postgresql://127.0.0.1:1/none", "user", "u", "secret", "s")),
            Map.entry("kafka", Map.of("bootstrap", "127.0.0.1:1", "user", "u", "secret", "s")),
            Map.entry("flink", Map.of("url", NOWHERE)),
            Map.entry("spark", Map.of("url", NOWHERE, "manager", "yarn")),
            Map.entry("kubernetes", Map.of("namespace", "agents", "url", "https://127.0.0.1:1", "secret", "s")),
            Map.entry("temporal", Map.of("target", "127.0.0.1:1", "namespace", "agents")),
            Map.entry("stripe", Map.of("secret", "s", "url", NOWHERE)),
            Map.entry("model-proxy", Map.of("url", NOWHERE, "secret", "s")),
            Map.entry("keycloak", Map.of("url", NOWHERE, "realm", "r", "client", "c", "secret", "s")),
            Map.entry("caep", Map.of("url", NOWHERE, "issuer", NOWHERE, "audience", NOWHERE, "secret", "s")),
            Map.entry("a2a", Map.of("url", NOWHERE)),
            Map.entry("langgraph", Map.of("url", NOWHERE)),
            Map.entry("interrupt-webhook", Map.of("url", NOWHERE, "secret", "s"))));

    static Stream<Arguments> systems() {
        return OutsideStoppers.KINDS.values().stream()
                .sorted(Comparator.comparing(StopperKind::system))
                .map(kind -> Arguments.of(kind.system(), kind, SETTINGS.getOrDefault(kind.system(), Map.of())));
    }

    @Test
    void everySystemIsTriedHere() {
        assertThat(SETTINGS.keySet()).isEqualTo(OutsideStoppers.KINDS.keySet());
    }

    /// A system that is down must not make the stop of an agent red that has nothing there.
    @ParameterizedTest(name = "{0}")
    @MethodSource("systems")
    void anOrderThatCoversNothingThereAsksNobody(String system, StopperKind kind, Map<String, String> settings) {
        StopTrial trial = new StopTrial(kind, settings, Optional.empty(), List.of());
        Stopper stopper = trial.stopper(name -> {
            throw new AssertionError("`%s` is asked for".formatted(name));
        });
        var order = trial.order("stop-1", "writer");

        assertThat(stopper.stop(order, StopTrial.AT).affected()).as(system).isZero();
        assertThat(stopper.verify(order, StopTrial.AT).holds()).isTrue();
        stopper.resume(order);
        assertThat(stopper.name()).isEqualTo("trial");
    }
}
