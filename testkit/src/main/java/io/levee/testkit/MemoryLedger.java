package io.levee.testkit;

import io.levee.facts.Fact;
import io.levee.fault.LeveeException;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import io.levee.ledger.History;
import io.levee.ledger.Ledger;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A ledger that forgets everything when the test ends. Keeps the whole contract of [Ledger] and [History]
/// for one replica; besides, a test can hold facts back ([#hold]) or let the disk be broken ([#refuse]).
/// Thread-safe by one lock; followers are called under it.
public final class MemoryLedger implements Ledger, History {
    private final Origin origin;
    private final InstantSource clock;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Following> followers = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private boolean holding;
    private @Nullable LeveeException broken;

    private record Following(Set<Fact.Family> families, Follower follower) {}

    private record Held(Fact fact, CompletableFuture<Receipt> pending) {}

    public MemoryLedger(InstantSource clock) {
        this(new Origin("acme", "replica-1"), clock);
    }

    public MemoryLedger(Origin origin, InstantSource clock) {
        this.origin = origin;
        this.clock = clock;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public synchronized CompletableFuture<Receipt> append(Fact fact) {
        if (broken != null) {
            return CompletableFuture.failedFuture(broken);
        }
        CompletableFuture<Receipt> pending = new CompletableFuture<>();
        held.add(new Held(fact, pending));
        if (!holding) {
            settle();
        }
        return pending;
    }

    /// From now on facts are accepted but neither durable nor acknowledged, until [#release].
    public synchronized void hold() {
        holding = true;
    }

    public synchronized void release() {
        holding = false;
        settle();
    }

    /// From now on every fact is refused with this, until [#recover]; what was held is refused too.
    public synchronized void refuse(LeveeException why) {
        broken = why;
        List<Held> refused = List.copyOf(held);
        held.clear();
        refused.forEach(one -> one.pending().completeExceptionally(why));
    }

    public synchronized void recover() {
        broken = null;
    }

    /// Everything that was recorded, in order.
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /// The facts of one kind, in order.
    public <F extends Fact> List<F> facts(Class<F> kind) {
        return entries().stream()
                .map(Entry::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Override
    public synchronized List<Entry> latest(Set<Fact.Family> families, int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("limit must be 1 to %d, not `%d`".formatted(LIMIT_MAX, limit));
        }
        List<Entry> all = of(families);
        return List.copyOf(all.subList(Math.max(0, all.size() - limit), all.size()));
    }

    @Override
    public synchronized Optional<Entry> at(Origin origin, long position) {
        return origin.equals(this.origin) && position >= 0 && position < entries.size()
                ? Optional.of(entries.get((int) position))
                : Optional.empty();
    }

    @Override
    public synchronized List<Entry> about(String subject) {
        return entries.stream()
                .filter(entry -> entry.fact().subject().equals(subject))
                .limit(LIMIT_MAX)
                .toList();
    }

    @Override
    public synchronized void follow(Set<Fact.Family> families, Follower follower) {
        of(families).forEach(follower::learned);
        followers.add(new Following(Set.copyOf(families), follower));
    }

    private List<Entry> of(Set<Fact.Family> families) {
        return entries.stream()
                .filter(entry -> families.contains(entry.fact().family()))
                .toList();
    }

    private void settle() {
        List<Held> settling = List.copyOf(held);
        held.clear();
        for (Held one : settling) {
            Entry entry = new Entry(origin, entries.size(), nextTime(), one.fact());
            entries.add(entry);
            for (Following following : List.copyOf(followers)) {
                if (following.families().contains(entry.fact().family())) {
                    following.follower().learned(entry);
                }
            }
            one.pending().complete(new Receipt(origin, entry.position(), entry.time()));
        }
    }

    private Instant nextTime() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return !entries.isEmpty() && entries.getLast().time().isAfter(now)
                ? entries.getLast().time()
                : now;
    }
}
