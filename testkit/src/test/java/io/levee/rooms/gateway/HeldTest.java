package io.levee.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.budget.Unit;
import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.Consent;
import io.levee.consent.ConsentRefusal;
import io.levee.consent.Hold;
import io.levee.consent.Policy;
import io.levee.consent.approval.Approval;
import io.levee.consent.approval.ApprovalRefusal;
import io.levee.consent.approval.Approvals;
import io.levee.consent.approval.Body;
import io.levee.consent.approval.CallReviews;
import io.levee.facts.ApprovalFact;
import io.levee.facts.ApprovalId;
import io.levee.facts.CallFact;
import io.levee.facts.Evidence;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.fault.Refusal;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.ledger.ReplicaView;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryBudgets;
import io.levee.testkit.MemoryLedger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every call of Ana's report writer is held for ten minutes; Omar may approve.
class HeldTest {
    private static final Chain ANA = Chain.of(ActorId.person("ana"));
    private static final Chain OMAR = Chain.of(ActorId.person("omar"));
    private static final Policy.Answer YES = new Policy.Answer.Permitted(List.of());
    private static final Policy.Answer NO = new Policy.Answer.NotPermitted();

    private final MemoryLedger ledger = new MemoryLedger(FakeClock.start());
    private final MemoryBudgets budgets = new MemoryBudgets(MemoryBudgets.budget("three", Unit.CALLS, 3, 1));
    private final Rooms rooms = new Rooms(ledger, ReplicaView.alone(), budgets.budgets(), () -> {});
    private Policy.Answer calls = new Policy.Answer.Held(List.of(), new Hold(Duration.ofMinutes(10)));
    private Policy.Answer omar = YES;
    private Policy.Answer anaHerself = NO;

    @BeforeEach
    void follow() {
        rooms.follow(ledger);
        rooms.policy = (principal, action, _) -> switch (action) {
            case APPROVE -> principal.equals(OMAR.person()) ? omar : YES;
            case APPROVE_OWN -> anaHerself;
            default -> calls;
        };
    }

    @Test
    void theCallThatWasApprovedGoesOnOnce() {
        Approval waiting = asked("a");
        give(waiting);
        assertThat(post("a")).isInstanceOf(CallDecision.Allow.class);
        assertThat(refusal(post("a"))).isEqualTo(ApprovalRefusal.APPROVAL_REQUIRED);
        assertThat(ledger.facts(ApprovalFact.class))
                .extracting(fact -> fact.getClass().getSimpleName())
                .containsExactly("Requested", "Given", "Used", "Requested");
    }

    @Test
    void whatItsReviewersLetPassWaitsForNobodyAndSaysWhy() {
        Evidence review = new Evidence("review", "rev-1", "allow");
        rooms.reviews = _ -> new CallReviews.Opinion.Satisfied(List.of(review));
        assertThat(post("a")).isInstanceOf(CallDecision.Allow.class);
        assertThat(ledger.facts(CallFact.Decided.class).getLast().evidence()).contains(review);
        assertThat(ledger.facts(ApprovalFact.class)).isEmpty();
    }

    @Test
    void whatItsReviewersObjectToWaitsForAPersonWithTheirReason() {
        Evidence rule = new Evidence("guardrail", "no-floods", "of kafka");
        rooms.reviews = _ -> new CallReviews.Opinion.Against(List.of(rule));
        assertThat(refusal(post("a"))).isEqualTo(ApprovalRefusal.APPROVAL_REQUIRED);
        assertThat(ledger.facts(CallFact.Decided.class).getLast().evidence()).contains(rule);
        assertThat(rooms.people.list(OMAR)).hasSize(1);
    }

    @Test
    void reviewersAreNotAskedAboutWhatAPersonCouldNotBeShown() {
        rooms.reviews = _ -> new CallReviews.Opinion.Satisfied(List.of());
        rooms.legibility = _ -> Optional.of("json: a name twice");
        assertThat(refusal(post("a"))).isEqualTo(ApprovalRefusal.NOT_APPROVABLE);
    }

    @Test
    void whatWasApprovedWaitsOutAFreeze() {
        give(asked("a"));
        StopFact.Ordered freeze = new StopFact.Ordered(
                new StopId("stop-1"),
                new Scope.Everything(),
                Set.of(Layer.GATEWAY),
                OMAR.person(),
                "release night",
                true,
                Optional.empty(),
                Set.of());
        ledger.write(freeze);
        assertThat(refusal(post("a"))).isEqualTo(GatewayRefusal.SCOPE_FROZEN);
        assertThat(refusal(post("b"))).as("nobody is asked in vain").isEqualTo(GatewayRefusal.SCOPE_FROZEN);
        ledger.write(new StopFact.Resumed(freeze.stop(), OMAR.person(), ActorId.person("eve")));
        assertThat(post("a")).isInstanceOf(CallDecision.Allow.class);
    }

