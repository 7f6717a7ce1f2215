package io.levee.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.catalog.AssetId;
import io.levee.consent.ConsentRefusal;
import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.LabelFact;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.ledger.Origin;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryLedger;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A person lets go to one sink what a session had read of `/payroll`; `/rows` and `/find` are not cleared for it.
class DeclassificationsTest {
    private static final Chain FAY = new Chain(ActorId.person("fay"), List.of());

    private final MemoryLedger ledger = new MemoryLedger(FakeClock.start());
    private final AtomicReference<Set<Origin>> missing = new AtomicReference<>(Set.of());
    private final Rooms rooms = new Rooms(ledger, (_, _) -> missing.get(), () -> {});
    private final Declassifications door =
            new Declassifications(rooms.consents, rooms.labels, ledger, ledger, (_, _) -> missing.get());

    @BeforeEach
    void follow() {
        rooms.follow(ledger);
    }

    @Test
    void whatAClearedPersonLetsGoMayGoThereAndNowhereElse() {
        DecisionId refused = readAndRefused();
        var done = (Declassifications.Answer.Done) door.declassify(FAY, refused, "totals only");
        assertThat(done.act().labels()).containsExactlyInAnyOrder("payroll", "personal");
        assertThat(done.act().sinks()).containsExactly(AssetId.operation("warehouse", "writeRows"));
        assertThat(post("/warehouse/rows")).isInstanceOf(CallDecision.Allow.class);
        assertThat(refusal(rooms.get("/warehouse/find?table=orders"))).isEqualTo(GatewayRefusal.LABEL_NOT_CLEARED);
        assertThat(ledger.facts(LabelFact.class)).hasSize(3);
    }

    /// Fay said: these words into that table, and those into this one; not these into this.
    @Test
    void twoActsDoNotMakeAThird() {
        read();
        for (String target : List.of("/warehouse/tables/orders", "/warehouse/find?table=pay")) {
            door.declassify(FAY, refused(rooms.get(target)).decision(), "just this");
        }
        assertThat(refusal(rooms.get("/warehouse/find?table=orders"))).isEqualTo(GatewayRefusal.LABEL_NOT_CLEARED);
        assertThat(rooms.get("/warehouse/tables/orders")).isInstanceOf(CallDecision.Allow.class);
    }

    /// The second act covers more than the first, so it waits for the replicas by itself.
    @Test
    void lookingAtTheSameCallAgainIsAnotherAct() {
        DecisionId refused = readAndRefused();
        door.declassify(FAY, refused, "totals only");
        read();
        missing.set(Set.of(new Origin("acme", "replica-2")));
        door.declassify(FAY, refused, "these too");
        missing.set(Set.of());
        assertThat(refusal(post("/warehouse/rows"))).isEqualTo(GatewayRefusal.LABEL_NOT_CLEARED);
    }

    @Test
    void itEndsWithTheNextRead() {
        door.declassify(FAY, readAndRefused(), "totals only");
        assertThat(rooms.get("/warehouse/payroll")).isInstanceOf(CallDecision.Allow.class);
        DecisionId again = refused(post("/warehouse/rows")).decision();
        assertThat(ledger.facts(LabelFact.Raised.class)).hasSize(2);
        door.declassify(FAY, again, "these too");
        assertThat(post("/warehouse/rows")).isInstanceOf(CallDecision.Allow.class);
    }

    /// Also one that the session read after the call that the person looked at.
    @Test
    void everySourceThatIsKnownByThenIsAsked() {
        rooms.get("/warehouse/tables/pay");
        DecisionId refused = refused(post("/warehouse/rows")).decision();
        read();
        rooms.withheld = AssetId.operation("warehouse", "readPayroll");
        var no = (Declassifications.Answer.Refused) door.declassify(FAY, refused, "totals only");
        assertThat(no.detail()).isEqualTo("person:fay operation:warehouse/readPayroll");
    }

    @Test
    void everySourceMustLetThem() {
        DecisionId refused = readAndRefused();
        rooms.withheld = AssetId.operation("warehouse", "readPayroll");
        var no = (Declassifications.Answer.Refused) door.declassify(FAY, refused, "please");
        assertThat(no.refusal()).isEqualTo(ConsentRefusal.NOT_PERMITTED);
        assertThat(no.detail()).isEqualTo("person:fay operation:warehouse/readPayroll");
        assertThat(refusal(post("/warehouse/rows"))).isEqualTo(GatewayRefusal.LABEL_NOT_CLEARED);
    }

    @Test
    void noAgentCan() {
        var no = (Declassifications.Answer.Refused) door.declassify(Rooms.CHAIN, readAndRefused(), "my person said so");
        assertThat(no.refusal()).isEqualTo(ConsentRefusal.PASSPORT_DOES_NOT_COVER);
    }

    @Test
    void onlyACallThatWasRefusedForItsLabelsSaysWhatGoesWhere() {
        DecisionId allowed = rooms.get("/warehouse/payroll").decision();
        DecisionId unknown = new DecisionId("d0");
        DecisionId otherwise = refused(rooms.get("/nowhere")).decision();
        for (DecisionId decision : List.of(allowed, unknown, otherwise)) {
            assertThat(((Declassifications.Answer.Refused) door.declassify(FAY, decision, "please")).refusal())
                    .isEqualTo(GatewayRefusal.NOT_REFUSED_FOR_LABELS);
        }
    }

    @Test
    void nothingGoesWhileAReplicaHasNotHeardOfIt() {
        DecisionId refused = readAndRefused();
        missing.set(Set.of(new Origin("acme", "replica-2")));
        assertThat(((Declassifications.Answer.Refused) door.declassify(FAY, refused, "totals only")).refusal())
                .isEqualTo(GatewayRefusal.VIEW_STALE);
        missing.set(Set.of());
        assertThat(refusal(post("/warehouse/rows"))).isEqualTo(GatewayRefusal.LABEL_NOT_CLEARED);
    }

    @Test
    void aSessionIsNotLetGoForEver() {
        read();
        for (int i = 0; i < Declassifications.PER_SESSION_MAX; i++) {
            door.declassify(
                    FAY, refused(rooms.get("/warehouse/find?table=orders")).decision(), "again");
            read();
        }
        DecisionId once = refused(post("/warehouse/rows")).decision();
        assertThat(((Declassifications.Answer.Refused) door.declassify(FAY, once, "and again")).refusal())
                .isEqualTo(GatewayRefusal.SESSION_OVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb"})
    void aReasonIsALine(String reason) {
        assertThatThrownBy(() -> door.declassify(FAY, new DecisionId("d1"), reason))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void read() {
        var allow = (CallDecision.Allow) rooms.get("/warehouse/payroll");
        allow.call().finish(CallFact.Ending.COMPLETED, 200, 0, 10);
    }

    private DecisionId readAndRefused() {
        read();
        return refused(post("/warehouse/rows")).decision();
    }

    private CallDecision post(String target) {
        return rooms.calls.decide(CallRequest.of("POST", target, "ana")).join();
    }

    private static CallDecision.Deny refused(CallDecision decision) {
        return (CallDecision.Deny) decision;
    }

    private static Object refusal(CallDecision decision) {
        return refused(decision).refusal();
    }
}
