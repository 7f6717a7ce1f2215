package io.levee.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.levee.consent.Policy;
import io.levee.facts.CallFact;
import io.levee.facts.Evidence;
import io.levee.facts.LabelFact;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.SessionId;
import io.levee.ledger.Origin;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryLedger;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a session has read limits where it may send (I11). `/payroll` is labelled `payroll` and `personal`, `/board` is
/// cleared for both, `/rows` for nothing.
class LabelsTest {
    private final MemoryLedger ledger = new MemoryLedger(FakeClock.start());
    private final AtomicReference<Set<Origin>> missing = new AtomicReference<>(Set.of());
    private final Rooms rooms = new Rooms(ledger, (_, _) -> missing.get(), () -> {});

    @BeforeEach
    void follow() {
        rooms.follow(ledger);
    }

    @Test
    void whoHasReadPayrollCanTellItOnlyWhereEverybodyIsCleared() {
        assertThat(post("/warehouse/rows")).isInstanceOf(CallDecision.Allow.class);
        var read = (CallDecision.Allow) rooms.get("/warehouse/payroll");
        var refused = (CallDecision.Deny) post("/warehouse/rows");
        assertThat(refused.refusal()).isEqualTo(GatewayRefusal.LABEL_NOT_CLEARED);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.fact().detail()).isEqualTo("payroll from operation:warehouse/readPayroll");
        assertThat(refused.fact().evidence())
                .filteredOn(evidence -> evidence.kind().equals("label"))
                .extracting(Evidence::ref, Evidence::note)
                .containsExactly(tuple("payroll", source(read)), tuple("personal", source(read)));
        assertThat(post("/warehouse/board")).isInstanceOf(CallDecision.Allow.class);
        assertThat(rooms.get("/warehouse/payroll")).isInstanceOf(CallDecision.Allow.class);
    }

    /// A path, a query or a header says as much as a body.
    @Test
    void aReadTellsToo() {
        rooms.get("/warehouse/payroll");
        assertThat(rooms.get("/warehouse/rows?note=NDIgMDAw")).isInstanceOf(CallDecision.Deny.class);
        assertThat(rooms.get("/warehouse/rows")).isInstanceOf(CallDecision.Deny.class);
    }

    /// `find` is not cleared for what `table:pay` holds, so its own answer would end it.
    @Test
    void aCallThatItsOwnAnswerWouldEndDoesNotBegin() {
        var refused = (CallDecision.Deny) rooms.get("/warehouse/find?table=pay");
        assertThat(refused.refusal()).isEqualTo(GatewayRefusal.LABEL_NOT_CLEARED);
        assertThat(refused.fact().detail()).isEqualTo("payroll from table:pay itself");
        assertThat(refused.fact().evidence()).contains(new Evidence("label", "payroll", "held by table:pay itself"));
        assertThat(ledger.facts(LabelFact.Raised.class)).as("nothing was read").isEmpty();
        assertThat(post("/warehouse/rows")).isInstanceOf(CallDecision.Allow.class);
    }

    @Test
    void anotherSessionOfTheSamePeopleCarriesNothing() {
        rooms.get("/warehouse/payroll");
        assertThat(rooms.calls
                        .decide(CallRequest.of("POST", "/warehouse/rows", "ana again"))
                        .join())
                .isInstanceOf(CallDecision.Allow.class);
    }

    @Test
    void aLabelIsRecordedOnceAndBeforeTheCallThatReads() {
        rooms.get("/warehouse/payroll");
        rooms.get("/warehouse/payroll");
        assertThat(ledger.facts(LabelFact.Raised.class)).hasSize(1);
        LabelFact.Raised raised = ledger.facts(LabelFact.Raised.class).getFirst();
        assertThat(raised.session()).isEqualTo(new SessionId("s1"));
        assertThat(raised.labels()).containsExactlyInAnyOrder("payroll", "personal");
        assertThat(raised.decision())
                .isEqualTo(ledger.facts(CallFact.Decided.class).getFirst().decision());
    }

    @Test
    void whatWasRefusedRaisesNothing() {
        rooms.get("/warehouse/payroll?a=%");
        rooms.answer = new Policy.Answer.Forbidden(List.of());
        rooms.get("/warehouse/payroll");
        assertThat(ledger.facts(LabelFact.Raised.class)).isEmpty();
    }

    @Test
    void nothingIsReadBeforeTheLabelIsDurable() {
        ledger.hold();
        CompletableFuture<CallDecision> read = rooms.calls.decide(CallRequest.of("GET", "/warehouse/payroll", "ana"));
        assertThat(read).isNotDone();
        ledger.release();
        assertThat(read.join()).isInstanceOf(CallDecision.Allow.class);
    }

    @Test
    void nothingIsReadWhileAReplicaHasNotHeardOfTheLabel() {
        missing.set(Set.of(new Origin("acme", "replica-2")));
        assertThat(refusal(rooms.get("/warehouse/payroll"))).isEqualTo(GatewayRefusal.RECORD_UNAVAILABLE);
        assertThat(rooms.inFlight.count()).isZero();
        // that this replica knows the label by now does not mean that the other one does
        assertThat(refusal(rooms.get("/warehouse/payroll"))).isEqualTo(GatewayRefusal.RECORD_UNAVAILABLE);
        // the session carries it all the same: labels only rise
        missing.set(Set.of());
        assertThat(refusal(post("/warehouse/rows"))).isEqualTo(GatewayRefusal.LABEL_NOT_CLEARED);
    }

    @Test
    void nothingIsReadWhereTheLabelCannotBeRecorded() {
        ledger.refuse(new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, "gone"));
        assertThat(refusal(rooms.get("/warehouse/payroll"))).isEqualTo(GatewayRefusal.RECORD_UNAVAILABLE);
    }

    @Test
    void anUploadThatBeganBeforeIsCutBeforeTheReadGoesOn() {
        var upload = (CallDecision.Allow) post("/warehouse/rows");
        var told = (CallDecision.Allow) post("/warehouse/board");
        assertThat(upload.call().attach(() -> {})).isTrue();
        assertThat(upload.call().begin()).isTrue();
        upload.call().end();
        rooms.get("/warehouse/payroll");
        assertThat(upload.call().begin()).isFalse();
        assertThat(upload.call().cutBecause()).contains(GatewayRefusal.LABEL_NOT_CLEARED);
        assertThat(told.call().begin()).isTrue();
        upload.call().finish(CallFact.Ending.CALLER_LEFT, 200, 3, 0);
        assertThat(ledger.facts(CallFact.Finished.class).getFirst().ending())
                .isEqualTo(CallFact.Ending.NO_LONGER_ALLOWED);
    }

    private CallDecision post(String target) {
        return rooms.calls.decide(CallRequest.of("POST", target, "ana")).join();
    }

    private static Object refusal(CallDecision decision) {
        return ((CallDecision.Deny) decision).refusal();
    }

    private static String source(CallDecision.Allow read) {
        return "read from operation:warehouse/readPayroll by " + read.decision().value();
    }
}
