package io.levee.adapters.http;

import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// The newest decisions of all replicas, and whoever watches them arrive. Guarded by its own lock; the ledger's
/// follower thread never waits for a watcher: one that cannot keep up is let go and may resume where it was.
public final class DecisionFeed implements Follower {
    /// Decisions remembered here; older ones are in the ledger.
    public static final int DECISIONS_MAX = 1_000;
    /// Events that a watcher may resume from; a call has two, its decision and its end.
    static final int EVENTS_MAX = 2 * DECISIONS_MAX;

    private final SequencedMap<DecisionId, DecisionView> decisions = new LinkedHashMap<>();
    private final ArrayDeque<Event> events = new ArrayDeque<>();
    private final Set<Watcher> watchers = new LinkedHashSet<>();

    /// @param id where the entry that caused it stands: `origin#position`
    record Event(String id, DecisionView decision) {}

    @Override
    public synchronized void learned(Entry entry) {
        if (!(entry.fact() instanceof CallFact fact)) {
            return;
        }
        switch (fact) {
            case CallFact.Decided decided -> remember(entry, decided.decision(), DecisionView.of(entry, decided));
            case CallFact.Evaluated _ -> {}
            case CallFact.Finished finished ->
                Optional.ofNullable(decisions.get(finished.decision()))
                        .ifPresent(known -> remember(entry, finished.decision(), known.ended(entry, finished)));
        }
    }

    private void remember(Entry entry, DecisionId id, DecisionView view) {
        decisions.put(id, view);
        if (decisions.size() > DECISIONS_MAX) {
            decisions.pollFirstEntry();
        }
        Event event = new Event(entry.origin() + "#" + entry.position(), view);
        events.addLast(event);
        if (events.size() > EVENTS_MAX) {
            events.removeFirst();
        }
        watchers.removeIf(watcher -> !watcher.offer(event));
    }

    /// Newest first.
    synchronized List<DecisionView> latest(int limit) {
        List<DecisionView> newest = new ArrayList<>();
        Iterator<Map.Entry<DecisionId, DecisionView>> each =
                decisions.reversed().entrySet().iterator();
        while (each.hasNext() && newest.size() < limit) {
            newest.add(each.next().getValue());
        }
        return newest;
    }

    /// Starts to watch, beginning with everything after `lastEventId`. An id that is not remembered any more gets
    /// everything that is; the empty string, only what comes. Empty where too many watch already.
    synchronized Optional<Watcher> watch(String lastEventId) {
        if (watchers.size() >= ApiLimits.STREAMS_MAX) {
            return Optional.empty();
        }
        Watcher watcher = new Watcher(lastEventId.isEmpty() ? List.of() : after(lastEventId));
        watchers.add(watcher);
        return Optional.of(watcher);
    }

    synchronized void leave(Watcher watcher) {
        watchers.remove(watcher);
    }

    private Collection<Event> after(String lastEventId) {
        List<Event> later = new ArrayList<>();
        for (Event event : events.reversed()) {
            if (event.id().equals(lastEventId)) {
                break;
            }
            later.add(event);
        }
        return later.reversed();
    }
}
