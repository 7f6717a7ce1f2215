package io.levee.consent;

import io.levee.facts.LabelFact;
import io.levee.identity.SessionId;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The labels of what each session has read, folded from the ledger. One writer (the ledger's follower thread), any
/// number of readers.
///
/// INVARIANT I11: labels only rise, until the session is over. They rise on every replica before the data is read; so
/// beside what a session carries, this knows what all others were seen to know.
public final class SessionLabels implements Follower {
    /// No session lives longer than an hour (docs/adr/0041). The rest is for clocks that are apart: each entry is held
    /// against this replica's own clock alone, so no other replica's can make it forget.
    static final Duration KEPT = Duration.ofHours(24);

    private final InstantSource clock;
    private final Map<SessionId, Carried> bySession = new ConcurrentHashMap<>();
    private final Map<SessionId, Set<String>> told = new ConcurrentHashMap<>();
    private Instant sweepAfter = Instant.MIN;

    private record Carried(SortedMap<String, LabelFact.Raised> sources, Instant last) {}

    public SessionLabels(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void learned(Entry entry) {
        Instant now = clock.instant();
        if (entry.fact() instanceof LabelFact.Raised raised && !over(entry.time(), now)) {
            bySession.merge(raised.session(), carried(raised, entry.time()), SessionLabels::joined);
        }
        if (now.isAfter(sweepAfter)) {
            bySession.values().removeIf(carried -> over(carried.last(), now));
            told.keySet().retainAll(bySession.keySet());
            sweepAfter = now.plus(Duration.ofMinutes(1));
        }
    }

    /// Each label that the session carries, with the fact that first raised it.
    public SortedMap<String, LabelFact.Raised> of(SessionId session) {
        Carried carried = bySession.get(session);
        return carried == null ? Collections.emptySortedMap() : carried.sources();
    }

    /// Those labels of the session that every live replica was seen to know. What a session carries need not be among
    /// them: it may be on its way.
    public Set<String> toldToAll(SessionId session) {
        return told.getOrDefault(session, Set.of());
    }

    /// Every live replica was seen to know these.
    public void toldAll(SessionId session, Set<String> labels) {
        told.merge(session, Set.copyOf(labels), (before, more) -> {
            Set<String> both = new HashSet<>(before);
            both.addAll(more);
            return Set.copyOf(both);
        });
    }

    private static boolean over(Instant last, Instant now) {
        return last.plus(KEPT).isBefore(now);
    }

    private static Carried carried(LabelFact.Raised raised, Instant time) {
        SortedMap<String, LabelFact.Raised> sources = new TreeMap<>();
        raised.labels().forEach(label -> sources.put(label, raised));
        return new Carried(Collections.unmodifiableSortedMap(sources), time);
    }

    private static Carried joined(Carried before, Carried more) {
        SortedMap<String, LabelFact.Raised> sources = new TreeMap<>(more.sources());
        sources.putAll(before.sources());
        Instant last = before.last().isAfter(more.last()) ? before.last() : more.last();
        return new Carried(Collections.unmodifiableSortedMap(sources), last);
    }
}
