package io.levee.app.forge;

import io.levee.ledger.Follower;
import io.levee.ledger.Ledger;
import io.levee.ledger.Origin;
import io.levee.rooms.review.Reviews;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;

/// Listening to forges, put together for one replica.
public final class ForgeRoom implements AutoCloseable {
    /// Pull requests that wait or are being reviewed.
    private static final int WAITING_MAX = 500;
    /// Fewer than reviews at all, so that whoever sends a diff is heard too.
    private static final int AT_ONCE_MAX = Reviews.AT_ONCE_MAX / 2;

    private final Errands<PullRequestName> reviews = new Errands<>("the review", WAITING_MAX, Waits::after);
    private final NotUsefulWords words;
    private final Overrides overrides;
    private final PullRequestReviews work;
    private final Sweeps sweeps;
    private final ForgeHooks hooks;

    /// @param own the origin of what this replica writes
    public ForgeRoom(Forges forges, Reviews door, Ledger ledger, Origin own, InstantSource clock, Executor threads) {
        this.words = new NotUsefulWords(ledger, door.book());
        this.overrides = new Overrides(door.book(), reviews, threads, own, clock.instant());
        this.work = new PullRequestReviews(forges, door, overrides, words, clock);
        this.sweeps = new Sweeps(forges, door, reviews, Waits::after, clock);
        this.hooks = new ForgeHooks(forges, sweeps, reviews, clock);
    }

    /// To follow facts about reviews, after the book of reviews does.
    public List<Follower> followers() {
        return List.of(words, overrides);
    }

    public ForgeHooks hooks() {
        return hooks;
    }

    public void begin(Executor threads) {
        reviews.begin(AT_ONCE_MAX, threads, work::review);
        sweeps.begin(threads);
    }

    /// To be called every second or so.
    public void tend() {
        sweeps.tend();
    }

    /// Pull requests that wait or are being reviewed.
    public int waiting() {
        return reviews.waiting();
    }

    /// Pull requests and repositories of which nobody knows what stands there, because the forge
    /// could not be asked or told.
    public int failed() {
        return reviews.failed().size() + sweeps.failed();
    }

    @Override
    public void close() {
        reviews.close();
        sweeps.close();
    }
}
