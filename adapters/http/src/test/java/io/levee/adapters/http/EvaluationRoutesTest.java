package io.levee.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.CallFact;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EvaluationRoutesTest {
    private static final String ANA = "\"subject\":{\"type\":\"person\",\"id\":\"ana\"}";
    private static final String READ = "\"action\":{\"name\":\"read\"}";
    private static final String ORDERS = "\"resource\":{\"type\":\"topic\",\"id\":\"orders\"}";
    private final TestApi api = new TestApi();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aQuestionIsAnsweredWithTheIdOfItsRecord() throws Exception {
        var answer = api.send(api.request("/access/v1/evaluation", "ana")
                .header("X-Request-ID", "req-7")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                        "{%s,%s,%s,\"context\":{\"time\":\"now\"},\"more\":1}".formatted(ANA, READ, ORDERS)))
                .build());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Request-ID")).isEqualTo("req-7");
        assertThat(answer.json().get("decision").asBoolean()).isTrue();
        var fact = api.ledger.facts(CallFact.Evaluated.class).getFirst();
        assertThat(answer.json().get("context").get("id").asString())
                .isEqualTo(fact.decision().value());
    }

    @Test
    void aboutOthersItIsANoForWhoeverMayNotAudit() throws Exception {
        JsonNode no = api.post("/access/v1/evaluation", "cai", "{%s,%s,%s}".formatted(ANA, READ, ORDERS))
                .json();
        assertThat(no.get("decision").asBoolean()).isFalse();
        assertThat(no.get("context").get("reason").asString()).isEqualTo("evaluation-of-others");
        assertThat(api.post("/access/v1/evaluation", "", "{%s,%s,%s}".formatted(ANA, READ, ORDERS))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void severalAreAnsweredInOrderUntilTheSemanticIsOver() throws Exception {
        String both = "{%s,%s,\"evaluations\":[{%s},{\"subject\":{\"type\":\"person\",\"id\":\"nobody\"},%s},{%s}]%s}";
        assertThat(decisions(both.formatted(ANA, READ, ORDERS, ORDERS, ORDERS, "")))
                .containsExactly(true, false, true);
        assertThat(decisions(both.formatted(
                        ANA, READ, ORDERS, ORDERS, ORDERS, ",\"options\":{\"evaluations_semantic\":\"execute_all\"}")))
                .containsExactly(true, false, true);
        assertThat(decisions(both.formatted(
                        ANA,
                        READ,
                        ORDERS,
                        ORDERS,
                        ORDERS,
                        ",\"options\":{\"evaluations_semantic\":\"deny_on_first_deny\"}")))
                .containsExactly(true, false);
        assertThat(decisions(both.formatted(
                        ANA,
                        READ,
                        ORDERS,
                        ORDERS,
                        ORDERS,
                        ",\"options\":{\"evaluations_semantic\":\"permit_on_first_permit\"}")))
                .containsExactly(true);
        assertThat(api.post(
                                "/access/v1/evaluations",
                                "ana",
                                both.formatted(
                                        ANA,
                                        READ,
                                        ORDERS,
                                        ORDERS,
                                        ORDERS,
                                        ",\"options\":{\"evaluations_semantic\":\"any\"}"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void withoutAListItIsOneQuestion() throws Exception {
        JsonNode one = api.post("/access/v1/evaluations", "ana", "{%s,%s,%s}".formatted(ANA, READ, ORDERS))
                .json();
        assertThat(one.get("decision").asBoolean()).isTrue();
        assertThat(one.has("evaluations")).isFalse();
    }

    @Test
    void nonsenseIsANoAmongSeveralAndAnErrorAlone() throws Exception {
        assertThat(api.post("/access/v1/evaluation", "ana", "{%s,%s}".formatted(ANA, READ))
                        .status())
                .isEqualTo(400);
        for (String bad : List.of(
                "{\"subject\":{\"type\":\"robot\",\"id\":\"x\"}}",
                "{\"action\":{\"name\":\"fly\"}}",
                "{\"resource\":{\"type\":\"T\",\"id\":\"\"}}",
                "{\"subject\":{\"type\":\"agent\",\"id\":\"report-writer\",\"properties\":{\"person\":7}}}")) {
            JsonNode several = api.post(
                            "/access/v1/evaluations",
                            "ana",
                            "{%s,%s,%s,\"evaluations\":[%s,{}]}".formatted(ANA, READ, ORDERS, bad))
                    .json()
                    .get("evaluations");
            assertThat(several.get(0).get("decision").asBoolean()).isFalse();
            assertThat(several.get(0).get("context").get("error").get("status").asInt())
                    .isEqualTo(400);
            assertThat(several.get(1).get("decision").asBoolean()).isTrue();
        }
    }

    @Test
    void thereIsAnEndToQuestions() throws Exception {
        String many = "{%s,%s,%s,\"evaluations\":[%s]}"
                .formatted(ANA, READ, ORDERS, String.join(",", java.util.Collections.nCopies(51, "{}")));
        assertThat(api.post("/access/v1/evaluations", "ana", many).status()).isEqualTo(400);
        assertThat(api.ledger.facts(CallFact.Evaluated.class)).isEmpty();
    }

    @Test
    void theMetadataSayWhereToAsk() throws Exception {
        JsonNode metadata = api.get("/.well-known/authzen-configuration", "").json();
        assertThat(metadata.get("policy_decision_point").asString()).isEqualTo("http://levee.example");
        assertThat(metadata.get("access_evaluation_endpoint").asString())
                .isEqualTo("http://levee.example/access/v1/evaluation");
        assertThat(metadata.get("access_evaluations_endpoint").asString())
                .isEqualTo("http://levee.example/access/v1/evaluations");
    }

    private List<Boolean> decisions(String body) throws Exception {
        List<Boolean> decisions = new ArrayList<>();
        for (JsonNode one :
                api.post("/access/v1/evaluations", "ana", body).json().get("evaluations")) {
            decisions.add(one.get("decision").asBoolean());
        }
        return decisions;
    }
}
