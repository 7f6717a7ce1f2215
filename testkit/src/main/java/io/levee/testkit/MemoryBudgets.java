package io.levee.testkit;

import io.levee.budget.Accounts;
import io.levee.budget.Budget;
import io.levee.budget.BudgetBook;
import io.levee.budget.Budgets;
import io.levee.budget.Exchange;
import io.levee.budget.Per;
import io.levee.budget.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// One replica's budgets of people, each over an hour, with their accounts in memory.
public final class MemoryBudgets implements AutoCloseable {
    private final Accounts accounts = new MemoryAccounts(FakeClock.start());
    private final Budgets budgets;
    private final Exchange exchange;

    public MemoryBudgets(Budget... all) {
        BudgetBook book = new BudgetBook(List.of(all));
        budgets = new Budgets(
                () -> book,
                accounts,
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextLong(),
                task -> Thread.ofVirtual().start(task));
        exchange = Exchange.start(budgets);
    }

    public static Budget budget(String name, Unit unit, long limit, long perCall) {
        return new Budget(
                name,
                unit,
                Per.PERSON,
                Set.of(),
                List.of(),
                Optional.of(new Budget.Quota(limit, Duration.ofHours(1))),
                perCall);
    }

    public Budgets budgets() {
        return budgets;
    }

    /// By everybody together, as far as the replica told; with `close` it tells all.
    public long spent(String budget) {
        return accounts.standings(1_000).stream()
                .filter(standing -> standing.account().budget().equals(budget))
                .mapToLong(Accounts.Standing::spent)
                .sum();
    }

    @Override
    public void close() {
        exchange.close();
    }
}