    @AfterEach
    void close() {
        budgets.close();
    }

    @Test
    void anApprovalIsNotUsedUpByACallThatABudgetRefuses() {
        for (String body : List.of("a", "b", "c")) {
            give(asked(body));
            assertThat(post(body)).isInstanceOf(CallDecision.Allow.class);
        }
        assertThat(refusal(post("d"))).isEqualTo(GatewayRefusal.BUDGET_EXHAUSTED);
        assertThat(rooms.people.list(OMAR)).as("nobody is asked in vain").isEmpty();
    }

    @Test
    void anotherBodyIsAnotherCall() {
        give(asked("a"));
        assertThat(refusal(post("b"))).isEqualTo(ApprovalRefusal.APPROVAL_REQUIRED);
    }

    @Test
    void anotherSessionIsAnotherCall() {
        give(asked("a"));
        assertThat(refusal(decide("ana, in another session", "a"))).isEqualTo(ApprovalRefusal.APPROVAL_REQUIRED);
    }

    @Test
    void nothingSaidIsANo() {
        give(asked("a"));
        rooms.clock.advance(Duration.ofMinutes(10));
        assertThat(refusal(post("a"))).isEqualTo(ApprovalRefusal.APPROVAL_REQUIRED);
        assertThat(rooms.people.list(OMAR)).hasSize(1);
    }

    @Test
    void whatIsOverIsRecordedOnce() {
        Approval waiting = asked("a");
        rooms.clock.advance(Duration.ofMinutes(10));
        assertThat(give(waiting, OMAR)).isEqualTo(ApprovalRefusal.APPROVAL_UNKNOWN);
        rooms.approvals.sweep();
        rooms.approvals.sweep();
        assertThat(ledger.facts(ApprovalFact.Expired.class)).hasSize(1);
    }

    @Test
    void whoWasToldNoIsToldSoUntilItExpires() {
        Approval waiting = asked("a");
        rooms.people.refuse(OMAR, waiting.id(), waiting.digest(), "no");
        assertThat(refusal(post("a"))).isEqualTo(ApprovalRefusal.APPROVAL_REFUSED);
        assertThat(give(waiting, OMAR)).isEqualTo(ApprovalRefusal.APPROVAL_OVER);
        assertThat(rooms.store.find(waiting.id()).orElseThrow().payload()).isEmpty();
    }

    @Test
    void onesOwnCallsAreAnotherRight() {
        Approval waiting = asked("a");
        assertThat(rooms.people.list(ANA)).isEmpty();
        assertThat(give(waiting, ANA)).isEqualTo(ApprovalRefusal.APPROVAL_UNKNOWN);
        anaHerself = YES;
        give(waiting);
        assertThat(post("a")).isInstanceOf(CallDecision.Allow.class);
    }

    @Test
    void noAgentApproves() {
        Approval waiting = asked("a");
        Chain agent = Chain.of(OMAR.person(), ActorId.agent("helper"));
        assertThat(rooms.people.list(agent)).isEmpty();
        assertThat(give(waiting, agent)).isEqualTo(ApprovalRefusal.APPROVAL_NEEDS_PERSON);
        assertThat(ledger.facts(ApprovalFact.AnswerDenied.class))
                .containsExactly(
                        new ApprovalFact.AnswerDenied(waiting.id(), ActorId.agent("helper"), "approval-needs-person"));
    }

    @Test
    void whoMayNotGiveItDoesNotLearnOfIt() {
        Approval waiting = asked("a");
        omar = NO;
        assertThat(rooms.people.list(OMAR)).isEmpty();
        assertThat(give(waiting, OMAR)).isEqualTo(ApprovalRefusal.APPROVAL_UNKNOWN);
        assertThat(refusedBy(rooms.people.show(OMAR, new ApprovalId("apr-none"))))
                .isEqualTo(refusedBy(rooms.people.show(OMAR, waiting.id())));
    }

    @Test
    void aGiverWhoLostTheRightGaveNothing() {
        give(asked("a"));
        omar = NO;
        assertThat(refusal(post("a"))).isEqualTo(ApprovalRefusal.APPROVAL_WITHDRAWN);
    }

