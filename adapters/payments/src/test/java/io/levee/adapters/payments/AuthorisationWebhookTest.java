package io.levee.adapters.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.doubles.Scene;
import io.levee.adapters.payments.AuthorisationWebhook.Reason;
import io.levee.adapters.payments.AuthorisationWebhook.Response;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.identity.ActorId;
import io.levee.ledger.Freshness;
import io.levee.testkit.FakeClock;
import io.levee.testkit.FakeFreshness;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class AuthorisationWebhookTest {
    private static final String SECRET = "whsec_1";

    private final FakeClock clock = FakeClock.start();
    private final FakeFreshness freshness = new FakeFreshness();
    private final Scene scene = new Scene(clock.instant())
            .knows("webhook", SECRET)
            .has("buyer", "ic_1")
            .has("holder", "ich_9");
    private final AgentCards cards = AgentCards.of(scene::footholds, scene.stops(), Scene.Nobody::new, freshness);
    private final AuthorisationWebhook webhook = webhook(cards);

    private AuthorisationWebhook webhook(AgentCards of) {
        return new AuthorisationWebhook(scene.secrets(), "webhook", of, clock);
    }

    @Test
    void approvesWhatNoOrderCovers() {
        Response response = asked("evt_1", "ic_1", "ich_1");
        assertThat(response.reason()).isEqualTo(Reason.FREE);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"approved\":true}");
        assertThat(response.headers())
                .containsEntry("Stripe-Version", StripeAccounts.VERSION)
                .containsEntry("Content-Type", "application/json");
    }

    @Test
    void declinesFromTheOrderOnUntilItWasResumed() {
        StopFact.Ordered order = scene.order("stop-1", "buyer");
        Response response = asked("evt_1", "ic_1", "ich_1");
        assertThat(response.reason()).isEqualTo(Reason.STOPPED);
        assertThat(response.body()).isEqualTo("{\"approved\":false}");
        assertThat(asked("evt_2", "ic_5", "ich_9").reason()).isEqualTo(Reason.FREE);
        scene.resumed(order);
        assertThat(asked("evt_3", "ic_1", "ich_1").reason()).isEqualTo(Reason.FREE);
    }

    @Test
    void declinesEveryCardOfAStoppedCardholder() {
        scene.order("stop-1", "holder");
        assertThat(asked("evt_1", "ic_5", "ich_9").reason()).isEqualTo(Reason.STOPPED);
    }

    @Test
    void anOrderOfOtherLayersLetsPay() {
        scene.order("stop-1", new Scope.Agent(ActorId.agent("buyer")), Set.of(Layer.RUNTIME));
        assertThat(asked("evt_1", "ic_1", "ich_1").reason()).isEqualTo(Reason.FREE);
    }

    @Test
    void declinesACardThatNobodyKnows() {
        assertThat(asked("evt_1", "ic_5", "ich_5").reason()).isEqualTo(Reason.UNKNOWN_CARD);
    }

    @Test
    void declinesWhereThisReplicaMayNotHaveHeard() {
        freshness.becomes(Freshness.CHANGES_DENIED_AFTER);
        assertThat(asked("evt_1", "ic_1", "ich_1").reason()).isEqualTo(Reason.UNKNOWN_CARD);
    }

    @Test
    void declinesWhereNobodyCanSay() {
        AuthorisationWebhook broken = webhook(_ -> {
            throw new IllegalStateException("no organisation");
        });
        byte[] body = body("evt_1", "ic_1", "ich_1");
        assertThat(broken.answer(signature(clock.instant(), body, SECRET), body).reason())
                .isEqualTo(Reason.UNKNOWN_CARD);
    }

    @Test
    void declinesWhatStripeDidNotSign() {
        byte[] body = body("evt_1", "ic_1", "ich_1");
        Instant now = clock.instant();
        String good = signature(now, body, SECRET);
        assertThat(webhook.answer("", body).reason()).isEqualTo(Reason.UNSIGNED);
        assertThat(webhook.answer("t=1,v1=", body).reason()).isEqualTo(Reason.UNSIGNED);
        assertThat(webhook.answer(signature(now, body, "whsec_2"), body).reason())
                .isEqualTo(Reason.UNSIGNED);
        assertThat(webhook.answer(good, body("evt_1", "ic_2", "ich_1")).reason())
                .isEqualTo(Reason.UNSIGNED);
        assertThat(webhook.answer(good.replace("v1=", "v0="), body).reason()).isEqualTo(Reason.UNSIGNED);
        assertThat(webhook.answer(good.replace("t=", "t=1,t="), body).reason()).isEqualTo(Reason.UNSIGNED);
        assertThat(webhook.answer("x".repeat(5_000), body).reason()).isEqualTo(Reason.UNSIGNED);
        assertThat(webhook.answer(good, body).reason()).isEqualTo(Reason.FREE);
    }

    @Test
    void declinesWithoutASecret() {
        AuthorisationWebhook without =
                new AuthorisationWebhook(new Scene(clock.instant()).secrets(), "webhook", cards, clock);
        byte[] body = body("evt_1", "ic_1", "ich_1");
        assertThat(without.answer(signature(clock.instant(), body, SECRET), body)
                        .reason())
                .isEqualTo(Reason.UNSIGNED);
    }

    @Test
    void takesTwoSecretsWhileOneIsRotated() {
        byte[] body = body("evt_1", "ic_1", "ich_1");
        String old = signature(clock.instant(), body, "whsec_0");
        String both = old + signature(clock.instant(), body, SECRET).replaceFirst("t=[0-9]+", "");
        assertThat(webhook.answer(both, body).reason()).isEqualTo(Reason.FREE);
    }

    @Test
    void declinesWhatWasSignedLongAgoOrAhead() {
        byte[] body = body("evt_1", "ic_1", "ich_1");
        for (int minutes : new int[] {-6, 6}) {
            Instant then = clock.instant().plus(Duration.ofMinutes(minutes));
            assertThat(webhook.answer(signature(then, body, SECRET), body).reason())
                    .isEqualTo(Reason.UNTIMELY);
        }
        Instant before = clock.instant().minus(StripeSignature.TOLERANCE);
        assertThat(webhook.answer(signature(before, body, SECRET), body).reason())
                .isEqualTo(Reason.FREE);
    }

    @Test
    void answersAQuestionOnce() {
        Instant ahead = clock.instant().plus(StripeSignature.TOLERANCE);
        byte[] body = body("evt_1", "ic_1", "ich_1");
        String signature = signature(ahead, body, SECRET);
        assertThat(webhook.answer(signature, body).reason()).isEqualTo(Reason.FREE);
        assertThat(webhook.answer(signature, body).reason()).isEqualTo(Reason.REPEATED);
        clock.advance(StripeSignature.TOLERANCE.multipliedBy(2));
        assertThat(webhook.answer(signature, body).reason()).isEqualTo(Reason.REPEATED);
        clock.advance(Duration.ofSeconds(1));
        assertThat(webhook.answer(signature, body).reason()).isEqualTo(Reason.UNTIMELY);
    }

    @Test
    void saysNoToWhatItDoesNotUnderstand() {
        assertThat(signed("{\"type\":\"issuing_authorization.created\"}").reason())
                .isEqualTo(Reason.NO_QUESTION);
        assertThat(signed("{\"type\":").reason()).isEqualTo(Reason.MALFORMED);
        assertThat(signed("[]").reason()).isEqualTo(Reason.NO_QUESTION);
        assertThat(signed("{\"type\":\"issuing_authorization.request\",\"id\":\"evt_1\"}")
                        .reason())
                .isEqualTo(Reason.MALFORMED);
        assertThat(signed("{\"type\":\"a\",\"type\":\"issuing_authorization.request\"}")
                        .reason())
                .isEqualTo(Reason.MALFORMED);
        assertThat(signed(" ".repeat(AuthorisationWebhook.BODY_BYTES_MAX + 1)).reason())
                .isEqualTo(Reason.UNSIGNED);
    }

    private Response asked(String event, String card, String cardholder) {
        return signed(new String(body(event, card, cardholder), StandardCharsets.UTF_8));
    }

    private Response signed(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return webhook.answer(signature(clock.instant(), body, SECRET), body);
    }

    private static byte[] body(String event, String card, String cardholder) {
        return """
                {"id":"%s","object":"event","type":"issuing_authorization.request","data":{"object":{
                 "id":"iauth_1","object":"issuing.authorization","approved":false,"cardholder":"%s",
                 "card":{"id":"%s","object":"issuing.card","status":"active","cardholder":{"id":"%s"}},
                 "pending_request":{"amount":400,"currency":"usd"}}}}""".formatted(event, cardholder, card, cardholder).getBytes(StandardCharsets.UTF_8);
    }

    private static String signature(Instant time, byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signed = time.getEpochSecond() + "." + new String(body, StandardCharsets.UTF_8);
            byte[] digest = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
            return "t=%d,v1=%s".formatted(time.getEpochSecond(), HexFormat.of().formatHex(digest));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
