package io.levee.budget;

import io.levee.budget.Account.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What the store agrees to. Pure: an account, a message and the store's own time in; the new account and a reply out.
public final class AccountRules {
    /// For a replica that says nothing; then its leases count as spent, whatever it did with them.
    public static final Duration LEASE = Duration.ofSeconds(10);
    /// A replica gets no more than this part of what is free, beyond what calls wait for: so little of a budget lies
    /// idle, and of a small one nothing.
    static final int SHARE = 16;

    private AccountRules() {}

    /// @param account as it is from now on
    public record Outcome(Account account, Reply reply) {}

    /// The number of the window in which `now` lies.
    public static long window(Instant now, Duration length) {
        return Math.floorDiv(now.getEpochSecond(), length.toSeconds());
    }

    public static Instant windowEnd(long window, Duration length) {
        return Instant.ofEpochSecond(Math.multiplyExact(window + 1, length.toSeconds()));
    }

    /// The account with what has ended by now counted as spent.
    public static Account asOf(Account account, Instant now) {
        return withoutEnded(account, now, Optional.empty());
    }

    /// @param window of the account; where it is over, nothing is granted any more
    public static Outcome apply(Account before, Message message, long window, Instant now) {
        Duration left =
                Duration.between(now, windowEnd(window, message.account().window()));
        Optional<Lease> own = before.leases().stream()
                .filter(lease -> lease.id().equals(message.lease()))
                .findFirst();
        Account account = withoutEnded(before, now, Optional.of(message.lease()));
        if (own.isPresent() && own.get().number() >= message.number()) {
            return new Outcome(account, reply(account, message, true, 0, window, left));
        }
        long told = own.map(Lease::spent).orElse(0L);
        long amount = own.map(Lease::amount).orElse(0L);
        long used = message.spent() - told;
        if (used < 0 || used + message.holds() > amount) {
            // Its lease ended, and all of it was counted; a replica that claims more than it got is treated alike.
            Account closed = own.map(lease -> spentWhole(account, lease)).orElse(account);
            return new Outcome(closed, reply(closed, message, false, 0, window, left));
        }
        return granted(account, message, used, window, now, left);
    }

    private static Outcome granted(
            Account account, Message message, long used, long window, Instant now, Duration left) {
        List<Lease> others = new ArrayList<>(account.leases());
        others.removeIf(lease -> lease.id().equals(message.lease()));
        long spent = account.spent() + used;
        long held = others.stream().mapToLong(Lease::amount).sum();
        // INVARIANT I8: what is spent, held by others, kept and granted never exceeds the limit.
        long free = Math.max(0, message.limit() - spent - held - message.holds());
        long ahead = Math.min(message.want(), free / SHARE);
        long grant = left.isPositive() ? Math.min(free, Math.max(message.need(), ahead)) : 0;
        long amount = message.holds() + grant;
        if (amount > 0) {
            others.add(new Lease(
                    message.lease(),
                    amount,
                    message.idle() + grant,
                    message.spent(),
                    message.number(),
                    now.plus(LEASE)));
        }
        Account after = new Account(spent, others);
        return new Outcome(after, reply(after, message, true, grant, window, left));
    }

    /// INVARIANT I8: whoever has not told in time may have used all of it, so all of it is spent. Even if it is alive
    /// after all, what it still uses is counted already.
    private static Account withoutEnded(Account account, Instant now, Optional<UUID> but) {
        Account left = account;
        for (Lease lease : account.leases()) {
            if (!but.equals(Optional.of(lease.id())) && !lease.ends().isAfter(now)) {
                left = spentWhole(left, lease);
            }
        }
        return left;
    }

    private static Account spentWhole(Account account, Lease lease) {
        List<Lease> others = new ArrayList<>(account.leases());
        others.remove(lease);
        return new Account(account.spent() + lease.amount(), others);
    }

    private static Reply reply(
            Account account, Message message, boolean known, long grant, long window, Duration left) {
        long held = 0;
        long idle = 0;
        long all = 0;
        for (Lease lease : account.leases()) {
            all += lease.amount();
            if (!lease.id().equals(message.lease())) {
                held += lease.amount();
                idle += lease.idle();
            }
        }
        long free = Math.max(0, message.limit() - account.spent() - all);
        return new Reply(known, grant, window, left, account.spent(), free, idle, held);
    }
}
