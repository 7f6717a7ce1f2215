package io.levee.rooms.stop;

import io.levee.facts.StopFact;
import io.levee.identity.ActorId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One stop order as the ledger tells it.
///
/// @param reports what each stopper said; empty until it was executed
public record StopOrder(
        StopFact.Ordered ordered,
        Instant time,
        StopState state,
        List<StopFact.LayerReport> reports,
        Optional<StopFact.ResumeProposed> proposal,
        Optional<ActorId> confirmedBy) {
    public StopOrder {
        reports = List.copyOf(reports);
    }

    StopOrder executed(List<StopFact.LayerReport> said) {
        return new StopOrder(ordered, time, state.after(StopState.Event.EXECUTED), said, proposal, confirmedBy);
    }

    StopOrder proposed(StopFact.ResumeProposed by) {
        return new StopOrder(
                ordered, time, state.after(StopState.Event.PROPOSED), reports, Optional.of(by), confirmedBy);
    }

    StopOrder resumed(StopFact.Resumed by) {
        return new StopOrder(
                ordered,
                time,
                state.after(StopState.Event.CONFIRMED),
                reports,
                proposal,
                Optional.of(by.confirmedBy()));
    }
}