    @Test
    void aRightWithdrawnInBetweenEndsIt() {
        give(asked("a"));
        calls = NO;
        assertThat(refusal(post("a"))).isEqualTo(ConsentRefusal.NOT_PERMITTED);
        calls = YES;
        assertThat(post("a")).as("what is permitted needs no approval").isInstanceOf(CallDecision.Allow.class);
        assertThat(ledger.facts(ApprovalFact.Used.class)).isEmpty();
    }

    @Test
    void anotherDigestThanTheOneThatWasShownIsNotGiven() {
        Approval waiting = asked("a");
        assertThat(refusedBy(rooms.people.give(OMAR, waiting.id(), "0".repeat(64), "yes")))
                .isEqualTo(ApprovalRefusal.APPROVAL_CHANGED);
    }

    @Test
    void whatNobodyCanSeeNobodyApproves() {
        assertThat(refusal(rooms.calls
                        .decide(CallRequest.of("POST", "/warehouse/rows", "ana"))
                        .join()))
                .isEqualTo(ApprovalRefusal.APPROVAL_NOT_HERE);
    }

    @Test
    void aYesThatIsNotOnRecordIsOfNoUseAndMayBeSaidAgain() {
        Approval waiting = asked("a");
        ledger.refuse(new LeveeException(ErrorCode.LEDGER_FULL, "broken on purpose"));
        assertThatThrownBy(() -> give(waiting, OMAR)).isInstanceOf(LeveeException.class);
        ledger.recover();
        assertThat(refusal(post("a"))).isEqualTo(ApprovalRefusal.APPROVAL_REQUIRED);
        give(waiting);
        assertThat(post("a")).isInstanceOf(CallDecision.Allow.class);
    }

    @Test
    void anAgentCannotFloodPeople() {
        for (int i = 0; i < 8; i++) {
            asked("a" + i);
        }
        CallDecision.Deny refused = (CallDecision.Deny) post("one more");
        assertThat(refused.refusal()).isEqualTo(ApprovalRefusal.APPROVALS_TOO_MANY);
        assertThat(refused.fact().detail()).isEqualTo("session");
    }

    @Test
    void whatWasReadInPartDoesNotGoOnThoughNothingHoldsItAnyMore() {
        Sending inPart = new Sending.Waiting((_, _) -> {
            calls = YES; // the organisation was loaded anew meanwhile
            return CompletableFuture.completedFuture(new Sending.Unfit(ApprovalRefusal.TOO_LARGE_TO_APPROVE));
        });
        CallRequest request = CallRequest.of("POST", "/warehouse/rows", "ana").with(inPart);
        assertThat(refusal(rooms.calls.decide(request).join())).isEqualTo(ApprovalRefusal.TOO_LARGE_TO_APPROVE);
    }

    @Test
    void onlyReadsAndChangesCanBeHeld() {
        var consent = rooms.consents.seek(OMAR, Action.STOP, AssetId.parse("agent:report-writer"));
        assertThat(((Consent.Withheld) consent).refusal()).isEqualTo(ConsentRefusal.HOLD_NOT_POSSIBLE);
    }

    private Approval asked(String body) {
        CallDecision.Deny waits = (CallDecision.Deny) post(body);
        assertThat(waits.refusal()).isEqualTo(ApprovalRefusal.APPROVAL_REQUIRED);
        return rooms.store.find(new ApprovalId(waits.fact().detail())).orElseThrow();
    }

    private void give(Approval approval) {
        Chain by = anaHerself.equals(YES) ? ANA : OMAR;
        assertThat(rooms.people.give(by, approval.id(), approval.digest(), "agreed"))
                .isInstanceOf(Approvals.Answer.Done.class);
    }

    private Refusal give(Approval approval, Chain by) {
        return refusedBy(rooms.people.give(by, approval.id(), approval.digest(), "agreed"));
    }

    private static Refusal refusedBy(Approvals.Answer answer) {
        return ((Approvals.Answer.Refused) answer).refusal();
    }

    private CallDecision post(String body) {
        return decide("ana", body);
    }

    private CallDecision decide(String bearer, String body) {
        Sending sending = new Sending.Gathered(List.of(), new Body(body.getBytes(StandardCharsets.UTF_8)));
        return rooms.calls
                .decide(CallRequest.of("POST", "/warehouse/rows", bearer).with(sending))
                .join();
    }

    private static Refusal refusal(CallDecision decision) {
        return ((CallDecision.Deny) decision).refusal();
    }
}
