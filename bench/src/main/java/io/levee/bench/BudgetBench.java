package io.levee.bench;

import io.levee.adapters.postgres.BudgetAccounts;
import io.levee.adapters.postgres.Database;
import io.levee.budget.AccountId;
import io.levee.budget.Budget;
import io.levee.budget.BudgetBook;
import io.levee.budget.Budgets;
import io.levee.budget.Exchange;
import io.levee.budget.Message;
import io.levee.budget.Per;
import io.levee.budget.Spender;
import io.levee.budget.Unit;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Reservations a second on three replicas that share one PostgreSQL, beside asking it for every call.
public final class BudgetBench {
    private static final int REPLICAS = 3;
    private static final int CALLERS = 12;
    private static final int SESSIONS = 1_000;
    private static final BudgetBook BOOK =
            new BudgetBook(List.of(budget("calls", Per.AGENT), budget("run", Per.SESSION)));

    private BudgetBench() {}

    public static BenchReport run(Path dataFolder, BenchOptions options) {
        try (Database database = Database.embedded(dataFolder)) {
            BudgetAccounts accounts = new BudgetAccounts(database);
            List<Exchange> exchanges = new ArrayList<>();
            List<Budgets> replicas = new ArrayList<>();
            for (int i = 0; i < REPLICAS; i++) {
                Budgets budgets = new Budgets(
                        () -> BOOK,
                        accounts,
                        System::nanoTime,
                        random(),
                        task -> Thread.ofVirtual().start(task));
                replicas.add(budgets);
                exchanges.add(Exchange.start(budgets));
            }
            try {
                var _ = measured("warm-up", options.duration(), caller -> reserve(replicas, caller, 1));
                Measured one = measured(
                        "two budgets, one session", options.duration(), caller -> reserve(replicas, caller, 1));
                Measured many = measured(
                        "two budgets, 1000 sessions",
                        options.duration(),
                        caller -> reserve(replicas, caller, SESSIONS));
                Measured asked = measured("one budget, asked each time", options.duration(), _ -> ask(accounts));
                return BenchReport.here(
                        "budgets",
                        options,
                        List.of(one.row(), many.row(), asked.row()),
                        Map.of("heldOverAsked", one.perSecond() / asked.perSecond()));
            } finally {
                exchanges.forEach(Exchange::close);
            }
        }
    }

    private record Measured(String name, double perSecond, Histogram nanos, long refused) {
        Map<String, Object> row() {
            return BenchReport.row(
                    name,
                    "reservationsPerSecond",
                    Math.round(perSecond),
                    "p50Micros",
                    nanos.getValueAtPercentile(50) / 1_000.0,
                    "p99Micros",
                    nanos.getValueAtPercentile(99) / 1_000.0,
                    "p999Micros",
                    nanos.getValueAtPercentile(99.9) / 1_000.0,
                    "refused",
                    refused);
        }
    }

    private static Measured measured(String name, Duration duration, IntPredicate work) {
        LongAdder refused = new LongAdder();
        Histogram nanos = new ConcurrentHistogram(3);
        long begun = System.nanoTime();
        long end = begun + duration.toNanos();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                int caller = i;
                callers.execute(() -> {
                    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                        if (work.test(caller)) {
                            nanos.recordValue(System.nanoTime() - now);
                        } else {
                            refused.increment();
                        }
                    }
                });
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Measured(name, nanos.getTotalCount() / seconds, nanos, refused.sum());
    }

    private static boolean reserve(List<Budgets> replicas, int caller, int sessions) {
        int session = ThreadLocalRandom.current().nextInt(sessions);
        Spender spender = new Spender(
                Chain.of(ActorId.person("ana"), ActorId.agent("writer")),
                new SessionId("s" + session),
                Set.of(),
                List.of());
        Budgets.Answer answer = replicas.get(caller % REPLICAS).reserve(spender).join();
        if (answer instanceof Budgets.Answer.Reserved(var made)) {
            made.settle();
        }
        return answer instanceof Budgets.Answer.Reserved;
    }

    private static boolean ask(BudgetAccounts accounts) {
        AccountId account = new AccountId("asked", "agent:writer", Budget.WINDOW_MAX);
        UUID lease = new UUID(random().nextLong(), random().nextLong());
        var _ = accounts.tell(
                List.of(new Message(account, OptionalLong.empty(), Budget.AMOUNT_MAX, lease, 1, 0, 0, 0, 1, 1)));
        var _ = accounts.tell(
                List.of(new Message(account, OptionalLong.empty(), Budget.AMOUNT_MAX, lease, 2, 1, 0, 0, 0, 0)));
        return true;
    }

    private static RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }

    private static Budget budget(String name, Per per) {
        return new Budget(
                name,
                Unit.CALLS,
                per,
                Set.of(),
                List.of(),
                Optional.of(new Budget.Quota(Budget.AMOUNT_MAX, Budget.WINDOW_MAX)),
                Budget.AMOUNT_MAX);
    }
}
