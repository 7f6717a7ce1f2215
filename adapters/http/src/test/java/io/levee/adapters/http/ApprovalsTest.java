package io.levee.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.consent.approval.ApprovalLimits;
import io.levee.consent.approval.Body;
import io.levee.consent.approval.HeldCall;
import io.levee.consent.approval.Payload;
import io.levee.facts.ApprovalId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A call of Ana's report writer waits. Bo may approve; Cai may do nothing.
class ApprovalsTest {
    private static final String BODY = "{\"to\":\"\u202eb\",\n\"esc\":\"\u001b[2J\"}";

    private final TestApi api = new TestApi();
    private String digest = "";

    @BeforeEach
    void ask() {
        HeldCall call = new HeldCall(
                Chain.of(ActorId.person("ana"), ActorId.agent("report-writer")),
                new SessionId("session-1"),
                List.of(AssetId.operation("payments", "refundPayment")),
                new Payload(
                        "POST",
                        "payments",
                        "/refunds",
                        List.of(new Payload.Header("content-type", "application/json")),
                        new Body(BODY.getBytes(StandardCharsets.UTF_8))));
        digest = call.digest();
        api.approvals.keep(new ApprovalId("apr-1"), call, Duration.ofMinutes(5), ApprovalLimits.DEFAULT);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void whoMayApproveSeesExactlyWhatWouldRun() throws Exception {
        JsonNode listed = api.get("/v1/approvals", "bo").json().get("approvals").get(0);
        assertThat(listed.get("id").asString()).isEqualTo("apr-1");
        assertThat(listed.get("call").isNull()).isTrue();
        JsonNode shown = api.get("/v1/approvals/apr-1", "bo").json();
        assertThat(shown.get("digest").asString()).isEqualTo(digest);
        JsonNode call = shown.get("call");
        assertThat(new String(Base64.getDecoder().decode(call.get("body").asString()), StandardCharsets.UTF_8))
                .isEqualTo(BODY);
        assertThat(call.get("shown").get(0).asString()).isEqualTo("{\"to\":\"‹U+202E›b\",");
        assertThat(call.get("shown").get(1).asString()).isEqualTo("\"esc\":\"‹U+001B›[2J\"}");
    }

    @Test
    void whoMayNotDoesNotLearnThatThereIsOne() throws Exception {
        assertThat(api.get("/v1/approvals", "cai").json().get("approvals").isEmpty())
                .isTrue();
        TestApi.Answer hidden = api.get("/v1/approvals/apr-1", "cai");
        assertThat(hidden.status()).isEqualTo(404);
        assertThat(hidden.body().replace("apr-1", "apr-2"))
                .isEqualTo(api.get("/v1/approvals/apr-2", "cai").body());
        assertThat(api.get("/v1/approvals", "bo/report-writer")
                        .json()
                        .get("approvals")
                        .isEmpty())
                .as("an agent of Bo")
                .isTrue();
    }

    @Test
    void aYesIsForWhatWasLookedAt() throws Exception {
        TestApi.Answer other = say("bo", "give", "0".repeat(64));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().get("code").asString()).isEqualTo("approval-changed");
        TestApi.Answer given = say("bo", "give", digest);
        assertThat(given.status()).isEqualTo(200);
        assertThat(given.json().get("state").asString()).isEqualTo("given");
        assertThat(given.json().get("by").asString()).isEqualTo("person:bo");
        assertThat(say("bo", "refuse", digest).json().get("code").asString()).isEqualTo("approval-over");
    }

    @Test
    void aNoForgetsWhatWasAsked() throws Exception {
        JsonNode refused = say("bo", "refuse", digest).json();
        assertThat(refused.get("state").asString()).isEqualTo("refused");
        assertThat(refused.get("call").isNull()).isTrue();
    }

    @Test
    void agentsAnswerNothing() throws Exception {
        TestApi.Answer answer = say("bo/report-writer", "give", digest);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().get("code").asString()).isEqualTo("approval-needs-person");
    }

    @Test
    void aMalformedAnswerIsExplained() throws Exception {
        for (String body : List.of("{}", "{\"digest\":\"x\"}", "{\"digest\":\"x\",\"reason\":\" \"}", "[]")) {
            assertThat(api.post("/v1/approvals/apr-1/give", "bo", body).status())
                    .as(body)
                    .isEqualTo(400);
        }
    }

    private TestApi.Answer say(String who, String word, String lookedAt) throws Exception {
        return api.post(
                "/v1/approvals/apr-1/" + word,
                who,
                "{\"digest\":\"%s\",\"reason\":\"looked at it\"}".formatted(lookedAt));
    }
}
