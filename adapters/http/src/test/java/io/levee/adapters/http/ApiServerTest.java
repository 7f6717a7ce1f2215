package io.levee.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApiServerTest {
    private final TestApi api = new TestApi(routing -> {
        routing.get("/broken", _ -> {
            throw new IllegalStateException("hunter2");
        });
        routing.get("/away", _ -> {
            throw new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, "the database does not answer");
        });
    });

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void withoutACredentialEveryGuardedEndpointAnswers401() throws Exception {
        for (String path : List.of(
                "/v1/decisions",
                "/v1/decisions/d1",
                "/v1/decisions/stream",
                "/v1/stops",
                "/v1/ledger/tail",
                "/v1/ledger/export",
                "/v1/ledger/entries/acme/replica-1/0",
                "/ledger/acme/replica-1/tile/entries/000",
                "/v1/org/assets/topic/orders")) {
            TestApi.Answer answer = api.get(path, "");
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(answer.json().get("code").asString()).isEqualTo("credential-missing");
        }
    }

    @Test
    void whoeverMayNotAuditSeesNeitherDecisionsNorLedger() throws Exception {
        for (String path : List.of("/v1/decisions", "/v1/decisions/stream", "/v1/ledger/tail", "/v1/ledger/export")) {
            TestApi.Answer answer = api.get(path, "cai");
            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.json().get("code").asString()).isEqualTo("not-permitted");
        }
    }

    @Test
    void anAgentNeverAuditsForItsPerson() throws Exception {
        assertThat(api.get("/v1/decisions", "ana").status()).isEqualTo(200);
        TestApi.Answer answer = api.get("/v1/decisions", "ana/report-writer");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().get("code").asString()).isEqualTo("passport-does-not-cover");
    }

    @Test
    void everyAnswerForbidsCachingSniffingAndFraming() throws Exception {
        TestApi.Answer answer = api.get("/healthz", "");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(answer.header("Server")).isEmpty();
    }

    @Test
    void whatIsNotThereIsAProblemToo() throws Exception {
        TestApi.Answer answer = api.get("/nowhere", "");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(api.post("/healthz", "", "").status()).isEqualTo(405);
    }

    @Test
    void aFaultSaysWhetherToRetryAndAnUnforeseenOneSaysNothing() throws Exception {
        TestApi.Answer away = api.get("/away", "");
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.header("Retry-After")).isEqualTo("1");
        assertThat(away.json().get("code").asString()).isEqualTo("database-unavailable");
        TestApi.Answer broken = api.get("/broken", "");
        assertThat(broken.status()).isEqualTo(500);
        assertThat(broken.body()).doesNotContain("hunter2", "IllegalState");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        TestApi.Answer answer = api.post("/v1/stops", "ana", "x".repeat(ApiLimits.BODY_BYTES_MAX + 1));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("code").asString()).isEqualTo("body-too-large");
    }

    @Test
    void hostileFramingIsRefusedAndTheServerStaysUp() throws Exception {
        String post = "POST /v1/stops HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ana\r\n";
        for (String hostile : List.of(
                post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                "GET /healthz HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(10_000) + "\r\n",
                "GET /healthz HTTP/1.1\r\nHost: x\r\nA b: c\r\n\r\n",
                "GET /healthz HTTP/9.9\r\n\r\n")) {
            assertThat(raw(hostile))
                    .as(hostile.lines().findFirst().orElse(""))
                    .matches("(?s)HTTP/1.1 (4\\d\\d|505) .*")
                    .doesNotContain("Jetty");
        }
        assertThat(api.get("/healthz", "").status()).isEqualTo(200);
    }

    @Test
    void readyIsOnlyWhatEveryCheckSaysIs() throws Exception {
        TestApi.Answer ready = api.get("/readyz", "");
        assertThat(ready.status()).isEqualTo(200);
        api.problem.set("the disk is full: free some space");
        TestApi.Answer unready = api.get("/readyz", "");
        assertThat(unready.status()).isEqualTo(503);
        JsonNode check = unready.json().get("checks").get(0);
        assertThat(check.get("name").asString()).isEqualTo("ledger");
        assertThat(check.get("ok").asBoolean()).isFalse();
        assertThat(check.get("detail").asString()).contains("free some space");
        assertThat(api.get("/healthz", "").status())
                .as("the process is up all the same")
                .isEqualTo(200);
    }

    @Test
    void metricsAreInPrometheusTextForm() throws Exception {
        TestApi.Answer metrics = api.get("/metrics", "");
        assertThat(metrics.header("Content-Type")).startsWith("text/plain; version=0.0.4");
        assertThat(metrics.body()).isEqualTo("levee_up 1\n");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(api.address().getHost(), api.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readNBytes(400), StandardCharsets.ISO_8859_1);
        }
    }
}
