package io.levee.budget;

import io.levee.fault.LeveeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The door of the budgets on one replica: reserve before a call goes on, settle after it ended. Answers at once from
/// what the replica holds, or later, once the store was asked; never blocks. Thread-safe.
public final class Budgets {
    /// For idle units of other replicas to come back, before a call is refused instead.
    static final Duration PATIENCE = Duration.ofSeconds(2);
    /// For the store to answer at all.
    static final Duration ANSWER_MAX = Duration.ofSeconds(3);
    /// Accounts that one replica holds something of at once.
    static final int TILLS_MAX = 100_000;
    static final int ROUNDS_MAX = 64;

    private static final System.Logger LOG = System.getLogger(Budgets.class.getName());

    private final Supplier<BudgetBook> book;
    private final Accounts accounts;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final Executor wake;
    private final Semaphore signals = new Semaphore(0);
    private final Map<AccountId, Till> tills = new ConcurrentHashMap<>();
    private final Queue<Till> asking = new ConcurrentLinkedQueue<>();
    /// What calls hold now, each with whoever spends it.
    private final Map<Reservation, Spender> open = new ConcurrentHashMap<>();

    private final Frozen frozen;
    private volatile boolean reached = true;

    /// What came of an attempt to reserve.
    public sealed interface Answer {
        /// Must be settled or given back.
        record Reserved(Reservation reservation) implements Answer {}

        /// @param holder whose account it is
        record Exhausted(Budget budget, String holder, Duration retryAfter, List<QuotaLeft> quotas) implements Answer {}

        /// This one call alone is more than the budget allows for any one.
        record TooMuch(Budget budget) implements Answer {}

        /// A stop froze what the spender has.
        ///
        /// @param by names the stop
        record Stopped(String by) implements Answer {}

        /// Nothing is held and the store does not answer.
        record Unavailable(String detail) implements Answer {}
    }

    /// Whose accounts are frozen.
    @FunctionalInterface
    public interface Frozen {
        Frozen NOBODY = _ -> Optional.empty();

        /// Names what froze them; asked for every call.
        Optional<String> by(Spender spender);
    }

    /// Without stops.
    public Budgets(
            Supplier<BudgetBook> book,
            Accounts accounts,
            LongSupplier nanoTime,
            RandomGenerator random,
            Executor wake) {
        this(book, accounts, nanoTime, random, wake, Frozen.NOBODY);
    }

    /// @param nanoTime a clock that never jumps
    /// @param random   thread-safe; names leases
    /// @param wake     continues calls that waited
    public Budgets(
            Supplier<BudgetBook> book,
            Accounts accounts,
            LongSupplier nanoTime,
            RandomGenerator random,
            Executor wake,
            Frozen frozen) {
        this.book = book;
        this.accounts = accounts;
        this.nanoTime = nanoTime;
        this.random = random;
        this.wake = wake;
        this.frozen = frozen;
    }

    /// For a house without budgets.
    public static Budgets none() {
        Accounts nowhere = new Accounts() {
            @Override
            public List<Reply> tell(List<Message> messages) {
                throw new IllegalStateException("nobody has an account here");
            }

            @Override
            public List<Standing> standings(int max) {
                return List.of();
            }
        };
        return new Budgets(() -> BudgetBook.EMPTY, nowhere, System::nanoTime, () -> 0, Runnable::run);
    }

    public CompletableFuture<Answer> reserve(Spender spender) {
        BudgetBook.Bill bill = book.get().bill(spender);
        if (bill.tooMuch().isPresent()) {
            return CompletableFuture.completedFuture(
                    new Answer.TooMuch(bill.tooMuch().get()));
        }
        List<Charge> charges = bill.charges();
        return charges.isEmpty()
                ? CompletableFuture.completedFuture(new Answer.Reserved(Reservation.NONE))
                : attempt(charges, nanoTime.getAsLong() + PATIENCE.toNanos(), ROUNDS_MAX)
                        .thenApply(answer -> unlessFrozen(spender, answer));
    }

    /// INVARIANT I3: what was reserved is known to [#freeze] first, then the stops are asked: so either this sees the
    /// stop, or the stop sees the reservation.
    private Answer unlessFrozen(Spender spender, Answer answer) {
        if (!(answer instanceof Answer.Reserved(var reservation))) {
            return answer;
        }
        open.put(reservation, spender);
        Optional<String> by = frozen.by(spender);
        if (by.isEmpty()) {
            return answer;
        }
        reservation.giveBack();
        return new Answer.Stopped(by.get());
    }

    /// Lets these spenders spend nothing more of what they hold; returns how many reservations that were.
    public int freeze(Predicate<Spender> whose) {
        List<Reservation> theirs = held(whose);
        theirs.forEach(Reservation::freeze);
        return theirs.size();
    }

    /// Reservations of these spenders of which more may be spent.
    public int spendable(Predicate<Spender> whose) {
        return (int) held(whose).stream().filter(Reservation::open).count();
    }

