package io.levee.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StopsTest {
    private static final String ORDER = "{\"scope\":\"agent:report-writer\",\"reason\":\"it does not answer\"}";

    private final TestApi api = new TestApi();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void anOrderIsExecutedAndReportedPerLayer() throws Exception {
        TestApi.Answer answer = api.post("/v1/stops", "ana", ORDER);
        assertThat(answer.status()).isEqualTo(201);
        JsonNode stop = answer.json();
        assertThat(stop.get("state").asString()).isEqualTo("executed");
        assertThat(stop.get("by").asString()).isEqualTo("person:ana");
        JsonNode report = stop.get("reports").get(0);
        assertThat(report.get("layer").asString()).isEqualTo("gateway");
        assertThat(report.get("effective").asBoolean()).isTrue();
        assertThat(report.get("affected").asInt()).isEqualTo(3);
        assertThat(report.get("verified").asBoolean()).isTrue();
        assertThat(report.get("evidence").asString()).isEqualTo("0 calls open");
        assertThat(stop.get("holds").asBoolean()).isTrue();
        assertThat(api.get("/v1/stops/stop-1", "bo").json()).isEqualTo(stop);
        assertThat(api.get("/v1/stops", "bo").json().get("stops").get(0)).isEqualTo(stop);
    }

    @Test
    void resumingTakesTwoPeople() throws Exception {
        api.post("/v1/stops", "ana", ORDER);
        TestApi.Answer first = api.post("/v1/stops/stop-1/resume", "ana", "{\"reason\":\"fixed\"}");
        assertThat(first.json().get("state").asString()).isEqualTo("proposed");
        assertThat(first.json().get("resume").get("confirmedBy").isNull()).isTrue();
        TestApi.Answer again = api.post("/v1/stops/stop-1/resume", "ana", "{\"reason\":\"fixed\"}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().get("code").asString()).isEqualTo("resume-needs-another-person");
        TestApi.Answer second = api.post("/v1/stops/stop-1/resume", "bo", "{\"reason\":\"seen\"}");
        assertThat(second.json().get("state").asString()).isEqualTo("resumed");
        assertThat(second.json().get("resume").get("confirmedBy").asString()).isEqualTo("person:bo");
    }

    @Test
    void aFreezeNamesItsEndAndTouchesTheGateAlone() throws Exception {
        JsonNode freeze = api.post("/v1/stops", "ana", """
                {"scope":"everything","reason":"release","freeze":true,"expiresInSeconds":3600}""").json();
        assertThat(freeze.get("freeze").asBoolean()).isTrue();
        assertThat(freeze.get("expiresAt").asString()).endsWith("Z");
        assertThat(freeze.get("inForce")).isEqualTo(freeze.get("layers"));
        assertThat(freeze.get("layers").get(0).asString()).isEqualTo("gateway");
        assertThat(freeze.get("reports").get(0).get("asked").asBoolean()).isFalse();
        JsonNode stop = api.post("/v1/stops", "ana", ORDER).json();
        assertThat(stop.get("freeze").asBoolean()).isFalse();
        assertThat(stop.get("expiresAt").isNull()).isTrue();
    }

    @Test
    void whatCannotBeOrderedIsSaidSo() throws Exception {
        Map<String, String> refused = Map.of(
                "\"expiresInSeconds\":0", "stop-expiry-range",
                "\"expiresInSeconds\":-9223372036854775808", "stop-expiry-range",
                "\"expiresInSeconds\":9223372036854775807", "stop-expiry-range",
                "\"expiresAt\":\"2020-01-01T00:00:00Z\"", "stop-expiry-range",
                "\"freeze\":true,\"layers\":[\"identity\"]", "stop-layer-unfit");
        for (Map.Entry<String, String> one : refused.entrySet()) {
            TestApi.Answer answer = api.post(
                    "/v1/stops", "ana", "{\"scope\":\"everything\",\"reason\":\"r\",%s}".formatted(one.getKey()));
            assertThat(answer.status()).as(one.getKey()).isEqualTo(422);
            assertThat(answer.json().get("code").asString()).as(one.getKey()).isEqualTo(one.getValue());
        }
    }

    @Test
    void onlyALayerThatIsInForceCanBeLetGo() throws Exception {
        api.post("/v1/stops", "ana", ORDER);
        TestApi.Answer wrong =
                api.post("/v1/stops/stop-1/resume", "ana", "{\"reason\":\"fixed\",\"layers\":[\"payment\"]}");
        assertThat(wrong.status()).isEqualTo(409);
        assertThat(wrong.json().get("code").asString()).isEqualTo("resume-layer");
        JsonNode first = api.post("/v1/stops/stop-1/resume", "ana", "{\"reason\":\"fixed\",\"layers\":[\"gateway\"]}")
                .json();
        assertThat(first.get("resume").get("layers").get(0).asString()).isEqualTo("gateway");
    }

    @Test
    void whoeverMayNotStopIsRefusedWithATypedReason() throws Exception {
        TestApi.Answer answer = api.post("/v1/stops", "cai", ORDER);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("type").asString()).isEqualTo("urn:levee:refusal:stop-not-permitted");
    }

    @Test
    void aMalformedOrderIsExplainedWithoutBeingQuoted() throws Exception {
        Map<String, String> wrong = Map.of(
                "", "JSON object",
                "null", "null",
                "[]", "JSON object",
                "{\"scope\":\"everything\"}", "`reason` is missing",
                "{\"scope\":\"rocket:x\",\"reason\":\"r\"}", "`rocket:x` is no scope",
                "{\"scope\":\"everything\",\"reason\":\" \"}", "1 to 500 characters",
                "{\"scope\":\"everything\",\"reason\":\"r\",\"layers\":[\"moon\"]}", "`moon` is no layer",
                "{\"scope\":\"everything\",\"reason\":\"r\",\"password\":\"hunter2\"}", "JSON object",
                "{\"scope\":\"everything\",\"scope\":\"agent:a\",\"reason\":\"r\"}", "JSON object",
                "{\"scope\":\"everything\",\"reason\":\"r\"} hunter2", "JSON object");
        wrong = new HashMap<>(wrong);
        wrong.put("{\"scope\":\"everything\",\"reason\":\"r\",\"expiresAt\":\"noon\"}", "`noon` is no instant");
        wrong.put(
                "{\"scope\":\"everything\",\"reason\":\"r\",\"expiresInSeconds\":9,\"expiresAt\":\"noon\"}",
                "not both");
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            TestApi.Answer answer = api.post("/v1/stops", "ana", one.getKey());
            assertThat(answer.status()).as(one.getKey()).isEqualTo(400);
            assertThat(answer.json().get("detail").asString()).as(one.getKey()).contains(one.getValue());
            assertThat(answer.body()).doesNotContain("hunter2");
        }
        assertThat(api.ledger.entries()).as("nothing was recorded").isEmpty();
    }

    @Test
    void aStopThatIsNotThereIsNotFound() throws Exception {
        assertThat(api.get("/v1/stops/stop-9", "ana").status()).isEqualTo(404);
        TestApi.Answer answer = api.post("/v1/stops/stop-9/resume", "ana", "{\"reason\":\"r\"}");
        assertThat(answer.json().get("code").asString()).isEqualTo("stop-unknown");
    }
}
