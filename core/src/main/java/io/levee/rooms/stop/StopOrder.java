package io.levee.rooms.stop;

import io.levee.facts.StopFact;
import io.levee.identity.ActorId;
import io.levee.ledger.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One stop order as the ledger tells it.
///
/// @param receipt where the order stands in the ledger
/// @param reports what each stopper said; empty until it was executed
public record StopOrder(
        StopFact.Ordered ordered,
        Receipt receipt,
        StopState state,
        List<StopFact.LayerReport> reports,
        Optional<StopFact.ResumeProposed> proposal,
        Optional<ActorId> confirmedBy) {
    public StopOrder {
        reports = List.copyOf(reports);
    }

    /// When it was ordered.
    public Instant time() {
        return receipt.time();
    }

    StopOrder executed(List<StopFact.LayerReport> said) {
        return new StopOrder(ordered, receipt, state.after(StopState.Event.EXECUTED), said, proposal, confirmedBy);
    }

    StopOrder proposed(StopFact.ResumeProposed by) {
        return new StopOrder(
                ordered, receipt, state.after(StopState.Event.PROPOSED), reports, Optional.of(by), confirmedBy);
    }

    StopOrder resumed(StopFact.Resumed by) {
        return new StopOrder(
                ordered,
                receipt,
                state.after(StopState.Event.CONFIRMED),
                reports,
                proposal,
                Optional.of(by.confirmedBy()));
    }
}
