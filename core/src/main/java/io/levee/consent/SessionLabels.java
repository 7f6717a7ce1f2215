package io.levee.consent;

import io.levee.facts.LabelFact;
import io.levee.identity.SessionId;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The labels of what each session has read, folded from the ledger. One writer (the ledger's follower thread), any
/// number of readers.
///
/// INVARIANT I11: labels only rise, until the session is over. They rise on every replica before the data is read.
public final class SessionLabels implements Follower {
    /// Longer than any session lives (docs/adr/0041), by the ledger's own time: nothing that could still act is
    /// forgotten.
    static final Duration KEPT = Duration.ofHours(2);

    private final Map<SessionId, Carried> bySession = new ConcurrentHashMap<>();
    private Instant sweepAfter = Instant.MIN;

    private record Carried(SortedMap<String, LabelFact.Raised> sources, Instant last) {}

    @Override
    public void learned(Entry entry) {
        if (entry.fact() instanceof LabelFact.Raised raised) {
            bySession.merge(raised.session(), carried(raised, entry.time()), SessionLabels::joined);
            forget(entry.time());
        }
    }

    /// Each label that the session carries, with the fact that first raised it.
    public SortedMap<String, LabelFact.Raised> of(SessionId session) {
        Carried carried = bySession.get(session);
        return carried == null ? new TreeMap<>() : new TreeMap<>(carried.sources());
    }

    private void forget(Instant now) {
        if (now.isAfter(sweepAfter)) {
            bySession.values().removeIf(carried -> carried.last().plus(KEPT).isBefore(now));
            sweepAfter = now.plus(Duration.ofMinutes(1));
        }
    }

    private static Carried carried(LabelFact.Raised raised, Instant time) {
        SortedMap<String, LabelFact.Raised> sources = new TreeMap<>();
        raised.labels().forEach(label -> sources.put(label, raised));
        return new Carried(sources, time);
    }

    private static Carried joined(Carried before, Carried more) {
        SortedMap<String, LabelFact.Raised> sources = new TreeMap<>(more.sources());
        sources.putAll(before.sources());
        return new Carried(sources, before.last().isAfter(more.last()) ? before.last() : more.last());
    }
}
