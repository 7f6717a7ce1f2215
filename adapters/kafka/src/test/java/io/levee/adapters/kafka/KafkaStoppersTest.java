package io.levee.adapters.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.consent.OpenStops;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.organisation.Foothold;
import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Stopper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KafkaStoppersTest {
    private static final StopFact.Ordered ORDER = new StopFact.Ordered(
            new StopId("one"), new Scope.Everything(), Set.of(Layer.IDENTITY), ActorId.person("cy"), "it floods");
    private static final Receipt AT = new Receipt(new Origin("acme", "here"), 1, Instant.EPOCH);

    @ParameterizedTest
    @CsvSource({
        "bootstrap,''",
        "bootstrap,broker",
        "bootstrap,'a:1, b:2'",
        "bootstrap,PLAINTEXT://a:1",
        "user,' '",
        "protocol,PLAINTEXT",
        "superusers,admin"
    })
    void aSettingThatIsNoneIsRefused(String setting, String value) {
        assertThatThrownBy(() -> stopper(Map.of(setting, value), "writer"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("`");
    }

    /// To deny everybody takes a cluster down, and so does to take the credentials from its brokers.
    @ParameterizedTest
    @ValueSource(strings = {"*", "ANONYMOUS", "stopper", "admin", "broker"})
    void whoMustNeverBeTouchedIsNoFoothold(String user) {
        Map<String, String> settings = Map.of("superusers", "User:admin; User:broker");
        assertThatThrownBy(() -> stopper(settings, user))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("`%s`", user);
    }

    @Test
    void encryptionGoesWithoutSaying() {
        assertThatThrownBy(() -> stopper(Map.of("protocol", "SASL_PLAINTEXT", "truststore", "ca.pem"), "writer"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new KafkaStoppers().optional()).contains("protocol", "truststore", "superusers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "qu\"ote", "back\\slash", "semi;colon=\"x\"", "ünï", "trailing\\"})
    void aSecretIsWhatItIs(String secret) {
        JaasContext read = JaasContext.loadClientContext(
                Map.of("sasl.jaas.config", new Password(Cluster.login("us\"er", secret))));
        assertThat(read.configurationEntries().getFirst().getOptions())
                .isEqualTo(Map.of("username", "us\"er", "password", secret));
    }

    @Test
    void aSecretWithALineBreakIsRefusedUnshown() {
        assertThatThrownBy(() -> Cluster.login("user", "se\ncret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("cret\n")
                .hasMessageNotContaining("se\n");
    }

    @Test
    void aBrokerThatSaysNothingAndOneThatIsNotThereAreGivenUpInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<LeveeException>> failures = new ArrayList<>();
            for (int port : List.of(silent.getLocalPort(), 1)) {
                Stopper stopper =
                        stopper(Map.of("bootstrap", "127.0.0.1:" + port, "protocol", "SASL_PLAINTEXT"), "writer");
                for (Executable part : List.<Executable>of(
                        () -> stopper.stop(ORDER, AT), () -> stopper.verify(ORDER, AT), stopper::rehearse)) {
                    failures.add(aside.submit(() -> Assertions.assertTimeoutPreemptively(
                            stopper.deadline(), () -> Assertions.assertThrows(LeveeException.class, part))));
                }
            }
            for (Future<LeveeException> failure : failures) {
                assertThat(failure.get().code()).isEqualTo(ErrorCode.UPSTREAM_UNAVAILABLE);
            }
        }
    }

    private static Stopper stopper(Map<String, String> settings, String user) {
        Map<String, String> all =
                new HashMap<>(Map.of("bootstrap", "127.0.0.1:9092", "user", "stopper", "secret", "streams-stopper"));
        all.putAll(settings);
        List<Foothold> footholds = List.of(new Foothold(ActorId.agent("writer"), Optional.empty(), user));
        StopperSource source = new StopperSource("streams", "kafka", all, Optional.of("levee-canary"), footholds, 1);
        return new KafkaStoppers()
                .stopper(
                        source,
                        new Footholds(footholds, source.canary(), new OpenStops(), Nobody::new),
                        _ -> "a password");
    }

    private record Nobody() implements Directory {
        @Override
        public Optional<Person> person(ActorId person) {
            return Optional.empty();
        }

        @Override
        public Optional<Passport> passport(ActorId agent) {
            return Optional.empty();
        }
    }
}
