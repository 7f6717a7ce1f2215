package io.levee.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ExplainTest {
    private final TestApi api = new TestApi();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void everyPrincipalOfTheChainIsAnsweredFor() throws Exception {
        JsonNode story = api.post(
                        "/v1/explain",
                        "ana",
                        "{\"person\":\"ana\",\"agents\":[\"report-writer\"],\"action\":\"read\",\"asset\":\"topic:orders\"}")
                .json();
        assertThat(story.get("decision").asString()).isEqualTo("deny");
        assertThat(story.get("reason").asString()).isNotEmpty();
        assertThat(story.get("principal").asString()).isEqualTo("agent:report-writer");
        assertThat(story.get("revision").asString()).isEqualTo("revision-1");
        assertThat(story.get("grounds").size()).isGreaterThan(2);
    }

    @Test
    void onlyAnAuditorAsksAboutOthers() throws Exception {
        String aboutAna = "{\"person\":\"ana\",\"action\":\"read\",\"asset\":\"topic:orders\"}";
        assertThat(api.post("/v1/explain", "cai", aboutAna).status()).isEqualTo(403);
        assertThat(api.post("/v1/explain", "bo", aboutAna).status()).isEqualTo(200);
        assertThat(api.post("/v1/explain", "cai", aboutAna.replace("ana", "cai"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anUnknownActionIsATypedRefusalAndAnUnreadableQuestionIsExplained() throws Exception {
        TestApi.Answer action =
                api.post("/v1/explain", "ana", "{\"person\":\"ana\",\"action\":\"fly\",\"asset\":\"topic:orders\"}");
        assertThat(action.json().get("code").asString()).isEqualTo("action-unknown");
        TestApi.Answer asset =
                api.post("/v1/explain", "ana", "{\"person\":\"ana\",\"action\":\"read\",\"asset\":\"orders\"}");
        assertThat(asset.status()).isEqualTo(400);
        assertThat(asset.json().get("detail").asString()).contains("names no asset");
    }
}
