package io.levee.rooms.gateway;

import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.Fact;
import io.levee.ledger.Entry;
import io.levee.ledger.History;
import io.levee.ledger.Ledger;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Finds what was decided and never finished.
final class Recovery {
    private Recovery() {}

    static int recover(History history, Ledger ledger) {
        Set<DecisionId> open = new LinkedHashSet<>();
        for (Entry entry : history.latest(Set.of(Fact.Family.CALL), History.LIMIT_MAX)) {
            if (!entry.origin().equals(ledger.origin())) {
                continue;
            }
            switch (entry.fact()) {
                case CallFact.Decided decided when decided.allowed() -> open.add(decided.decision());
                case CallFact.Finished finished -> open.remove(finished.decision());
                default -> {}
            }
        }
        for (DecisionId decision : open) {
            ledger.write(new CallFact.Finished(decision, CallFact.Ending.LOST, 0, 0, 0, 0, Optional.empty()));
        }
        return open.size();
    }
}
