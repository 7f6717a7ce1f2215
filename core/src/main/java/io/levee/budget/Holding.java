package io.levee.budget;

import java.util.OptionalLong;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// What one replica holds of one account in one window. Guarded by its [Till].
///
/// INVARIANT I8: idle, reserved, and spent but not yet told are together at most what the store has as this replica's
/// lease. What is given back leaves here *before* the store hears of it, what is granted comes here *after*.
final class Holding {
    private static final long LEASE_NANOS = AccountRules.LEASE.toNanos();

    /// Calls for which units are kept at hand while some come now and then, so that not each of them waits for the
    /// store, nor do all when a few come at once.
    private static final long FEW = 16;
    /// For fewer calls nothing is kept: so little of the budget is left that others may need it.
    private static final long FEWEST = 4;

    private static final int QUIET_BEATS_MAX = 20;
    /// Between two messages where there is no hurry, which is also how soon a replica learns that others need what it
    /// has.
    private static final long TOLD_NANOS = 1_000_000_000L;

    private final RandomGenerator random;
    private UUID lease;
    private OptionalLong window = OptionalLong.empty();
    private long number;
    private long spent;
    private long told;
    private long reserved;
    private long idle;
    private long largest = 1;
    private long takenSinceBeat;
    private long spentSinceBeat;
    private long mostReservedSinceBeat;
    private long busyBefore;
    private boolean gaveBack;
    private int quietBeats;
    private long free;
    private long heardAt;
    private long windowEnds;
    private long usableUntil;

    /// @param now on the clock that never jumps, in nanoseconds, like every time here
    Holding(RandomGenerator random, long now) {
        this.random = random;
        this.lease = id();
        this.usableUntil = now;
        this.heardAt = now;
    }

    UUID lease() {
        return lease;
    }

    long idle() {
        return idle;
    }

    long reserved() {
        return reserved;
    }

    /// Known once something was granted.
    long window() {
        return window.orElseThrow();
    }

    long windowEnds() {
        return windowEnds;
    }

    /// True once the window is over for sure; false where it is not known yet.
    boolean isOver(long now) {
        return window.isPresent() && now - windowEnds >= 0;
    }

    /// Nothing is held and nothing is left to tell.
    boolean isEmpty() {
        return idle == 0 && reserved == 0 && spent == told && !gaveBack;
    }

    boolean take(long amount, long now) {
        if (idle < amount || now - usableUntil >= 0) {
            return false;
        }
        idle -= amount;
        reserved += amount;
        takenSinceBeat += amount;
        largest = Math.max(largest, amount);
        mostReservedSinceBeat = Math.max(mostReservedSinceBeat, reserved);
        return true;
    }

    /// What was reserved under a lease that is gone was counted when it went.
    void settle(UUID under, long amount, long used) {
        if (!under.equals(lease)) {
            return;
        }
        reserved -= amount;
        spent += used;
        spentSinceBeat += used;
        idle += amount - used;
    }

    boolean isDue(long now) {
        boolean aWhileAgo = now - heardAt >= TOLD_NANOS;
        return gaveBack
                || idle > keeps()
                || (spent != told && (aWhileAgo || isScarce()))
                || (idle > 0 && aWhileAgo)
                || (reserved > 0 && now - heardAt >= LEASE_NANOS / 3);
    }

    /// Others may soon wait for what this replica holds, and want to know what of it is spent for good.
    private boolean isScarce() {
        return free < ahead() * AccountRules.SHARE;
    }

    /// Keeps as much idle as was used since the last beat, or a few, and gives back the rest.
    void beat() {
        idle = keeps();
        quietBeats = busy() > 0 ? 0 : quietBeats + 1;
        busyBefore = busy();
        takenSinceBeat = 0;
        spentSinceBeat = 0;
        mostReservedSinceBeat = 0;
    }

    /// What it takes to go on as since the last beat: what calls reserved, or, where most of that comes back because a
    /// call takes far less than it may, what was spent and what they held at once.
    private long busy() {
        return Math.min(takenSinceBeat, spentSinceBeat + mostReservedSinceBeat);
    }

    private long keeps() {
        return Math.min(idle, quietBeats < QUIET_BEATS_MAX ? Math.max(few(), busy()) : busy());
    }

    /// Enough for a few calls, as far as the store would grant that ahead.
    private long few() {
        long most = free / AccountRules.SHARE;
        return most < FEWEST * largest ? 0 : Math.min(FEW * largest, most);
    }

    void giveBackIdle() {
        gaveBack |= idle > 0;
        idle = 0;
    }

    /// Less is left than what is used in about the time that an answer of the store takes.
    boolean isLow() {
        return idle < ahead() / 4;
    }

    private long ahead() {
        return Math.max(FEW * largest, 2 * Math.max(busyBefore, busy()));
    }

    /// @param ahead whether to ask for calls that are yet to come
    Message message(AccountId account, long limit, long need, boolean ahead) {
        number++;
        long want = ahead ? Math.max(0, ahead() - idle) : 0;
        return new Message(account, window, limit, lease, number, spent, reserved, idle, need, Math.max(need, want));
    }

    /// @param sent before the message left, so that nothing here lasts longer than at the store
    void heard(Message message, Reply reply, long sent) {
        if (message.number() != number || !message.lease().equals(lease)) {
            return; // another message has left since, and did not count what this one got
        }
        heardAt = sent;
        gaveBack = false;
        window = OptionalLong.of(reply.window());
        windowEnds = sent + reply.windowLeft().toNanos();
        if (!reply.known()) {
            reserved = 0;
            idle = 0;
            begin();
            return;
        }
        told = message.spent();
        idle += reply.granted();
        free = reply.free();
        usableUntil = Math.min(sent + LEASE_NANOS, windowEnds);
        if (message.holds() == 0 && reply.granted() == 0) {
            begin(); // the store has forgotten an empty lease
        }
    }

    private void begin() {
        lease = id();
        number = 0;
        spent = 0;
        told = 0;
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
