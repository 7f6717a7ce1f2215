package io.levee.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.budget.MessyAccounts.Fault;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryAccounts;
import io.levee.testkit.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Invariant I8: three replicas that crash, pause, lose messages and are told twice never let more through than a
/// budget allows, and nothing that a dead replica held blocks longer than its lease. Each history is forty steps, each
/// a case; `levee.histories` plays more.
final class BudgetsSimulationTest {
    private static final int HISTORIES = Integer.getInteger("levee.histories", 5_000);
    private static final int STEPS = 40;
    private static final List<Fault> FAULTS = List.of(Fault.values());

    @Test
    void noWindowEverGivesMoreThanItsLimit() {
        Simulation.play(HISTORIES, simulation -> new Story(simulation.random()).play());
    }

    /// What was let through, by the window in which it was reserved.
    private static final class Story {
        private final RandomGenerator random;
        private final FakeClock database = FakeClock.start();
        private final MemoryAccounts memory = new MemoryAccounts(database);
        private final Budget calls;
        private final Budget bytes;
        private final BudgetBook book;
        private final Map<Long, Long> through = new HashMap<>();
        private final Map<Long, Long> moved = new HashMap<>();
        private final List<Replica> replicas = new ArrayList<>();
        private long nanos;
        private Duration setBack = Duration.ZERO;
        private int depth;

        Story(RandomGenerator random) {
            this.random = random;
            Duration window = Duration.ofSeconds(random.nextInt(5, 90));
            calls = budget(
                    "calls",
                    Unit.CALLS,
                    random.nextInt(0, random.nextInt(8) == 0 ? 600 : 40),
                    window,
                    Budget.AMOUNT_MAX);
            long most = random.nextInt(1, 50);
            bytes = budget("bytes", Unit.BYTES, most * random.nextInt(1, 12), window, most);
            book = new BudgetBook(random.nextBoolean() ? List.of(calls, bytes) : List.of(calls));
            for (int i = 0; i < 3; i++) {
                replicas.add(new Replica());
            }
        }

        void play() {
            for (int step = 0; step < STEPS; step++) {
                step();
                check();
            }
            settled();
        }

        private void step() {
            Replica one = replicas.get(random.nextInt(replicas.size()));
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4 -> one.call();
                case 5, 6 -> one.end();
                case 7, 8 -> one.budgets.exchange(random.nextBoolean());
                case 9 -> pass(Duration.ofMillis(random.nextInt(1, 2_000)));
                case 10 -> rarely(one);
                default -> one.budgets.exchange(true);
            }
        }

        private void rarely(Replica one) {
            switch (random.nextInt(4)) {
                case 0 -> pass(Duration.ofSeconds(random.nextInt(1, 30)));
                case 1 -> replicas.set(replicas.indexOf(one), new Replica()); // kill -9
                case 2 -> jump(Duration.ofSeconds(random.nextInt(-20, 20)));
                default -> one.accounts.next = FAULTS.get(random.nextInt(FAULTS.size()));
            }
        }

        /// Inside a message to the store: the others go on, and this replica too.
        private void meanwhile() {
            if (depth == 0 && random.nextInt(3) == 0) {
                depth++;
                Replica other = replicas.get(random.nextInt(replicas.size()));
                other.call();
                other.end();
                depth--;
            }
        }

        private void pass(Duration time) {
            nanos += time.toNanos();
            database.advance(time);
        }

        /// The database's clock is set; nobody else's is.
        private void jump(Duration by) {
            database.advance(by);
            setBack = by.isNegative() ? setBack.minus(by) : setBack;
        }

        private void check() {
            long callsMax = limit(calls);
            long bytesMax = limit(bytes);
            through.forEach((window, sum) -> atMost("calls let through in window " + window, sum, callsMax));
            moved.forEach((window, sum) -> atMost("bytes moved in window " + window, sum, bytesMax));
            memory.all()
                    .forEach((key, account) -> atMost(
                            key,
                            account.spent() + account.outstanding(),
                            key.account().budget().equals("calls") ? callsMax : bytesMax));
        }

        /// Plain, because it is asked a million times.
        private static void atMost(Object what, long sum, long max) {
            if (sum > max) {
                throw new AssertionError("%s: %d of %d".formatted(what, sum, max));
            }
        }

        /// Once every lease has ended, all that the store does not count as spent can be had, by one replica alone.
        private void settled() {
            replicas.forEach(replica -> replica.dead = true);
            depth++; // from now on, nothing else happens
            pass(AccountRules.LEASE.plus(setBack));
            long window = AccountRules.window(database.instant(), window());
            long spent = memory.all().entrySet().stream()
                    .filter(entry -> entry.getKey().account().budget().equals("calls")
                            && entry.getKey().window() == window)
                    .mapToLong(entry -> AccountRules.asOf(entry.getValue(), database.instant())
                            .spent())
                    .sum();
            Replica last = new Replica();
            Budgets only = new Budgets(
                    () -> new BudgetBook(List.of(calls)), last.accounts, () -> nanos, random, Runnable::run);
            long got = 0;
            for (long asked = 0; asked <= limit(calls); asked++) {
                CompletableFuture<Budgets.Answer> answer = only.reserve(spender());
                only.exchange(false);
                got += answer.getNow(new Budgets.Answer.Unavailable("")) instanceof Budgets.Answer.Reserved ? 1 : 0;
            }
            assertThat(got).as("left after all leases ended").isEqualTo(limit(calls) - spent);
        }

        private Duration window() {
            return calls.quota().orElseThrow().window();
        }

        private static long limit(Budget budget) {
            return budget.quota().orElseThrow().limit();
        }

        private static Spender spender() {
            return new Spender(
                    Chain.of(ActorId.person("ana"), ActorId.agent("writer")), new SessionId("s1"), Set.of(), List.of());
        }

        private static Budget budget(String name, Unit unit, long limit, Duration window, long perCall) {
            return new Budget(
                    name, unit, Per.AGENT, Set.of(), List.of(), Optional.of(new Budget.Quota(limit, window)), perCall);
        }

        private final class Replica {
            private final MessyAccounts accounts = new MessyAccounts(memory, Story.this::meanwhile);
            private final Budgets budgets = new Budgets(() -> book, accounts, () -> nanos, random, Runnable::run);
            private final List<Reservation> open = new ArrayList<>();
            private boolean dead;

            void call() {
                var _ = budgets.reserve(spender()).thenAccept(this::answered);
                if (random.nextBoolean()) {
                    budgets.exchange(false);
                }
            }

            private void answered(Budgets.Answer answer) {
                if (!dead && answer instanceof Budgets.Answer.Reserved(var reservation)) {
                    long window = reservation.window(Unit.CALLS);
                    through.merge(window, 1L, Long::sum);
                    open.add(reservation);
                }
            }

            void end() {
                if (open.isEmpty()) {
                    return;
                }
                Reservation one = open.remove(random.nextInt(open.size()));
                long window = one.window(Unit.CALLS);
                if (random.nextInt(4) == 0) {
                    through.merge(window, -1L, Long::sum); // refused after all
                    one.giveBack();
                    return;
                }
                for (int chunk = random.nextInt(5); chunk > 0; chunk--) {
                    long size = random.nextInt(1, 40);
                    if (book.all().contains(bytes) && one.spend(Unit.BYTES, size)) {
                        moved.merge(one.window(Unit.BYTES), size, Long::sum);
                    }
                }
                one.measured(Unit.BYTES, 0);
                one.settle();
            }
        }
    }
}
