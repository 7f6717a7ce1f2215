package io.levee.app.forge;

import io.levee.adapters.forges.Busy;
import io.levee.adapters.forges.Forge;
import io.levee.facts.ReviewFact;
import io.levee.fault.LeveeException;
import io.levee.organisation.ForgeSource;
import io.levee.rooms.review.ReviewBook;
import io.levee.rooms.review.Reviews;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;

/// Finds what is to be reviewed though nobody told: by asking a repository what is open. At
/// start, every so often, when a base branch moved, and when the organisation is another one: a
/// guardrail that an incident taught must reach what is open. Thread-safe.
final class Sweeps implements AutoCloseable {
    /// A webhook that was lost is made up for after this.
    static final Duration EVERY = Duration.ofMinutes(10);
    /// An organisation that changes again and again is waited for, but not for ever.
    private static final Duration QUIET = Duration.ofSeconds(3);

    private static final Duration UNQUIET_MAX = Duration.ofMinutes(1);
    private static final int ALL_MAX = 1_000;

    private final Forges forges;
    private final ReviewBook book;
    private final Outcomes outcomes;
    private final Errands<PullRequestName> reviews;
    private final Errands<Sweep> sweeps;
    private final InstantSource clock;
    private final Set<Sweep> owed = new LinkedHashSet<>();

    private String swept = "";
    private String seen = "";
    private Instant changed = Instant.MIN;
    private Instant unquiet = Instant.MIN;
    private Instant next = Instant.MIN;

    /// @param branch that moved; empty for all
    /// @param whole  also what was reviewed with the rules of now
    record Sweep(String forge, String repository, Optional<String> branch, boolean whole) {}

    Sweeps(
            Forges forges,
            Reviews door,
            Errands<PullRequestName> reviews,
            IntFunction<Duration> pause,
            InstantSource clock) {
        this.forges = forges;
        this.book = door.book();
        this.outcomes = new Outcomes(door);
        this.reviews = reviews;
        this.sweeps = new Errands<>("looking for open changes", ALL_MAX, pause);
        this.clock = clock;
    }

    /// One repository after the other.
    void begin(Executor threads) {
        sweeps.begin(1, threads, this::sweep);
    }

    boolean ask(Sweep sweep) {
        return sweeps.ask(sweep);
    }

    int failed() {
        return sweeps.failed().size();
    }

    /// To be done once there is room. There is one for each repository at most.
    synchronized void owe(Sweep sweep) {
        owed.add(sweep);
    }

    /// To be called every second or so.
    synchronized void tend() {
        Instant now = clock.instant();
        owed.removeIf(sweeps::ask);
        String revision = forges.revision();
        if (!revision.equals(seen)) {
            unquiet = seen.equals(swept) ? now : unquiet;
            changed = now;
            seen = revision;
        }
        boolean first = swept.isEmpty();
        boolean other = !revision.equals(swept)
                && (!now.isBefore(changed.plus(QUIET)) || !now.isBefore(unquiet.plus(UNQUIET_MAX)));
        if (first || other || !now.isBefore(next)) {
            everything(first);
            swept = revision;
            next = now.plus(EVERY);
        }
    }

    /// @param whole at start, since a replica may have ended after it judged and before it said
    ///   so
    private void everything(boolean whole) {
        owed.addAll(sweeps.failed().keySet());
        for (ForgeSource source : forges.all()) {
            for (String repository : source.repositories()) {
                owed.add(new Sweep(source.name(), repository, Optional.empty(), whole));
            }
        }
        owed.removeIf(sweeps::ask);
    }

    private Errands.Result sweep(Sweep sweep) {
        Optional<ForgeSource> source =
                forges.named(sweep.forge()).filter(it -> it.repositories().contains(sweep.repository()));
        if (source.isEmpty()) {
            return new Errands.Result.Done();
        }
        try {
            if (sweep.branch().isPresent()) {
                outcomes.record(
                        source.get(),
                        forges.at(source.get())
                                .undone(sweep.repository(), sweep.branch().get()));
            }
            for (PullRequestName name : found(sweep, forges.at(source.get()))) {
                if (!reviews.askWhenRoom(name)) {
                    return new Errands.Result.Done();
                }
            }
            return new Errands.Result.Done();
        } catch (Busy e) {
            return new Errands.Result.Later(Waits.until(e, clock));
        } catch (IllegalStateException | LeveeException e) {
            return new Errands.Result.Failed(String.valueOf(e.getMessage()));
        }
    }

    private List<PullRequestName> found(Sweep sweep, Forge forge) {
        // one that was closed since is found to be so
        List<PullRequestName> found = new ArrayList<>(reviews.failed().keySet().stream()
                .filter(it -> it.forge().equals(sweep.forge())
                        && it.ref().repository().equals(sweep.repository()))
                .toList());
        for (Forge.Listed open : forge.open(sweep.repository(), sweep.branch())) {
            PullRequestName name = new PullRequestName(sweep.forge(), open.ref());
            if (sweep.whole() || !isReviewed(name.called(open.head()))) {
                found.add(name);
            }
        }
        return found;
    }

    /// With the rules of now, by any replica.
    private boolean isReviewed(String called) {
        String revision = forges.revision();
        return book.all().stream().anyMatch(it -> {
            ReviewFact.Decided decided = it.decided();
            return decided.change().equals(called) && decided.revision().equals(revision);
        });
    }

    @Override
    public void close() {
        sweeps.close();
    }
}
