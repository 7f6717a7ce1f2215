package io.levee.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.consent.Policy;
import io.levee.facts.CallFact;
import io.levee.facts.CallFact.Ending;
import io.levee.facts.Evidence;
import io.levee.facts.Layer;
import io.levee.facts.ReplicaFact;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallsTest {
    private final MemoryLedger ledger = new MemoryLedger(FakeClock.start());
    private final Rooms rooms = new Rooms(ledger, () -> {});

    @BeforeEach
    void follow() {
        rooms.follow(ledger);
    }

    /// A ledger that is slow slows callers down; it does not refuse them.
    @Test
    void readsWaitForTheirRecordOnceManyAreOnTheirWay() {
        ledger.hold();
        for (int i = 0; i < Recording.AHEAD_MAX; i++) {
            var read = (CallDecision.Allow) rooms.get("/warehouse/rows");
            read.call().finish(CallFact.Ending.COMPLETED, 200, 0, 0);
        }
        CompletableFuture<CallDecision> next = rooms.calls.decide(CallRequest.of("GET", "/warehouse/rows", "ana"));
        assertThat(next).isNotDone();
        ledger.release();
        assertThat(next.join()).isInstanceOf(CallDecision.Allow.class);
        assertThat(rooms.calls.decide(CallRequest.of("GET", "/warehouse/rows", "ana")))
                .as("the next need not wait again")
                .isDone();
    }

    @Test
    void anAllowedCallIsDecidedThenFinishedUnderOneId() {
        var allow = (CallDecision.Allow) rooms.get("/warehouse/rows?limit=10");
        assertThat(allow.target()).isEqualTo("/rows?limit=10");
        assertThat(rooms.inFlight.count()).isEqualTo(1);
        rooms.clock.advance(Duration.ofMillis(5));
        allow.call().finish(Ending.COMPLETED, 200, 0, 42);
        allow.call().finish(Ending.CALLER_LEFT, 0, 0, 0);
        var finished = ledger.facts(CallFact.Finished.class);
        assertThat(finished).hasSize(1);
        assertThat(finished.getFirst().decision()).isEqualTo(allow.decision());
        assertThat(finished.getFirst().micros()).isEqualTo(5_000);
        assertThat(rooms.inFlight.count()).isZero();
        var decided = ledger.facts(CallFact.Decided.class).getFirst();
        assertThat(decided.reason()).isEqualTo("allowed");
        assertThat(decided.target().path()).as("never the query").isEqualTo("/warehouse/rows");
        assertThat(decided.evidence()).extracting(Evidence::kind).contains("passport");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /warehouse/export, operation-not-declared, 404",
        "PUT, /warehouse/rows, method-not-declared, 405",
        "GET, /nowhere/rows, api-unknown, 404",
        "GET, /warehouse/../rows, path-dot-segment, 400",
        "TRACE, /warehouse/rows, method-refused, 405",
        "get, /warehouse/rows, method-malformed, 400",
    })
    void whatIsNotDeclaredIsRefusedAndRecorded(String method, String target, String code, int status) {
        var deny = (CallDecision.Deny)
                rooms.calls.decide(CallRequest.of(method, target, "ana")).join();
        assertThat(deny.refusal().code()).isEqualTo(code);
        assertThat(deny.status()).isEqualTo(status);
        var recorded = ledger.facts(CallFact.Decided.class).getFirst();
        assertThat(recorded.reason()).isEqualTo(code);
        assertThat(recorded.caller()).isPresent();
        assertThat(rooms.inFlight.count()).isZero();
    }

    @Test
    void nobodyLearnsWhatExistsWithoutACredential() {
        for (String target : List.of("/warehouse/rows", "/warehouse/export", "/nowhere", "/..")) {
            var deny = (CallDecision.Deny)
                    rooms.calls.decide(CallRequest.of("GET", target, "mallory")).join();
            assertThat(deny.status()).isEqualTo(401);
            assertThat(deny.declared()).isEmpty();
        }
    }

    @Test
    void aPolicyThatForbidsIsA403ThatNamesWho() {
        rooms.answer = new Policy.Answer.Forbidden(List.of(new Evidence("policy", "warehouse.cedar#pii", "forbids")));
        var deny = (CallDecision.Deny) rooms.get("/warehouse/rows");
        assertThat(deny.status()).isEqualTo(403);
        assertThat(deny.refusal().code()).isEqualTo("policy-forbids");
        assertThat(deny.fact().detail()).isEqualTo("person:ana");
        assertThat(deny.fact().evidence()).extracting(Evidence::ref).contains("warehouse.cedar#pii");
    }

    @Test
    void aChangeWaitsForItsRecordAndAReadDoesNot() {
        ledger.hold();
        CompletableFuture<CallDecision> change = rooms.calls.decide(CallRequest.of("POST", "/warehouse/rows", "ana"));
        assertThat(change).isNotDone();
        assertThat(rooms.calls.decide(CallRequest.of("GET", "/warehouse/rows", "ana")))
                .isDone();
        ledger.release();
        assertThat(change.join()).isInstanceOf(CallDecision.Allow.class);
    }

    @Test
    void afterAFailureReadsWaitForTheirRecordToo() {
        ledger.refuse(new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, "gone"));
        assertThat(rooms.get("/warehouse/rows"))
                .isInstanceOfSatisfying(
                        CallDecision.Deny.class,
                        deny -> assertThat(deny.refusal()).isEqualTo(GatewayRefusal.RECORD_UNAVAILABLE));
        ledger.recover();
        ledger.hold();
        CompletableFuture<CallDecision> first = rooms.calls.decide(CallRequest.of("GET", "/warehouse/rows", "ana"));
        assertThat(first).isNotDone();
        ledger.release();
        assertThat(first.join()).isInstanceOf(CallDecision.Allow.class);
        ledger.hold();
        assertThat(rooms.calls.decide(CallRequest.of("GET", "/warehouse/rows", "ana")))
                .isDone();
    }

    @ParameterizedTest
    @CsvSource({"GET, 2001, true", "POST, 2000, true", "POST, 2001, false", "GET, 10000, true", "GET, 10001, false"})
    void aStaleViewDeniesChangesFirstAndThenEverything(String method, long millis, boolean allowed) {
        rooms.viewAge = Duration.ofMillis(millis);
        CallDecision decision = rooms.calls
                .decide(CallRequest.of(method, "/warehouse/rows", "ana"))
                .join();
        assertThat(decision instanceof CallDecision.Allow).isEqualTo(allowed);
    }

    @Test
    void aStopWhileAChangeWaitsForItsRecordEndsIt() {
        ledger.hold();
        CompletableFuture<CallDecision> change = rooms.calls.decide(CallRequest.of("POST", "/warehouse/rows", "ana"));
        StopFact.Ordered order = order("stop-1");
        assertThat(rooms.calls.cut(order).calls()).isEqualTo(1);
        ledger.release();
        assertThat(change.join())
                .isInstanceOfSatisfying(
                        CallDecision.Deny.class,
                        deny -> assertThat(deny.refusal()).isEqualTo(GatewayRefusal.STOPPED));
        var finished = ledger.facts(CallFact.Finished.class).getFirst();
        assertThat(finished.ending()).isEqualTo(Ending.STOPPED);
        assertThat(finished.stop()).contains(order.stop());
    }

    @Test
    void cuttingTwiceReportsTheSame() {
        var allow = (CallDecision.Allow) rooms.get("/warehouse/rows");
        List<String> cuts = new ArrayList<>();
        assertThat(allow.call().attach(() -> cuts.add("cut"))).isTrue();
        StopFact.Ordered order = order("stop-1");
        assertThat(rooms.calls.cut(order).calls()).isEqualTo(1);
        assertThat(rooms.calls.cut(order).calls()).isEqualTo(1);
        assertThat(cuts).containsExactly("cut");
        assertThat(allow.call().begin()).isFalse();
        assertThat(allow.call().attach(() -> cuts.add("late"))).isFalse();
        assertThat(cuts).containsExactly("cut", "late");
    }

    @Test
    void aStopLeavesTheCallsOfOthersAlone() {
        var allow = (CallDecision.Allow) rooms.get("/warehouse/rows");
        StopFact.Ordered order = new StopFact.Ordered(
                new StopId("stop-1"),
                new Scope.Agent(ActorId.agent("somebody-else")),
                Set.of(Layer.GATEWAY),
                ActorId.person("omar"),
                "test");
        assertThat(rooms.calls.cut(order).calls()).isZero();
        assertThat(allow.call().begin()).isTrue();
    }

    @Test
    void anOpenCallIsAskedAgainAndCutWhenItWouldBeRefused() {
        var allow = (CallDecision.Allow) rooms.get("/warehouse/rows");
        rooms.answer = new Policy.Answer.NotPermitted();
        rooms.calls.tend();
        assertThat(allow.call().isCut()).as("just decided").isFalse();
        rooms.clock.advance(Duration.ofSeconds(1));
        rooms.calls.tend();
        assertThat(allow.call().isCut()).isTrue();
        assertThat(allow.call().cutBecause().orElseThrow().code()).isEqualTo("not-permitted");
    }

    @Test
    void whatWasOpenWhenTheReplicaEndedIsFoundAtTheNextStart() {
        var lost = (CallDecision.Allow) rooms.get("/warehouse/rows");
        var done = (CallDecision.Allow) rooms.get("/warehouse/rows");
        done.call().finish(Ending.COMPLETED, 200, 0, 0);
        Calls restarted = new Rooms(ledger, () -> {}).calls;
        assertThat(restarted.recover(ledger)).isEqualTo(1);
        assertThat(ledger.facts(CallFact.Finished.class))
                .anySatisfy(fact -> assertThat(fact.decision()).isEqualTo(lost.decision()))
                .extracting(CallFact.Finished::ending)
                .containsExactly(Ending.COMPLETED, Ending.LOST);
        ledger.write(new ReplicaFact.Started("test", 1));
        assertThat(restarted.recover(ledger)).isZero();
    }

    private StopFact.Ordered order(String stop) {
        StopFact.Ordered order = new StopFact.Ordered(
                new StopId(stop), new Scope.Everything(), Set.of(Layer.GATEWAY), ActorId.person("omar"), "test");
        var _ = ledger.append(order);
        return order;
    }
}
