package io.levee.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.Policy;
import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.LabelFact;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.fault.Refusal;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Identity;
import io.levee.identity.SessionId;
import io.levee.identity.TokenId;
import io.levee.testkit.MemoryLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EvaluationsTest {
    private static final AssetId ROWS = AssetId.operation("warehouse", "readRows");
    private static final AssetId WRITE = AssetId.operation("warehouse", "writeRows");
    private static final AssetId PAYROLL = AssetId.operation("warehouse", "readPayroll");
    private static final Identity.Known AGENT = known(Rooms.CHAIN, "s1");
    private static final Identity.Known AUDITOR = known(Chain.of(ActorId.person("omar")), "s9");

    private final MemoryLedger ledger = new MemoryLedger(java.time.InstantSource.system());
    private final Rooms rooms = new Rooms(ledger, () -> {});
    private final Evaluations evaluations = new Evaluations(
            rooms.inForce,
            rooms.consents,
            rooms.stops,
            rooms.labels,
            () -> rooms.viewAge,
            ledger,
            rooms.clock,
            new Random(3));

    EvaluationsTest() {
        rooms.follow(ledger);
    }

    @Test
    void aYesIsRecordedUnderTheAskersNameAndOpensNothing() {
        Evaluations.Answer answer = ask(AUDITOR, Rooms.CHAIN, "s1", Action.READ, ROWS);

        assertThat(answer.yes()).isTrue();
        assertThat(rooms.inFlight.count()).isZero();
        assertThat(ledger.facts(CallFact.Decided.class)).isEmpty();
        CallFact.Evaluated fact = ledger.facts(CallFact.Evaluated.class).getFirst();
        assertThat(fact.asker().chain()).isEqualTo(AUDITOR.chain());
        assertThat(fact.chain()).isEqualTo(Rooms.CHAIN);
        assertThat(fact.decision()).isEqualTo(answer.decision());
        assertThat(fact.allowed()).isTrue();
    }

    @Test
    void anAgentAsksAboutItsOwnRunAndNobodyElse() {
        assertThat(ask(AGENT, Rooms.CHAIN, "", Action.READ, ROWS).yes()).isTrue();
        assertThat(ask(AGENT, Rooms.CHAIN, "s1", Action.READ, ROWS).yes()).isTrue();
        assertThat(code(ask(AGENT, Rooms.CHAIN, "s2", Action.READ, ROWS))).isEqualTo("evaluation-of-others");
        assertThat(code(ask(AGENT, Chain.of(ActorId.person("ana")), "", Action.READ, ROWS)))
                .isEqualTo("evaluation-of-others");
        assertThat(code(ask(AGENT, Chain.of(ActorId.person("omar")), "", Action.CHANGE, WRITE)))
                .isEqualTo("evaluation-of-others");
    }

    @Test
    void aStopOfTheSubjectOrOfWhoAsksIsANo() {
        ledger.write(new StopFact.Ordered(
                new StopId("stop-1"),
                new Scope.Session(new SessionId("s1")),
                Set.of(Layer.GATEWAY),
                ActorId.person("omar"),
                "test"));
        assertThat(code(ask(AUDITOR, Rooms.CHAIN, "s1", Action.READ, ROWS))).isEqualTo("stopped");
        assertThat(ask(AUDITOR, Rooms.CHAIN, "s2", Action.READ, ROWS).yes()).isTrue();
        ledger.write(new StopFact.Ordered(
                new StopId("stop-2"),
                new Scope.Person(ActorId.person("omar")),
                Set.of(Layer.GATEWAY),
                ActorId.person("olga"),
                "test"));
        assertThat(code(ask(AUDITOR, Rooms.CHAIN, "s2", Action.READ, ROWS))).isEqualTo("stopped");
    }

    @Test
    void aQuestionRaisesNoLabelAndSaysNoWhereACallWouldRaiseOne() {
        assertThat(code(ask(AGENT, Rooms.CHAIN, "", Action.READ, PAYROLL))).isEqualTo("label-needs-call");
        assertThat(ledger.facts(LabelFact.Raised.class)).isEmpty();

        ledger.write(new LabelFact.Raised(
                new SessionId("s1"), Set.of("payroll", "personal"), PAYROLL, new DecisionId("d1")));
        rooms.labels.toldAll(new SessionId("s1"), new DecisionId("d1"));

        assertThat(code(ask(AGENT, Rooms.CHAIN, "", Action.CHANGE, WRITE))).isEqualTo("label-not-cleared");
        assertThat(ask(AUDITOR, Rooms.CHAIN, "s2", Action.CHANGE, WRITE).yes()).isTrue();
    }

    @Test
    void anAgentWithoutItsSessionIsANo() {
        assertThat(code(ask(AUDITOR, Rooms.CHAIN, "", Action.READ, ROWS))).isEqualTo("session-missing");
        assertThat(ask(AUDITOR, Chain.of(ActorId.person("ana")), "", Action.READ, ROWS)
                        .yes())
                .isTrue();
    }

    @Test
    void everyoneInTheChainIsAskedAndOnlyReadingAndChanging() {
        rooms.answer = new Policy.Answer.NotPermitted();
        assertThat(code(ask(AGENT, Rooms.CHAIN, "", Action.READ, ROWS))).isEqualTo("not-permitted");
        rooms.answer = new Policy.Answer.Permitted(List.of());
        assertThat(code(ask(AGENT, Rooms.CHAIN, "", Action.STOP, ROWS))).isEqualTo("evaluation-action");
    }

    @Test
    void aStaleViewAndABrokenLedgerAreANo() {
        rooms.viewAge = Duration.ofSeconds(3);
        assertThat(code(ask(AGENT, Rooms.CHAIN, "", Action.CHANGE, WRITE))).isEqualTo("view-stale");
        assertThat(ask(AGENT, Rooms.CHAIN, "", Action.READ, ROWS).yes()).isTrue();
        ledger.refuse(new LeveeException(ErrorCode.LEDGER_FULL, "full"));
        assertThat(code(ask(AGENT, Rooms.CHAIN, "", Action.READ, ROWS))).isEqualTo("record-unavailable");
    }

    private Evaluations.Answer ask(Identity.Known asker, Chain chain, String session, Action action, AssetId asset) {
        Optional<SessionId> named = session.isEmpty() ? Optional.empty() : Optional.of(new SessionId(session));
        return evaluations
                .answer(asker, new Evaluations.Question(chain, named, action, asset))
                .join();
    }

    private static String code(Evaluations.Answer answer) {
        return answer.refusal().map(Refusal::code).orElse("yes");
    }

    private static Identity.Known known(Chain chain, String session) {
        return new Identity.Known(chain, new SessionId(session), new TokenId("t1"), Instant.EPOCH, Instant.MAX);
    }
}
