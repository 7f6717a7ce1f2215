package io.levee.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryAccounts;
import io.levee.testkit.MemoryBudgets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How much a replica keeps at hand, so that calls that come at once do not wait for the store.
class AtHandTest {
    private static final Spender ANA = new Spender(
            Chain.of(ActorId.person("ana")),
            new SessionId("s1"),
            Set.of(),
            List.of(AssetId.operation("warehouse", "list")));

    private long nanos = 1;

    @ParameterizedTest
    @CsvSource({
        "BYTES, 2000, 10, 11", // a sixteenth of what is free, in whole calls
        "BYTES, 1000000, 10, 16",
        "CALLS, 100000, 1000000, 15", // one was spent
        "BYTES, 600, 10, 0", // so little that others may need it
    })
    void aFewCallsAtOnceWaitForNothing(Unit unit, long limit, long perCall, int atOnce) {
        Budgets budgets = budgets(MemoryBudgets.budget("at-hand", unit, limit, perCall));
        Budgets.Answer.Reserved first = reserved(budgets);
        first.reservation().measured(unit, 1);
        first.reservation().settle();
        beats(budgets, 4);
        List<CompletableFuture<Budgets.Answer>> together =
                IntStream.range(0, 20).mapToObj(_ -> budgets.reserve(ANA)).toList();
        assertThat(together.stream().filter(CompletableFuture::isDone).count()).isEqualTo(atOnce);
    }

    @Test
    void whenNobodyCallsForLongNothingIsKept() {
        Budgets budgets = budgets(MemoryBudgets.budget("at-hand", Unit.BYTES, 1_000_000, 10));
        reserved(budgets).reservation().settle();
        beats(budgets, 40);
        assertThat(budgets.reserve(ANA)).isNotDone();
    }

    private Budgets budgets(Budget budget) {
        BudgetBook book = new BudgetBook(List.of(budget));
        return new Budgets(
                () -> book, new MemoryAccounts(FakeClock.start()), () -> nanos, new Random(1), Runnable::run);
    }

    private static Budgets.Answer.Reserved reserved(Budgets budgets) {
        CompletableFuture<Budgets.Answer> reserving = budgets.reserve(ANA);
        budgets.exchange(false);
        return (Budgets.Answer.Reserved) reserving.join();
    }

    private void beats(Budgets budgets, int count) {
        for (int i = 0; i < count; i++) {
            nanos += Exchange.BEAT.toNanos();
            budgets.exchange(true);
        }
    }
}
