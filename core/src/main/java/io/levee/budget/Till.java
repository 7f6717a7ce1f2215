package io.levee.budget;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/// One account on one replica: what is held, who waits for more, and what was refused lately. Thread-safe by its own
/// lock, under which nobody waits.
final class Till {
    /// Before the store is asked again while others have idle units, which come back within a beat of theirs.
    static final Duration AGAIN_AFTER = Duration.ofMillis(50);
    /// Between two askings for calls that are yet to come.
    static final Duration AHEAD_AFTER = Duration.ofMillis(10);
    /// What others had reserved when they last told may have come back since: they tell with every beat.
    static final Duration HEARSAY = Exchange.BEAT.multipliedBy(2).plusMillis(100);
    /// For a refusal to be repeated without asking, while somebody may still give something back.
    static final Duration SHORT = Duration.ofMillis(200);

    private final AccountId account;
    private final RandomGenerator random;
    private final List<Holding> past = new ArrayList<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private Holding current;
    private long limit;
    private long free;
    private long askAgainAt;
    private boolean askingAhead;
    private long askAheadAt;
    private long refusedFrom = Long.MAX_VALUE;
    private long refusedUntil;
    private Duration refusedAdvice = Duration.ZERO;
    private boolean away;
    private boolean closed;

    /// @param until when it gives up, on the clock that never jumps
    private record Waiter(long amount, long until, CompletableFuture<Void> woken) {}

    /// What was taken for one call.
    record Taken(Till till, Holding holding, UUID lease, Charge charge) {
        void settle(long used) {
            till.settle(this, used);
        }
    }

    /// A message and the holding that it is about.
    record Telling(Till till, Holding holding, Message message) {}

    /// @param away whether the store did not answer; else there is not enough left
    record Refused(boolean away, Duration retryAfter) {}

    Till(AccountId account, RandomGenerator random, long now) {
        this.account = account;
        this.random = random;
        this.current = new Holding(random, now);
        this.askAgainAt = now;
        this.askAheadAt = now;
    }

    AccountId account() {
        return account;
    }

    synchronized Optional<Taken> take(Charge charge, long now) {
        if (limit != charge.quota().limit()) {
            limit = charge.quota().limit();
            refusedFrom = Long.MAX_VALUE;
        }
        if (current.isOver(now)) {
            current.giveBackIdle();
            past.add(current);
            current = new Holding(random, now);
            refusedFrom = Long.MAX_VALUE;
        }
        return !closed && current.take(charge.amount(), now)
                ? Optional.of(new Taken(this, current, current.lease(), charge))
                : Optional.empty();
    }

    /// Whether to ask before calls have to wait; at most once in a while.
    synchronized boolean asksAhead(long now) {
        boolean asks = !askingAhead && now - askAheadAt >= 0 && current.isLow();
        if (asks) {
            askingAhead = true;
            askAheadAt = now + AHEAD_AFTER.toNanos();
        }
        return asks;
    }

    synchronized Optional<Refused> refused(long amount, long now) {
        return amount >= refusedFrom && now - refusedUntil < 0
                ? Optional.of(new Refused(away, refusedAdvice))
                : Optional.empty();
    }

    /// Completes when it is worth trying again. Empty where this till was closed meanwhile.
    synchronized Optional<CompletableFuture<Void>> await(long amount, long until) {
        if (closed) {
            return Optional.empty();
        }
        CompletableFuture<Void> woken = new CompletableFuture<>();
        waiters.add(new Waiter(amount, until, woken));
        return Optional.of(woken);
    }

    synchronized void giveBackIdle() {
        current.giveBackIdle();
        past.forEach(Holding::giveBackIdle);
    }

    synchronized boolean closeIfUnused() {
        closed = closed || (waiters.isEmpty() && past.isEmpty() && current.isEmpty());
        return closed;
    }

