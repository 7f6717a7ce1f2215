package io.levee.adapters.identityproviders;

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

final class KeycloakStopperTest {
    private final KeycloakDouble keycloak = new KeycloakDouble()
            .hasUser("writer", "s-1", "s-2")
            .hasUser("writer-old", "s-3")
            .hasUser("canary")
            .hasClient("writer-app", "s-4")
            .hasClient("canary-app");
    private final Scene scene = new Scene(Instant.EPOCH)
            .knows("keycloak", KeycloakDouble.SECRET)
            .has("writer", "user:writer")
            .has("writer", "client:writer-app")
            .has("other", "user:writer-old");
    private final Stopper stopper = stopper("user:canary");

    private Stopper stopper(String canary) {
        return scene.stopper(
                new KeycloakKind(),
                Map.of("url", keycloak.url(), "realm", "acme", "client", "levee", "secret", "keycloak"),
                Optional.of(canary));
    }

    @AfterEach
    void close() {
        keycloak.close();
    }

    @Test
    void disablesAndEndsSessions() {
        StopFact.Ordered order = scene.order("stop-1", "writer");
        assertThat(stopper.layer()).isEqualTo(Layer.IDENTITY);
        assertThat(stopper.verify(order, scene.at()))
                .isEqualTo(new Stopper.Proof(false, "0 of 2 users and clients off, 3 live, 0 not seen"));
        assertThat(stopper.stop(order, scene.at()))
                .isEqualTo(new Stopper.Done(2, "2 of 2 users and clients switched off, 3 ended, 0 without a mark"));
        assertThat(stopper.verify(order, scene.at()))
                .isEqualTo(new Stopper.Proof(true, "2 of 2 users and clients off, 0 live, 0 not seen"));
        assertThat(keycloak.user("writer").path("enabled").asBoolean()).isFalse();
        assertThat(keycloak.client("writer-app").path("enabled").asBoolean()).isFalse();
        assertThat(keycloak.client("writer-app").path("notBefore").asLong()).isPositive();
        assertThat(keycloak.pushed()).containsExactly("c-writer-app");
        assertThat(keycloak.user("writer-old").path("enabled").asBoolean()).isTrue();
        assertThat(stopper.stop(order, scene.at()).affected()).isZero();
    }

    @Test
    void changesNothingElse() {
        StopFact.Ordered order = scene.order("stop-1", "writer");
        var user = keycloak.user("writer").deepCopy();
        var client = keycloak.client("writer-app").deepCopy();
        stopper.stop(order, scene.at());
        assertThat(keycloak.user("writer")
                        .path("attributes")
                        .path("levee_stop")
                        .path(0)
                        .asString())
                .isEqualTo("stop-1");
        scene.resumed(order);
        stopper.resume(order);
        assertThat(keycloak.user("writer")).isEqualTo(user);
        assertThat(keycloak.client("writer-app").without("notBefore")).isEqualTo(client);
    }

    @Test
    void sendsAgainWhatStopsAndNotWhatLetsGo() {
        StopFact.Ordered order = scene.order("stop-1", "other");
        keycloak.drops("PUT", 1);
        stopper.stop(order, scene.at());
        assertThat(stopper.verify(order, scene.at()).holds()).isTrue();
        scene.resumed(order);
        keycloak.drops("PUT", 1);
        assertThatThrownBy(() -> stopper.resume(order)).hasMessageContaining("no answer");
        assertThat(keycloak.user("writer-old").path("enabled").asBoolean()).isFalse();
        stopper.resume(order);
        assertThat(keycloak.user("writer-old").path("enabled").asBoolean()).isTrue();
    }

    @Test
    void aSessionThatIsLeftIsNoStop() {
        StopFact.Ordered order = scene.order("stop-1", "writer");
        keycloak.keepsSessions();
        stopper.stop(order, scene.at());
        assertThat(stopper.verify(order, scene.at()))
                .isEqualTo(new Stopper.Proof(false, "2 of 2 users and clients off, 3 live, 0 not seen"));
    }

