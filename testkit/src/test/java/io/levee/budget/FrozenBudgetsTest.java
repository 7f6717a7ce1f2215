package io.levee.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryAccounts;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a stop does to what may be spent.
final class FrozenBudgetsTest {
    private static final ActorId WRITER = ActorId.agent("writer");
    private static final ActorId READER = ActorId.agent("reader");

    private final Set<ActorId> stopped = new HashSet<>();
    private final Budgets budgets = new Budgets(
            () -> new BudgetBook(List.of(
                    Budget.callsOf(WRITER, 10, Duration.ofHours(1)), Budget.callsOf(READER, 10, Duration.ofHours(1)))),
            new MemoryAccounts(FakeClock.start()),
            System::nanoTime,
            new Random(7),
            Runnable::run,
            spender -> spender.chain().agents().stream()
                    .filter(stopped::contains)
                    .map(ActorId::toString)
                    .findFirst());

    @Test
    void nothingNewIsReservedForWhoeverIsStopped() {
        assertThat(reserve(WRITER)).isInstanceOf(Budgets.Answer.Reserved.class);
        stopped.add(WRITER);
        assertThat(reserve(WRITER)).isEqualTo(new Budgets.Answer.Stopped("agent:writer"));
        assertThat(reserve(READER)).as("somebody else").isInstanceOf(Budgets.Answer.Reserved.class);
        stopped.clear();
        assertThat(reserve(WRITER)).as("resumed").isInstanceOf(Budgets.Answer.Reserved.class);
    }

    @Test
    void whatIsReservedIsFrozenAndWhatEndedIsNot() {
        Reservation ended = reserved(WRITER);
        Reservation open = reserved(WRITER);
        Reservation other = reserved(READER);
        ended.settle();

        assertThat(budgets.spendable(FrozenBudgetsTest::isWriter)).isEqualTo(1);
        assertThat(budgets.freeze(FrozenBudgetsTest::isWriter)).isEqualTo(1);

        assertThat(budgets.spendable(FrozenBudgetsTest::isWriter)).isZero();
        assertThat(open.open()).isFalse();
        assertThat(other.open()).isTrue();
    }

    @Test
    void whatWasRefusedIsGivenBack() {
        stopped.add(WRITER);
        for (int i = 0; i < 20; i++) {
            assertThat(reserve(WRITER)).isInstanceOf(Budgets.Answer.Stopped.class);
        }
        stopped.clear();
        assertThat(reserve(WRITER)).as("none of the ten calls was used up").isInstanceOf(Budgets.Answer.Reserved.class);
        assertThat(budgets.spendable(FrozenBudgetsTest::isWriter)).isEqualTo(1);
    }

    private static boolean isWriter(Spender spender) {
        return spender.chain().agents().contains(WRITER);
    }

    private Reservation reserved(ActorId agent) {
        return switch (reserve(agent)) {
            case Budgets.Answer.Reserved(var reservation) -> reservation;
            case Budgets.Answer answer -> throw new AssertionError(answer);
        };
    }

    private Budgets.Answer reserve(ActorId agent) {
        var answer = budgets.reserve(
                new Spender(Chain.of(ActorId.person("ana"), agent), new SessionId("s-1"), Set.of(), List.of()));
        budgets.exchange(true);
        return answer.getNow(new Budgets.Answer.Unavailable("nobody answered"));
    }
}
