package io.levee.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.consent.approval.Approval;
import io.levee.consent.approval.Approvals;
import io.levee.facts.ApprovalFact;
import io.levee.facts.CallFact;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /refunds` is held. What a person approved is what arrives, once.
class HeldCallTest {
    private static final Chain OMAR = Chain.of(ActorId.person("omar"));
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String BODY = "{\"payment\": 7, \"amount\": 20}";

    private Door door;

    @BeforeEach
    void open() throws IOException {
        door = new Door();
    }

    @AfterEach
    void shut() throws IOException {
        door.close();
    }

    @Test
    void itGoesOnOnceAndExactlyAsItWasShown() throws IOException {
        String first = refund("/warehouse/refunds?a=%2F1", JSON + "X-Tenant: eu\r\nX-Request-Id: 1\r\n", BODY);
        assertThat(first).startsWith("HTTP/1.1 409").contains("approval-required", "Retry-After: 5");
        assertThat(door.upstream.arrived).isEmpty();
        Approval waiting = only();
        assertThat(first).contains("\"about\":\"" + waiting.id() + "\"");
        assertThat(waiting.payload().orElseThrow().target()).isEqualTo("/refunds?a=%2F1");
        assertThat(new String(waiting.payload().orElseThrow().body().bytes(), StandardCharsets.UTF_8))
                .isEqualTo(BODY);

        assertThat(refund("/warehouse/refunds?a=%2F1", JSON + "X-Tenant: eu\r\n", BODY))
                .as("asking again asks for the same one")
                .contains("approval-required", waiting.id().value());
        give(waiting);
        assertThat(refund("/warehouse/refunds?a=%2F1", JSON + "X-Tenant: eu\r\nX-Request-Id: 2\r\n", BODY))
                .startsWith("HTTP/1.1 200");

        RawUpstream.Arrived arrived = door.upstream.arrived.getFirst();
        assertThat(arrived.target()).isEqualTo("/refunds?a=%2F1");
        assertThat(arrived.body()).isEqualTo(BODY);
        assertThat(arrived.head()).contains("X-Tenant: eu").doesNotContain("X-Request-Id");
        assertThat(refund("/warehouse/refunds?a=%2F1", JSON + "X-Tenant: eu\r\n", BODY))
                .as("once")
                .contains("approval-required");
        assertThat(door.upstream.arrived).hasSize(1);
        assertThat(door.ledger.facts(ApprovalFact.Used.class)).singleElement().satisfies(used -> {
            assertThat(used.digest()).isEqualTo(waiting.digest());
            assertThat(used.givenBy()).isEqualTo(ActorId.person("omar"));
            assertThat(door.decided().stream().filter(CallFact.Decided::allowed))
                    .singleElement()
                    .satisfies(decided -> assertThat(decided.decision()).isEqualTo(used.decision()));
        });
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            /warehouse/refunds,     X-Tenant: eu, 21
            /warehouse/refunds?b=1, X-Tenant: eu, 20
            /warehouse/refunds,     X-Tenant: us, 20
            /warehouse/refunds,     X-Tenant: eu, " 20"
            /warehouse/refunds,     "X-Tenant: eu\r\nIf-Match: 1", 20
            """)
    void whatDiffersByAByteIsAnotherCall(String target, String header, String amount) throws IOException {
        String body = "{\"amount\":%s}";
        refund("/warehouse/refunds", JSON + "X-Tenant: eu\r\n", body.formatted("20"));
        give(only());
        String headers = JSON + header.replace("\\r\\n", "\r\n") + "\r\n";
        assertThat(refund(target, headers, body.formatted(amount))).contains("approval-required");
        assertThat(door.upstream.arrived).isEmpty();
        assertThat(refund("/warehouse/refunds", JSON + "X-Tenant: eu\r\n", body.formatted("20")))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aNoIsANo() throws IOException {
        refund("/warehouse/refunds", JSON, BODY);
        Approval waiting = only();
        door.people.refuse(OMAR, waiting.id(), waiting.digest(), "twice the amount");
        assertThat(refund("/warehouse/refunds", JSON, BODY))
                .startsWith("HTTP/1.1 403")
                .contains("approval-refused");
        assertThat(door.upstream.arrived).isEmpty();
    }

    @Test
    void aStopEndsWhatWasApproved() throws IOException {
        refund("/warehouse/refunds", JSON, BODY);
        give(only());
        door.order("stop-1");
        assertThat(refund("/warehouse/refunds", JSON, BODY)).contains("\"code\":\"stopped\"");
        assertThat(door.upstream.arrived).isEmpty();
    }

    @Test
    void aRevokedTokenEndsWhatWasApproved() throws IOException {
        refund("/warehouse/refunds", JSON, BODY);
        give(only());
        door.revoked.add("ana");
        assertThat(refund("/warehouse/refunds", JSON, BODY)).contains("token-revoked");
        assertThat(door.upstream.arrived).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{\"a\":1} {}", "{", " ", "{\"a\":\"\u00ff\"}", "[1,]"})
    void whatCanBeReadTwoWaysIsShownToNobody(String body) throws IOException {
        assertThat(refund("/warehouse/refunds", JSON, body))
                .startsWith("HTTP/1.1 422")
                .contains("not-approvable");
        assertThat(door.people.list(OMAR)).isEmpty();
    }

    @Test
    void aCompressedBodyIsShownToNobody() throws IOException {
        assertThat(refund("/warehouse/refunds", JSON + "Content-Encoding: gzip\r\n", "x"))
                .contains("not-approvable", "content-encoding");
    }

    @Test
    void aPersonCannotBeAskedToReadMoreThan64KiB() throws IOException {
        String most = "x".repeat(64 * 1024);
        assertThat(refund("/warehouse/refunds", "", most)).contains("approval-required");
        assertThat(refund("/warehouse/refunds", "", most + "x"))
                .startsWith("HTTP/1.1 413")
                .contains("too-large-to-approve");
        assertThat(RawClient.exchange(
                        door.port(),
                        Door.request("POST", "/warehouse/refunds", "Transfer-Encoding: chunked\r\n") + "10001\r\n"
                                + most + "x\r\n0\r\n\r\n"))
                .contains("too-large-to-approve");
    }

    @Test
    void aBodyInChunksIsApprovedByItsBytes() throws IOException {
        refund("/warehouse/refunds", JSON, "{}");
        give(only());
        assertThat(RawClient.exchange(
                        door.port(),
                        Door.request("POST", "/warehouse/refunds", JSON + "Transfer-Encoding: chunked\r\n")
                                + "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(door.upstream.arrived.getFirst().body()).isEqualTo("{}");
    }

    @Test
    void aCallWithoutABodyIsHeldToo() throws IOException {
        assertThat(refund("/warehouse/refunds", "", "")).contains("approval-required");
        give(only());
        assertThat(refund("/warehouse/refunds", "", "")).startsWith("HTTP/1.1 200");
    }

    private Approval only() {
        List<Approval> open = door.people.list(OMAR);
        assertThat(open).hasSize(1);
        return open.getFirst();
    }

    private void give(Approval approval) {
        assertThat(door.people.give(OMAR, approval.id(), approval.digest(), "agreed"))
                .isInstanceOf(Approvals.Answer.Done.class);
    }

    private String refund(String target, String headers, String body) throws IOException {
        String length = body.isEmpty() ? "" : "Content-Length: %d\r\n".formatted(body.length());
        return RawClient.exchange(door.port(), Door.request("POST", target, headers + length) + body);
    }
}