    @Test
    void endsSessionsOfWhoWasDisabledBefore() {
        keycloak.user("writer-old").put("enabled", false);
        StopFact.Ordered order = scene.order("stop-1", "other");
        assertThat(stopper.stop(order, scene.at()))
                .isEqualTo(new Stopper.Done(0, "0 of 1 users and clients switched off, 1 ended, 0 without a mark"));
        assertThat(stopper.verify(order, scene.at()).holds()).isTrue();
        scene.resumed(order);
        stopper.resume(order);
        assertThat(keycloak.user("writer-old").path("enabled").asBoolean()).isFalse();
    }

    @Test
    void letsGoNothingThatAnotherOrderCovers() {
        StopFact.Ordered first = scene.order("stop-1", "writer");
        StopFact.Ordered second = scene.order("stop-2", "writer");
        stopper.stop(first, scene.at());
        scene.resumed(first);
        stopper.resume(first);
        assertThat(keycloak.user("writer").path("enabled").asBoolean()).isFalse();
        scene.resumed(second);
        stopper.resume(second);
        assertThat(keycloak.user("writer").path("enabled").asBoolean()).isTrue();
    }

    @Test
    void stopsAlsoWhereTheRealmKeepsNoMark() {
        keycloak.dropsAttributes();
        StopFact.Ordered order = scene.order("stop-1", "writer");
        assertThat(stopper.stop(order, scene.at()).detail()).contains("2 without a mark");
        assertThat(stopper.verify(order, scene.at()).holds()).isTrue();
        scene.resumed(order);
        stopper.resume(order);
        assertThat(keycloak.user("writer").path("enabled").asBoolean())
                .as("by hand")
                .isFalse();
    }

    @Test
    void stopsAlsoWhoseProfileIsNotValid() {
        keycloak.findsProfilesInvalid();
        StopFact.Ordered order = scene.order("stop-1", "writer");
        assertThat(stopper.stop(order, scene.at()).detail()).contains("2 without a mark");
        assertThat(stopper.verify(order, scene.at()).holds()).isTrue();
        assertThat(keycloak.user("writer")
                        .path("attributes")
                        .path("team")
                        .path(0)
                        .asString())
                .isEqualTo("blue");
    }

    @Test
    void whoIsGoneIsNotSeenAndKeepsNobodyAlive() {
        scene.has("writer", "user:gone");
        Stopper more = stopper("user:canary");
        StopFact.Ordered order = scene.order("stop-1", "writer");
        assertThatThrownBy(() -> more.stop(order, scene.at())).hasMessageContaining("1 of 3, as [user:gone]");
        assertThat(more.verify(order, scene.at()))
                .isEqualTo(new Stopper.Proof(false, "2 of 3 users and clients off, 0 live, 1 not seen"));
    }

    @Test
    void believesNoAnswerToAStop() {
        keycloak.lies();
        StopFact.Ordered order = scene.order("stop-1", "writer");
        stopper.stop(order, scene.at());
        assertThat(stopper.verify(order, scene.at()).holds()).isFalse();
        assertThat(stopper.rehearse().orElseThrow().holds()).isFalse();
    }

    @Test
    void failsWhereKeycloakHangsOrFails() {
        StopFact.Ordered order = scene.order("stop-1", "writer");
        stopper.stop(order, scene.at());
        keycloak.hangs();
        assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("none in time");
        assertThatThrownBy(() -> stopper.verify(order, scene.at())).isInstanceOf(IllegalStateException.class);
        keycloak.isWell();
        keycloak.fails(500);
        assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("answered 500");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user:canary", "client:canary-app"})
    void rehearses(String canary) {
        Stopper its = stopper(canary);
        assertThat(its.rehearse()).contains(new Stopper.Proof(true, "canary off: true, on again: true"));
        assertThat(keycloak.user("canary").path("enabled").asBoolean()).isTrue();
        assertThat(keycloak.client("canary-app").path("enabled").asBoolean()).isTrue();
        assertThat(keycloak.client("canary-app").path("attributes").has("levee_stop"))
                .isFalse();
        keycloak.rotates("another");
        assertThatThrownBy(its::rehearse)
                .hasMessageContaining("answered 401")
                .hasMessageNotContaining(KeycloakDouble.SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"writer", "user:", "group:x"})
    void takesOnlyUsersAndClients(String id) {
        scene.has("writer", id);
        assertThatThrownBy(() -> stopper("user:canary")).isInstanceOf(IllegalArgumentException.class);
    }
}
