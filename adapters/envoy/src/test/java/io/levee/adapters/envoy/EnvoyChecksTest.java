package io.levee.adapters.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.levee.budget.Unit;
import io.levee.facts.CallFact.Ending;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.testkit.MemoryBudgets;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
final class EnvoyChecksTest {
    private final Asking asking = new Asking();

    @AfterEach
    void close() {
        asking.close();
    }

    @Test
    void anAllowedCallIsNamedCarriedElsewhereAndItsClientSaysNothingThatOnlyLeveeSays() {
        CheckResponse answer = asking.proxy()
                .check(Asking.request(
                        "GET",
                        "/warehouse/rows/7?since=2",
                        Map.of(
                                "authorization",
                                "Bearer ana",
                                "x-levee-person",
                                "root",
                                "x-levee-trust",
                                "all",
                                "X_Levee_Person",
                                "root",
                                "accept",
                                "text/csv",
                                "x-forwarded-for",
                                "10.1.2.3")));

        assertThat(answer.getStatus().getCode()).isZero();
        var ok = answer.getOkResponse();
        String decision = asking.decided().getFirst().decision().value();
        assertThat(headers(ok.getHeadersList()))
                .containsEntry("X-Levee-Decision", decision)
                .containsEntry("X-Levee-Person", "ana")
                .containsEntry("X-Levee-Agent", "report-writer");
        assertThat(headers(ok.getResponseHeadersToAddList())).containsOnly(Map.entry("X-Levee-Decision", decision));
        // what is set is not removed: Envoy removes last
        assertThat(ok.getHeadersToRemoveList())
                .contains("authorization", "cookie", "x-levee-trust", "x_levee_person", "x-http-method-override")
                .doesNotContain("x-levee-person", "x-levee-decision", "accept", "x-forwarded-for");
        assertThat(asking.endings(1)).containsExactly(Ending.CARRIED_ELSEWHERE);
        assertThat(asking.inFlight.count()).isZero();
    }

    /// INVARIANT I8: what the other proxy carries, nobody here measures, so it is charged as reserved.
    @Test
    void budgetsCountWhatAnotherProxyCarries() {
        MemoryBudgets budgets = new MemoryBudgets(MemoryBudgets.budget("bytes", Unit.BYTES, 2_500, 1_000));
        try (Asking spending = new Asking(CheckLimits.DEFAULT, budgets.budgets())) {
            CheckResponse first = spending.ask("GET", "/warehouse/rows/7");
            assertThat(headers(first.getOkResponse().getResponseHeadersToAddList()))
                    .containsEntry("RateLimit-Policy", "\"bytes\";q=2500;w=3600;qu=\"content-bytes\"");
            assertThat(spending.ask("GET", "/warehouse/rows/7").hasOkResponse()).isTrue();
            spending.endings(2); // only then both are settled

            var no = spending.ask("GET", "/warehouse/rows/7").getDeniedResponse();

            assertThat(no.getStatus().getCodeValue()).isEqualTo(429);
            assertThat(headers(no.getHeadersList())).containsKeys("Retry-After", "RateLimit");
            assertThat(no.getBody()).contains("\"code\":\"budget-exhausted\"", "\"violated-policies\":[\"bytes\"]");
        } finally {
            budgets.close();
        }
        assertThat(budgets.spent("bytes")).isEqualTo(2_000);
    }

    @Test
    void aChangeIsAnsweredOnlyOnceItsDecisionIsDurable() throws Exception {
        asking.ledger.hold();
        ListenableFuture<CheckResponse> answer =
                asking.proxyLater(60_000).check(Asking.request("POST", "/warehouse/rows", "Bearer ana"));
        while (asking.server.waiting() == 0) {
            Thread.onSpinWait();
        }
        assertThat(answer.isDone()).isFalse();

        asking.ledger.release();

        assertThat(answer.get(60, TimeUnit.SECONDS).hasOkResponse()).isTrue();
        assertThat(asking.decided()).hasSize(1);
    }

