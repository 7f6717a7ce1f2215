package io.levee.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.facts.DecisionId;
import io.levee.facts.LabelFact;
import io.levee.identity.ActorId;
import io.levee.identity.SessionId;
import io.levee.testkit.SampleFacts;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SessionRoutesTest {
    private static final SessionId SESSION = new SessionId("session-1");
    private static final AssetId PAY = AssetId.parse("table:pay");

    private final TestApi api = new TestApi();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void itTellsWhatASessionCarriesAndWhatItDid() throws Exception {
        api.ledger.write(SampleFacts.decided("d1"));
        raised("d1");
        raised("d2");
        DecisionId refused = new DecisionId("d3");
        Set<DecisionId> covered = Set.of(new DecisionId("d1"));
        api.ledger.write(new LabelFact.Declassified(
                SESSION,
                Set.of("payroll"),
                covered,
                Set.of(AssetId.parse("channel:board")),
                refused,
                ActorId.person("fay"),
                "totals only"));
        JsonNode waiting = api.get("/v1/sessions/session-1", "ana").json();
        assertThat(waiting.at("/letGo/0/released").isNull()).isTrue();
        api.ledger.write(new LabelFact.Released(SESSION, refused, covered));
        JsonNode story = api.get("/v1/sessions/session-1", "ana").json();
        assertThat(story.get("carries").size()).isEqualTo(1);
        assertThat(story.at("/carries/0").toString())
                .isEqualTo("{\"label\":\"payroll\",\"source\":\"table:pay\",\"decision\":\"d1\","
                        + "\"time\":\"2026-11-02T09:00:00.000000Z\"}");
        assertThat(story.at("/letGo/0/by").asString()).isEqualTo("person:fay");
        assertThat(story.at("/letGo/0/released").isNull()).isFalse();
        assertThat(story.at("/calls/0/id").asString()).isEqualTo("d1");
    }

    @Test
    void whoIsNoAuditorLearnsNothing() throws Exception {
        raised("d1");
        assertThat(api.get("/v1/sessions/session-1", "").status()).isEqualTo(401);
        assertThat(api.get("/v1/sessions/session-1", "ana/report-writer").status())
                .isEqualTo(403);
    }

    @Test
    void whatNobodyKnowsIsNotFound() throws Exception {
        assertThat(api.get("/v1/sessions/session-9", "ana").status()).isEqualTo(404);
    }

    private void raised(String decision) {
        api.ledger.write(new LabelFact.Raised(SESSION, Set.of("payroll"), PAY, new DecisionId(decision)));
    }
}