    private List<Reservation> held(Predicate<Spender> whose) {
        return open.entrySet().stream()
                .filter(each -> whose.test(each.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// All or nothing: whoever waits for one account keeps no other waiting.
    private CompletableFuture<Answer> attempt(List<Charge> charges, long until, int rounds) {
        List<Till.Taken> taken = new ArrayList<>(charges.size());
        for (Charge charge : charges) {
            long now = nanoTime.getAsLong();
            Till till = tills.computeIfAbsent(charge.account(), id -> new Till(id, random, now));
            Optional<Till.Taken> one = till.take(charge, now);
            if (one.isPresent()) {
                taken.add(one.get());
                if (till.asksAhead(now)) {
                    ask(till);
                }
                continue;
            }
            taken.forEach(it -> it.settle(0));
            return without(charges, charge, till, until, rounds);
        }
        return CompletableFuture.completedFuture(
                new Answer.Reserved(new Reservation(taken, quotas(charges), open::remove)));
    }

    private CompletableFuture<Answer> without(List<Charge> charges, Charge charge, Till till, long until, int rounds) {
        long now = nanoTime.getAsLong();
        if (charge.amount() > charge.quota().limit()) {
            return CompletableFuture.completedFuture(
                    exhausted(charges, charge, charge.quota().window()));
        }
        Optional<Till.Refused> refused = till.refused(charge.amount(), now);
        if (refused.isPresent()) {
            return CompletableFuture.completedFuture(
                    refused.get().away()
                            ? unavailable(charge)
                            : exhausted(charges, charge, refused.get().retryAfter()));
        }
        if (rounds == 0 || tills.size() > TILLS_MAX) {
            return CompletableFuture.completedFuture(unavailable(charge));
        }
        Optional<CompletableFuture<Void>> woken = till.await(charge.amount(), until);
        if (woken.isEmpty()) {
            tills.remove(till.account(), till);
            return attempt(charges, until, rounds - 1);
        }
        ask(till);
        return woken.get()
                .orTimeout(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS)
                .handle((_, failure) -> failure instanceof TimeoutException)
                .thenCompose(late -> late
                        ? CompletableFuture.completedFuture(unavailable(charge))
                        : attempt(charges, until, rounds - 1));
    }

    /// The last thing that is told: what is idle goes back.
    void giveBack() {
        tills.values().forEach(Till::giveBackIdle);
        exchange(true);
    }

    private void ask(Till till) {
        asking.add(till);
        signals.release();
    }

    /// Tells the store what was used and asks it for what calls wait for. To be called by one thread only, whenever it
    /// is signalled, and with `beat` about every quarter of a second.
    public void exchange(boolean beat) {
        long now = nanoTime.getAsLong();
        List<Till.Telling> due = new ArrayList<>();
        if (beat) {
            asking.clear();
            for (Till till : tills.values()) {
                due.addAll(till.tellings(true, now));
            }
            tills.values().removeIf(Till::closeIfUnused);
        } else {
            for (Till till = asking.poll(); till != null; till = asking.poll()) {
                due.addAll(till.tellings(false, now));
            }
        }
        for (int from = 0; from < due.size(); from += Accounts.MESSAGES_MAX) {
            tell(due.subList(from, Math.min(due.size(), from + Accounts.MESSAGES_MAX)));
        }
    }

    /// Waits until a call waits, or until the time is up, and says which.
    boolean awaitAsked(long nanos) throws InterruptedException {
        boolean asked = signals.tryAcquire(nanos, TimeUnit.NANOSECONDS);
        signals.drainPermits();
        return asked;
    }

    /// For whoever waits for nothing but the end.
    void signal() {
        signals.release();
    }

    private void tell(List<Till.Telling> due) {
        long sent = nanoTime.getAsLong();
        List<CompletableFuture<Void>> woken = new ArrayList<>();
        try {
            List<Reply> replies =
                    accounts.tell(due.stream().map(Till.Telling::message).toList());
            long now = nanoTime.getAsLong();
            for (int i = 0; i < due.size(); i++) {
                Till.Telling telling = due.get(i);
                woken.addAll(telling.till().heard(telling, replies.get(i), sent, now));
            }
            noticed(true, "");
        } catch (LeveeException e) {
            long now = nanoTime.getAsLong();
            due.forEach(telling -> woken.addAll(telling.till().failed(now)));
            noticed(false, e.code().toString());
        }
        woken.forEach(one -> wake.execute(() -> one.complete(null)));
    }

    private void noticed(boolean answered, String why) {
        if (reached != answered) {
            reached = answered;
            LOG.log(
                    answered ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                    answered ? "budgets can be reserved again" : "budgets last as far as they are held: " + why);
        }
    }

    private Answer exhausted(List<Charge> charges, Charge charge, Duration retryAfter) {
        return new Answer.Exhausted(charge.budget(), charge.account().holder(), retryAfter, quotas(charges));
    }

    private static Answer unavailable(Charge charge) {
        return new Answer.Unavailable(charge.account().toString());
    }

    /// One for each budget: the account with the least left.
    private List<QuotaLeft> quotas(List<Charge> charges) {
        Map<String, QuotaLeft> least = new LinkedHashMap<>();
        long now = nanoTime.getAsLong();
        for (Charge charge : charges) {
            Till till = tills.get(charge.account());
            if (till != null) {
                least.merge(
                        charge.budget().name(),
                        till.left(charge, now),
                        (one, other) -> one.left() <= other.left() ? one : other);
            }
        }
        return List.copyOf(least.values());
    }
}