    @Test
    void aDeadlineThatPassesIsANoBeforeItEndsAndIsRecorded() throws Exception {
        asking.ledger.hold();
        CheckResponse answer = asking.proxyLater(1_500)
                .check(Asking.request("POST", "/warehouse/rows", "Bearer ana"))
                .get(60, TimeUnit.SECONDS); // an error here: the answer came after the deadline
        assertThat(answer.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(503);
        assertThat(answer.getDeniedResponse().getBody()).contains("\"code\":\"decision-too-late\"");

        asking.ledger.release();

        assertThat(asking.decided()).extracting("reason").containsExactlyInAnyOrder("allowed", "decision-too-late");
        assertThat(asking.endings(1)).containsExactly(Ending.DECIDED_TOO_LATE);
    }

    @Test
    void noDeadlineOfAProxyIsLongerThanLevees() throws Exception {
        try (Asking quick =
                new Asking(new CheckLimits(64 * 1024, 16 * 1024, 100, 1 << 20, java.time.Duration.ofMillis(100)))) {
            quick.ledger.hold();
            CheckResponse answer = quick.proxyLater(60_000)
                    .check(Asking.request("POST", "/warehouse/rows", "Bearer ana"))
                    .get(60, TimeUnit.SECONDS);
            assertThat(answer.getDeniedResponse().getBody()).contains("decision-too-late");
            quick.ledger.release();
        }
    }

    @Test
    void aStopInForceRefusesAndAResumedRunGoesOn() {
        asking.order("stop-1");
        CheckResponse answer = asking.ask("GET", "/warehouse/rows/7");

        assertThat(answer.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(403);
        assertThat(answer.getDeniedResponse().getBody()).contains("\"code\":\"stopped\"", "stop-1");
        assertThat(asking.endings(0)).isEmpty();
    }

    @Test
    void aStopWhileTheDecisionWaitsIsANo() throws Exception {
        asking.ledger.hold();
        ListenableFuture<CheckResponse> answer =
                asking.proxyLater(60_000).check(Asking.request("POST", "/warehouse/rows", "Bearer ana"));
        while (asking.server.waiting() == 0 || asking.inFlight.count() == 0) {
            Thread.onSpinWait();
        }
        var order = new io.levee.facts.StopFact.Ordered(
                new io.levee.facts.StopId("stop-2"),
                new io.levee.facts.Scope.Everything(),
                java.util.Set.of(io.levee.facts.Layer.GATEWAY),
                io.levee.identity.ActorId.person("omar"),
                "test");
        assertThat(asking.calls.cut(order).calls()).isEqualTo(1);
        asking.ledger.release();

        assertThat(answer.get(60, TimeUnit.SECONDS).getDeniedResponse().getBody())
                .contains("\"code\":\"stopped\"");
        assertThat(asking.endings(1)).containsExactly(Ending.STOPPED);
    }

    @Test
    void whatASessionReadElsewhereLimitsWhereItMayWrite() {
        assertThat(asking.ask("GET", "/warehouse/payroll").hasOkResponse()).isTrue();

        CheckResponse answer = asking.ask("POST", "/warehouse/rows");

        assertThat(answer.getDeniedResponse().getBody())
                .contains("\"code\":\"label-not-cleared\"", "payroll from operation:warehouse/op2");
    }

    @ParameterizedTest
    @CsvSource({
        "/warehouse/rows/../payroll, path-dot-segment",
        "/warehouse/files/a%2Fb, path-encoded-slash",
        "/warehouse//rows/7, path-empty-segment",
        "/warehouse/files/%61, path-not-normal",
        "/warehouse/files/a%c3%a9, path-not-normal",
        "/warehouse/rows/7?, path-not-normal",
        "warehouse/rows/7, target-form",
        "/warehouse/rows/7#x, path-character",
        "http://elsewhere/warehouse/rows/7, target-form",
    })
    void aPathWithTwoReadingsIsRefused(String path, String code) {
        CheckResponse answer = asking.ask("GET", path);
        assertThat(answer.getDeniedResponse().getBody()).contains("\"code\":\"%s\"".formatted(code));
        assertThat(answer.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(400);
    }

    @Test
    void anApiThatTheRouteNamesStandsBeforeThePath() {
        CheckRequest.Builder asked = Asking.request("GET", "/rows/7", "Bearer ana").toBuilder();
        asked.getAttributesBuilder().putContextExtensions("levee-api", "warehouse");
        assertThat(asking.proxy().check(asked.build()).hasOkResponse()).isTrue();
        assertThat(asking.decided().getFirst().target().path()).isEqualTo("/warehouse/rows/7");

        asked.getAttributesBuilder().putContextExtensions("levee-api", "warehouse/rows");
        assertThat(asking.proxy().check(asked.build()).getDeniedResponse().getBody())
                .contains("check-malformed");
    }

    @Test
    void twoAccountsOfOneRequestAreRefused() {
        CheckResponse answer = asking.proxy()
                .check(Asking.request(
                        "GET",
                        "/warehouse/rows/7",
                        Map.of(":method", "POST", ":path", "/warehouse/rows/7", "authorization", "Bearer ana")));
        assertThat(answer.getDeniedResponse().getBody()).contains("\"code\":\"check-malformed\"");
    }

    @Test
    void withoutACredentialOrWithTwoItIs401AsAtLeveesOwnDoor() {
        var none = asking.proxy()
                .check(Asking.request("GET", "/warehouse/rows/7", ""))
                .getDeniedResponse();
        assertThat(none.getStatus().getCodeValue()).isEqualTo(401);
        assertThat(headers(none.getHeadersList()))
                .containsEntry("WWW-Authenticate", "Bearer realm=\"levee\"")
                .containsEntry("Content-Type", "application/problem+json")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry(
                        "X-Levee-Decision",
                        asking.decided().getFirst().decision().value());
        for (String bad : List.of("Bearer ana,Bearer ana", "Basic YW5h", "Bearer bob")) {
            assertThat(asking.proxy()
                            .check(Asking.request("GET", "/warehouse/rows/7", bad))
                            .getDeniedResponse()
                            .getStatus()
                            .getCodeValue())
                    .isEqualTo(401);
        }
    }

    @Test
    void whatIsTooLargeIsRefused() {
        assertThat(asking.proxy()
                        .check(Asking.request(
                                "GET",
                                "/warehouse/rows/7",
                                Map.of("authorization", "Bearer ana", "x", "x".repeat(20_000))))
                        .getDeniedResponse()
                        .getBody())
                .contains("headers-too-large");
        CheckRequest.Builder large = Asking.request("POST", "/warehouse/rows", "Bearer ana").toBuilder();
        large.getAttributesBuilder().getRequestBuilder().getHttpBuilder().setSize(1L << 40);
        assertThat(asking.proxy().check(large.build()).getDeniedResponse().getBody())
                .contains("body-too-large");
        large.getAttributesBuilder()
                .getRequestBuilder()
                .getHttpBuilder()
                .setRawBody(ByteString.copyFrom(new byte[CheckLimits.DEFAULT.messageBytesMax()]));
        assertThatThrownBy(() -> asking.proxy().check(large.build()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
        assertThat(asking.decided()).noneMatch(fact -> fact.allowed());
    }

    @Test
    void whoDoesNotKnowTheSecretIsNotHeard() {
        assertThatThrownBy(() -> asking.stranger().check(Asking.request("GET", "/warehouse/rows/7", "Bearer ana")))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
        assertThat(asking.decided()).isEmpty();
    }

    @Test
    void clearTextIsForLoopbackOnly() {
        assertThatThrownBy(() -> CheckServer.start(
                        asking.calls,
                        new InetSocketAddress("0.0.0.0", 0),
                        ProxySecret.of(Asking.SECRET),
                        Optional.empty(),
                        CheckLimits.DEFAULT))
                .isInstanceOfSatisfying(
                        LeveeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID));
    }

    @Test
    void manyChecksAtOnceAreEachDecidedAndRecorded() throws Exception {
        List<ListenableFuture<CheckResponse>> answers = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String path = i % 2 == 0 ? "/warehouse/rows/" + i : "/warehouse/secrets/" + i;
            answers.add(asking.proxyLater(60_000).check(Asking.request("GET", path, "Bearer ana")));
        }
        int allowed = 0;
        for (ListenableFuture<CheckResponse> answer : answers) {
            allowed += answer.get(60, TimeUnit.SECONDS).hasOkResponse() ? 1 : 0;
        }
        assertThat(allowed).isEqualTo(200);
        assertThat(asking.decided()).hasSize(400);
        assertThat(asking.endings(200)).hasSize(200).containsOnly(Ending.CARRIED_ELSEWHERE);
        assertThat(asking.inFlight.count()).isZero();
    }

    @Test
    void shutdownAnswersWhatWaitsAndLeavesNothing() throws Exception {
        asking.ledger.hold();
        ListenableFuture<CheckResponse> answer =
                asking.proxyLater(60_000).check(Asking.request("POST", "/warehouse/rows", "Bearer ana"));
        while (asking.server.waiting() == 0 || asking.inFlight.count() == 0) {
            Thread.onSpinWait();
        }
        CountDownLatch answered = new CountDownLatch(1);
        answer.addListener(answered::countDown, Runnable::run);
        int port = asking.server.port();

        asking.server.close();

        assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(answer.get().getDeniedResponse().getBody()).contains("\"code\":\"gateway-closing\"");
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class);
        asking.ledger.release();
        assertThat(asking.endings(1)).containsExactly(Ending.LOST);
    }

    private static Map<String, String> headers(List<HeaderValueOption> options) {
        return options.stream()
                .collect(Collectors.toMap(
                        option -> option.getHeader().getKey(),
                        option -> option.getHeader().getValue()));
    }
}
