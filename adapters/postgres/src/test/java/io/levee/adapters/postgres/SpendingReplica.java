package io.levee.adapters.postgres;

import io.levee.budget.AccountId;
import io.levee.budget.Accounts;
import io.levee.budget.Budget;
import io.levee.budget.BudgetBook;
import io.levee.budget.Budgets;
import io.levee.budget.Exchange;
import io.levee.budget.Per;
import io.levee.budget.Spender;
import io.levee.budget.Unit;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

/// One replica's budgets on a real database, for tests; as a process of its own it reserves calls one after the other
/// and prints a line for each before it settles it.
final class SpendingReplica implements AutoCloseable {
    static final String EXHAUSTED = "exhausted";

    private static final Spender SPENDER = new Spender(
            Chain.of(ActorId.person("ana"), ActorId.agent("writer")), new SessionId("s1"), Set.of(), List.of());
    private static final Executor WAKE = task -> Thread.ofVirtual().start(task);

    final Database database;
    final Accounts accounts;
    final Budgets budgets;
    private final Exchange exchange;

    SpendingReplica(String url, long limit) {
        database = Database.external(url);
        accounts = new BudgetAccounts(database);
        // The longest window that there is, so that a test hardly ever sees two.
        Budget calls = new Budget(
                "calls",
                Unit.CALLS,
                Per.AGENT,
                Set.of(),
                List.of(),
                Optional.of(new Budget.Quota(limit, Budget.WINDOW_MAX)),
                Budget.AMOUNT_MAX);
        BudgetBook book = new BudgetBook(List.of(calls));
        budgets = new Budgets(
                () -> book,
                accounts,
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextLong(),
                WAKE);
        exchange = Exchange.start(budgets);
    }

    Budgets.Answer reserve() {
        return budgets.reserve(SPENDER).join();
    }

    static Accounts.Standing only(Accounts accounts) {
        List<Accounts.Standing> all = accounts.standings(10);
        if (all.size() != 1) {
            throw new IllegalStateException("not one account but " + all);
        }
        return all.getFirst();
    }

    static AccountId account() {
        return new AccountId("calls", "agent:writer", Budget.WINDOW_MAX);
    }

    @Override
    public void close() {
        exchange.close();
        database.close();
    }

    public static void main(String[] args) {
        PrintStream out = System.out;
        try (SpendingReplica replica = new SpendingReplica(args[0], Long.parseLong(args[1]))) {
            while (true) {
                switch (replica.reserve()) {
                    case Budgets.Answer.Reserved(var reservation) -> {
                        out.println("through");
                        reservation.settle();
                    }
                    case Budgets.Answer.Exhausted _ -> {
                        out.println(EXHAUSTED);
                        return;
                    }
                    case Budgets.Answer.TooMuch _, Budgets.Answer.Stopped _, Budgets.Answer.Unavailable _ -> {}
                }
            }
        }
    }
}
