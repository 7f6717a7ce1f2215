package io.levee.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.ReviewFact;
import io.levee.rooms.review.Reviews;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// `bo` sends a change through the report writer, or in person; `ana` and `bo` administer and
/// audit, `cai` does neither.
final class ReviewRoutesTest {
    private static final String FLOOD = """
            --- a/app.txt
            +++ b/app.txt
            @@ -1 +1 @@
            -calm
            +flood
            """;
    private static final String REASON = "{\"reason\":\"the shop is down\"}";

    private final TestApi api = new TestApi();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aDiffIsJudgedForWhoSentIt() throws Exception {
        TestApi.Answer answer = api.post("/v1/reviews?name=pull%2F7", "ana/report-writer", FLOOD);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().at("/report/decision").asString()).isEqualTo("deny");
        assertThat(answer.json().at("/report/findings/0/rule").asString()).isEqualTo("no-floods");
        ReviewFact.Decided fact = api.ledger.facts(ReviewFact.Decided.class).getFirst();
        assertThat(fact.change()).isEqualTo("pull/7");
        assertThat(fact.agent().orElseThrow()).hasToString("agent:report-writer");
        assertThat(fact.person().orElseThrow()).hasToString("person:ana");
    }

    @Test
    void auditorsSeeAReviewWithItsChangeAndNobodyElseDoes() throws Exception {
        String id = judged("bo");
        JsonNode whole = api.get("/v1/reviews/" + id, "ana").json();
        assertThat(whole.at("/review/decision").asString()).isEqualTo("deny");
        assertThat(whole.at("/report/teams/0/team").asString()).isEqualTo("kafka");
        assertThat(whole.at("/change/files/0/lines/1/text").asString()).isEqualTo("flood");
        assertThat(api.get("/v1/reviews", "ana").json().at("/reviews/0/id").asString())
                .isEqualTo(id);
        for (String path : List.of("/v1/reviews", "/v1/reviews/" + id, "/v1/review-scores")) {
            assertThat(api.get(path, "cai").status()).as(path).isEqualTo(403);
            assertThat(api.get(path, "").status()).as(path).isEqualTo(401);
        }
        assertThat(api.get("/v1/reviews/rev-none", "ana").status()).isEqualTo(404);
    }

    @Test
    void twoPeopleOverrideAndWhoMadeItCannot() throws Exception {
        String path = "/v1/reviews/" + judged("cai") + "/override";
        assertThat(api.post(path, "cai", REASON).json().path("code").asString()).isEqualTo("override-not-permitted");
        assertThat(api.post(path, "ana", REASON).status()).isEqualTo(202);
        assertThat(api.post(path, "ana", REASON).json().path("code").asString())
                .isEqualTo("override-needs-another-person");
        assertThat(api.post(path, "bo", REASON).json().path("state").asString()).isEqualTo("overridden");
        String own = "/v1/reviews/" + judged("bo") + "/override";
        TestApi.Answer creator = api.post(own, "bo", REASON);
        assertThat(creator.status()).isEqualTo(403);
        assertThat(creator.json().path("code").asString()).isEqualTo("override-by-creator");
        assertThat(api.post(own, "ana", "{}").status()).isEqualTo(400);
        assertThat(api.post(own, "ana", "{\"reason\":\" \"}").status()).isEqualTo(400);
    }

    @Test
    void whatBecameOfAChangeScoresItsReviewersAndItsCreator() throws Exception {
        String path = "/v1/reviews/" + judged("bo") + "/outcome";
        assertThat(api.post(path, "bo", "{\"outcome\":\"stayed\"}").status()).isEqualTo(403);
        assertThat(api.post(path, "ana", "{\"outcome\":\"splendid\"}").status()).isEqualTo(400);
        assertThat(api.post(path, "ana", "{\"outcome\":\"rolled-back\",\"ref\":\"4b825dc\"}")
                        .status())
                .isEqualTo(200);
        JsonNode scores = api.get("/v1/review-scores", "ana").json();
        assertThat(scores.at("/reviewers/0/team").asString()).isEqualTo("kafka");
        assertThat(scores.at("/reviewers/0/escaped").asInt())
                .as("it had said no")
                .isZero();
        assertThat(scores.at("/creators/0/creator").asString()).isEqualTo("person:bo");
        assertThat(scores.at("/creators/0/escaped").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsNoDiffIsHeldAndWhatIsTooLargeIsSentBack() throws Exception {
        assertThat(api.post("/v1/reviews", "ana", "hello")
                        .json()
                        .at("/report/decision")
                        .asString())
                .isEqualTo("hold");
        assertThat(api.post("/v1/reviews?name=" + "x".repeat(201), "ana", FLOOD).status())
                .isEqualTo(400);
        assertThat(api.post("/v1/reviews", "ana", "x".repeat(ReviewRoutes.DIFF_BYTES_MAX + 1))
                        .status())
                .isEqualTo(413);
    }

    @Test
    @Timeout(60)
    void noMoreDiffsAreInMemoryThanAreJudgedAtOnce() throws Exception {
        List<Socket> slow = new ArrayList<>();
        TestApi.Answer answer;
        try {
            do { // one of these may itself be refused, for the diff that asks
                slow.add(sending());
                answer = api.post("/v1/reviews", "ana", FLOOD);
            } while (answer.status() == 201);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().path("code").asString()).isEqualTo("review-busy");
            assertThat(slow).hasSizeGreaterThanOrEqualTo(Reviews.AT_ONCE_MAX);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        while (api.post("/v1/reviews", "ana", FLOOD).status() != 201) {
            Thread.onSpinWait(); // until it is noticed that they are gone
        }
    }

    private Socket sending() throws Exception {
        Socket socket = new Socket(api.address().getHost(), api.address().getPort());
        OutputStream out = socket.getOutputStream();
        out.write("POST /v1/reviews HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ana\r\nContent-Length: 1000\r\n\r\nabc"
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    private String judged(String who) throws Exception {
        return api.post("/v1/reviews", who, FLOOD).json().path("review").asString();
    }
}
