package io.levee.adapters.postgres;

import io.levee.facts.Fact.Family;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everybody who follows the ledger in this process, and how much of each log they have folded. All who are
/// registered have folded the same. Thread-safe by one lock, under which followers are called.
final class Followers {
    private static final System.Logger LOG = System.getLogger(Followers.class.getName());

    private final List<Following> all = new ArrayList<>();
    private final Map<Integer, Long> folded = new HashMap<>();
    private boolean broken;

    private record Following(Set<Family> families, Follower follower) {}

    /// Reads what is recorded already.
    interface Past {
        void replay(Set<Family> families, int log, long from, long to, Follower follower);
    }

    /// What is in the log before anybody follows needs no folding.
    synchronized void startAt(int log, long size) {
        folded.put(log, size);
    }

    synchronized long folded(int log) {
        return folded.getOrDefault(log, 0L);
    }

    synchronized Map<Integer, Long> folded() {
        return Map.copyOf(folded);
    }

    /// The families that anybody follows.
    synchronized Set<Family> families() {
        Set<Family> families = EnumSet.noneOf(Family.class);
        all.forEach(following -> families.addAll(following.families()));
        return families;
    }

    /// True where a follower failed: what it knows is incomplete from then on.
    synchronized boolean broken() {
        return broken;
    }

    /// Folds everything that was added to a log.
    synchronized void fold(int log, List<Entry> entries, long size) {
        entries.forEach(this::tell);
        folded.put(log, size);
    }

    /// Folds what was fetched of another replica's log; false where it has to be fetched again because
    /// somebody joined who follows more.
    synchronized boolean fold(int log, List<Entry> entries, long size, Set<Family> fetched) {
        if (!fetched.containsAll(families())) {
            return false;
        }
        fold(log, entries, size);
        return true;
    }

    /// Lets the follower catch up, most of it without keeping the others waiting, then registers it.
    void join(Set<Family> families, Follower follower, Past past) {
        Map<Integer, Long> reached = new HashMap<>();
        Set<Family> wanted = Set.copyOf(families);
        catchUp(wanted, follower, past, reached, folded());
        synchronized (this) {
            catchUp(wanted, follower, past, reached, folded);
            all.add(new Following(wanted, follower));
        }
    }

    private static void catchUp(
            Set<Family> families, Follower follower, Past past, Map<Integer, Long> reached, Map<Integer, Long> target) {
        target.forEach((log, size) -> {
            long from = reached.getOrDefault(log, 0L);
            if (from < size) {
                past.replay(families, log, from, size, follower);
                reached.put(log, size);
            }
        });
    }

    private void tell(Entry entry) {
        for (Following following : all) {
            if (!following.families().contains(entry.fact().family())) {
                continue;
            }
            try {
                following.follower().learned(entry);
            } catch (RuntimeException e) {
                // A view that missed a stop must not be trusted again: the replica counts as stale until it
                // restarts.
                broken = true;
                LOG.log(
                        Level.ERROR,
                        "a follower failed at %s#%d: restart this replica".formatted(entry.origin(), entry.position()),
                        e);
            }
        }
    }
}
