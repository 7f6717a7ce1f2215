package io.levee.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.testkit.SampleFacts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DecisionsTest {
    private final TestApi api = new TestApi();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void theNewestComesFirstWithItsOutcome() throws Exception {
        api.ledger.write(SampleFacts.decided("d1"));
        api.ledger.write(SampleFacts.decided("d2"));
        api.ledger.write(SampleFacts.finished("d1"));
        JsonNode decisions = api.get("/v1/decisions", "ana").json().get("decisions");
        assertThat(decisions.size()).isEqualTo(2);
        assertThat(decisions.get(0).get("id").asString()).isEqualTo("d2");
        assertThat(decisions.get(0).get("outcome").isNull()).isTrue();
        JsonNode outcome = decisions.get(1).get("outcome");
        assertThat(outcome.get("ending").asString()).isEqualTo("completed");
        assertThat(outcome.get("ledger").get("position").asLong()).isEqualTo(2);
    }

    @Test
    void oneDecisionIsReadFromTheLedgerInFull() throws Exception {
        api.ledger.write(SampleFacts.decided("d1"));
        JsonNode decision = api.get("/v1/decisions/d1", "ana").json();
        assertThat(decision.toString()).isEqualTo("""
                {"id":"d1","time":"2026-11-02T09:00:00.000000Z","person":"person:ana","agents":["agent:report-writer"],\
                "session":"session-1","api":"warehouse","method":"GET","path":"/v1/tables/orders/rows",\
                "operation":"table:orders","changes":false,"allowed":true,"reason":"allowed","advice":"","detail":"",\
                "evidence":[{"kind":"policy","ref":"warehouse.cedar#analysts-read","note":"permits"}],\
                "direct":["table:orders"],"owners":["warehouse"],"reached":3,"revision":"revision-1",\
                "ledger":{"origin":"acme/replica-1","position":0},"outcome":null}""");
    }

    @Test
    void whatWasNeverDecidedIsNotFound() throws Exception {
        TestApi.Answer answer = api.get("/v1/decisions/d9", "ana");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("detail").asString()).contains("`d9`");
    }

    @Test
    void onlyWhatWasRefusedForItsLabelsIsLetGo() throws Exception {
        api.ledger.write(SampleFacts.decided("d1"));
        for (String decision : List.of("d1", "d9")) {
            TestApi.Answer answer =
                    api.post("/v1/decisions/%s/declassify".formatted(decision), "ana", "{\"reason\":\"totals only\"}");
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.json().get("code").asString()).isEqualTo("not-refused-for-labels");
        }
    }

    @Test
    void nothingIsLetGoWithoutAReasonOrAName() throws Exception {
        String path = "/v1/decisions/d1/declassify";
        for (String body : List.of("{}", "{\"reason\":\" \"}", "{\"reason\":\"two\\nlines\"}", "[]", "")) {
            assertThat(api.post(path, "ana", body).status()).as(body).isEqualTo(400);
        }
        assertThat(api.post(path, "", "{\"reason\":\"totals only\"}").status()).isEqualTo(401);
    }

    @Test
    void aLimitThatIsNoneIsRefusedWithItsRange() throws Exception {
        for (String limit : List.of("0", "-1", "1001", "x", "")) {
            TestApi.Answer answer = api.get("/v1/decisions?limit=" + limit, "ana");
            assertThat(answer.status()).as(limit).isEqualTo(400);
            assertThat(answer.json().get("detail").asString()).contains("1 to 1000");
        }
    }

    @Test
    void theStreamTellsWhatComesAndResumesAfterTheLastEvent() throws Exception {
        api.ledger.write(SampleFacts.decided("d1"));
        api.ledger.write(SampleFacts.decided("d2"));
        try (Stream stream = new Stream("acme/replica-1#0")) {
            assertThat(stream.event())
                    .contains("event: decision", "id: acme/replica-1#1")
                    .hasSize(3);
            api.ledger.write(SampleFacts.finished("d1"));
            List<String> event = stream.event();
            assertThat(event).contains("id: acme/replica-1#2");
            assertThat(event.getLast()).contains("\"id\":\"d1\"", "\"ending\":\"completed\"");
        }
    }

    @Test
    void anEventThatWasForgottenResumesWithAllThatIsRemembered() throws Exception {
        api.ledger.write(SampleFacts.decided("d1"));
        try (Stream stream = new Stream("acme/replica-7#12345")) {
            assertThat(stream.event()).contains("id: acme/replica-1#0");
        }
    }

    @Test
    void aStreamEndsWhenItsCredentialIsRevoked() throws Exception {
        try (Stream stream = new Stream("")) {
            stream.open();
            api.revoked.add("ana");
            api.ledger.write(SampleFacts.decided("d1"));
            assertThat(stream.event()).isEmpty();
        }
    }

    @Test
    void aClosedStreamIsForgotten() throws Exception {
        for (int i = 0; i < ApiLimits.STREAMS_MAX + 8; i++) {
            try (Stream stream = new Stream("")) {
                stream.open();
            }
            api.ledger.write(SampleFacts.decided("d" + i));
        }
        try (Stream stream = new Stream("acme/replica-1#0")) {
            assertThat(stream.event()).isNotEmpty();
        }
    }

    /// One reader of the stream.
    private final class Stream implements AutoCloseable {
        private final HttpClient client = HttpClient.newHttpClient();
        private final BufferedReader lines;

        Stream(String lastEventId) throws IOException, InterruptedException {
            var request = api.request("/v1/decisions/stream", "ana");
            if (!lastEventId.isEmpty()) {
                request.header("Last-Event-ID", lastEventId);
            }
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        void open() throws IOException {
            assertThat(lines.readLine()).isEqualTo(":");
        }

        /// The lines of the next event; none where the stream ended.
        List<String> event() throws IOException {
            List<String> event = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && !event.isEmpty()) {
                    return event;
                }
                if (!line.isEmpty() && !line.startsWith(":")) {
                    event.add(line);
                }
            }
            return List.of();
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }
}