    /// What must be told now.
    ///
    /// @param beat whether it is also time to give back and to show that this replica lives
    synchronized List<Telling> tellings(boolean beat, long now) {
        List<Telling> all = new ArrayList<>();
        if (beat) {
            past.removeIf(Holding::isEmpty);
            for (Holding over : past) {
                over.giveBackIdle();
                if (over.isDue(now)) {
                    all.add(new Telling(this, over, over.message(account, limit, 0, false)));
                }
            }
        }
        long wanted = waiters.stream().mapToLong(Waiter::amount).sum();
        long need = now - askAgainAt >= 0 ? Math.max(0, wanted - current.idle()) : 0;
        boolean due = beat && current.isDue(now);
        if (beat) {
            current.beat();
        }
        if (need > 0 || due || askingAhead) {
            all.add(new Telling(this, current, current.message(account, limit, need, need > 0 || askingAhead)));
        }
        askingAhead = false;
        return all;
    }

    /// Whoever shall be woken now; not under this lock.
    synchronized List<CompletableFuture<Void>> heard(Telling telling, Reply reply, long sent, long now) {
        telling.holding().heard(telling.message(), reply, sent);
        if (away) {
            away = false;
            refusedFrom = Long.MAX_VALUE;
        }
        if (telling.holding() != current) {
            return wakeAll();
        }
        free = reply.free();
        boolean enough = reply.granted() >= telling.message().need();
        if (enough || !reply.known() || !reply.windowLeft().isPositive()) {
            return wakeAll();
        }
        if (reply.held() == 0) {
            boolean somethingMayComeBack = current.reserved() > 0;
            long end = current.windowEnds();
            refuse(somethingMayComeBack ? Math.min(end, now + SHORT.toNanos()) : end, end - now, somethingMayComeBack);
            return wakeAll();
        }
        askAgainAt = now + AGAIN_AFTER.toNanos();
        return wakeSome(now, reply.idle() > 0 ? Duration.ZERO : Budgets.PATIENCE.minus(HEARSAY));
    }

    /// The store did not answer, or nobody knows what it did.
    synchronized List<CompletableFuture<Void>> failed(long now) {
        away = true;
        refusedFrom = 0;
        refusedUntil = now + SHORT.toNanos();
        refusedAdvice = Duration.ofSeconds(1);
        return wakeAll();
    }

    synchronized QuotaLeft left(Charge charge, long now) {
        long left = Math.min(charge.quota().limit(), free + current.idle());
        return new QuotaLeft(
                charge.budget().name(),
                charge.budget().unit(),
                charge.quota().limit(),
                charge.quota().window(),
                left,
                Duration.ofNanos(Math.max(0, current.windowEnds() - now)));
    }

    private synchronized void settle(Taken taken, long used) {
        taken.holding().settle(taken.lease(), taken.charge().amount(), used);
    }

    private void refuse(long until, long nanosToEnd, boolean soon) {
        refusedFrom = current.idle() + 1;
        refusedUntil = until;
        Duration toEnd = Duration.ofNanos(Math.max(0, nanosToEnd));
        // What others hold is used, given back, or ends with their lease.
        refusedAdvice = soon && toEnd.compareTo(AccountRules.LEASE) > 0 ? AccountRules.LEASE : toEnd;
    }

    private List<CompletableFuture<Void>> wakeAll() {
        List<CompletableFuture<Void>> all = waiters.stream().map(Waiter::woken).toList();
        waiters.clear();
        return all;
    }

    /// Those for whom there is enough, in the order in which they came, and those who have waited long enough.
    ///
    /// @param less so much less than the whole patience
    private List<CompletableFuture<Void>> wakeSome(long now, Duration less) {
        List<CompletableFuture<Void>> some = new ArrayList<>();
        long left = current.idle();
        for (Iterator<Waiter> each = waiters.iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            boolean late = now - waiter.until() + less.toNanos() >= 0;
            if (late) {
                refuse(now + SHORT.toNanos(), current.windowEnds() - now, true);
            }
            if (late || waiter.amount() <= left) {
                left -= late ? 0 : waiter.amount();
                some.add(waiter.woken());
                each.remove();
            }
        }
        return some;
    }
}
