package io.levee.rooms.gateway;

import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.Fact;
import io.levee.facts.ReplicaFact;
import io.levee.ledger.Entry;
import io.levee.ledger.History;
import io.levee.ledger.Ledger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds what this replica allowed and never finished. Reads its own log from where it last started: everything
/// before was finished then.
final class Recovery {
    private static final int PAGE = 5_000;

    private Recovery() {}

    static int recover(History history, Ledger ledger) {
        Set<DecisionId> open = new LinkedHashSet<>();
        long next = lastStart(history, ledger);
        List<Entry> page = history.from(ledger.origin(), next, PAGE);
        while (!page.isEmpty()) {
            page.forEach(entry -> fold(entry, open));
            next += page.size();
            page = history.from(ledger.origin(), next, PAGE);
        }
        for (DecisionId decision : open) {
            ledger.write(new CallFact.Finished(decision, CallFact.Ending.LOST, 0, 0, 0, 0, Optional.empty()));
        }
        return open.size();
    }

    /// `ReplicaFact.Started` is recorded after recovery, so nothing before the newest one is open.
    private static long lastStart(History history, Ledger ledger) {
        return history.latest(Set.of(Fact.Family.REPLICA), History.LIMIT_MAX).stream()
                .filter(entry -> entry.origin().equals(ledger.origin()) && entry.fact() instanceof ReplicaFact.Started)
                .mapToLong(Entry::position)
                .max()
                .orElse(0);
    }

    private static void fold(Entry entry, Set<DecisionId> open) {
        switch (entry.fact()) {
            case CallFact.Decided decided when decided.allowed() -> open.add(decided.decision());
            case CallFact.Finished finished -> open.remove(finished.decision());
            default -> {}
        }
    }
}
