package io.levee.consent;

import io.levee.catalog.AssetId;
import io.levee.facts.DecisionId;
import io.levee.facts.LabelFact;
import io.levee.identity.SessionId;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/// The labels of what each session has read, folded from the ledger. One writer (the ledger's follower thread), any
/// number of readers.
///
/// INVARIANT I11: labels only rise, until the session is over. They rise on every replica before the data is read; so
/// beside what a session carries, this knows what all others were seen to know.
public final class SessionLabels implements Follower {
    /// No session lives longer than an hour (docs/adr/0041), but that of a job: 23 hours (docs/adr/0137). The rest is
    /// for clocks that are apart: each entry is held against this replica's own clock alone, so no other replica's
    /// can make it forget.
    static final Duration KEPT = Duration.ofHours(24);

    private final InstantSource clock;
    private final Map<SessionId, Carried> bySession = new ConcurrentHashMap<>();
    private final Map<SessionId, Set<DecisionId>> told = new ConcurrentHashMap<>();
    private Instant sweepAfter = Instant.MIN;

    public SessionLabels(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void learned(Entry entry) {
        Instant now = clock.instant();
        if (entry.fact() instanceof LabelFact fact && !over(entry.time(), now)) {
            bySession.put(fact.session(), carried(fact.session()).and(fact, entry.time()));
        }
        if (now.isAfter(sweepAfter)) {
            bySession.values().removeIf(carried -> over(carried.last(), now));
            told.keySet().retainAll(bySession.keySet());
            sweepAfter = now.plus(Duration.ofMinutes(1));
        }
    }

    /// Each label that the session carries, with the fact that first raised it.
    public SortedMap<String, LabelFact.Raised> of(SessionId session) {
        return carried(session).first();
    }

    public Set<String> carriedBy(SessionId session) {
        return of(session).keySet();
    }

    /// What any session carries.
    public Set<String> carried() {
        Set<String> carried = new HashSet<>();
        bySession.values().forEach(each -> carried.addAll(each.first().keySet()));
        return carried;
    }

    /// Everything that raised one of these labels, in no order.
    public List<LabelFact.Raised> raises(SessionId session, Set<String> labels) {
        return carried(session).allRaises().stream()
                .filter(raised -> raised.labels().stream().anyMatch(labels::contains))
                .toList();
    }

    /// What people let go, by label: the assets that one call may name together although they are not cleared, one
    /// set for each act. Until the label is raised again.
    public Map<String, List<Set<AssetId>>> letGo(SessionId session) {
        return carried(session).letGo();
    }

    /// How often a person let something of this session go.
    public int declassifications(SessionId session) {
        return carried(session).acts().size();
    }

    /// Those labels which the session read from `source` that every live replica was seen to know and to know of nobody
    /// having let go. What a session carries need not be among them: it may be on its way.
    public Set<String> toldToAll(SessionId session, AssetId source) {
        Set<DecisionId> known = told.getOrDefault(session, Set.of());
        return known.isEmpty() ? Set.of() : carried(session).raisedBy(known, source);
    }

    /// Every live replica was seen to know what this decision raised.
    public void toldAll(SessionId session, DecisionId decision) {
        told.merge(session, Set.of(decision), (before, more) -> {
            Set<DecisionId> both = new HashSet<>(before);
            both.addAll(more);
            return Set.copyOf(both);
        });
    }

    private Carried carried(SessionId session) {
        return bySession.getOrDefault(session, Carried.NOTHING);
    }

    private static boolean over(Instant last, Instant now) {
        return last.plus(KEPT).isBefore(now);
    }
}
