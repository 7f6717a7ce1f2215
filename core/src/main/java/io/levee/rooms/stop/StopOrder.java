package io.levee.rooms.stop;

import io.levee.facts.StopFact;
import io.levee.facts.StopFact.LayerProof;
import io.levee.facts.StopFact.LayerReport;
import io.levee.identity.ActorId;
import io.levee.ledger.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One stop order as the ledger tells it.
///
/// @param receipt where the order stands in the ledger
/// @param reports what each stopper said; empty until it was executed
/// @param proofs  what the probe of each stopper found last; empty until they were asked
public record StopOrder(
        StopFact.Ordered ordered,
        Receipt receipt,
        StopState state,
        List<LayerReport> reports,
        List<LayerProof> proofs,
        Optional<StopFact.ResumeProposed> proposal,
        Optional<ActorId> confirmedBy) {
    public StopOrder {
        reports = List.copyOf(reports);
        proofs = List.copyOf(proofs);
    }

    static StopOrder of(StopFact.Ordered ordered, Receipt receipt) {
        return new StopOrder(
                ordered, receipt, StopState.ORDERED, List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    /// When it was ordered.
    public Instant time() {
        return receipt.time();
    }

    /// Whether every layer that it names took hold, and was seen to: only then is it called stopped.
    public boolean holds() {
        return !reports.isEmpty() && outcomes().stream().allMatch(StopExecution.Outcome::holds);
    }

    /// What the probe of this report's stopper found last, where it was asked.
    public Optional<LayerProof> proofOf(LayerReport report) {
        return proofs.stream()
                .filter(proof ->
                        proof.layer() == report.layer() && proof.stopper().equals(report.stopper()))
                .findFirst();
    }

    /// Each report with its proof; one that does not hold where there is none yet.
    List<StopExecution.Outcome> outcomes() {
        return reports.stream()
                .map(report -> new StopExecution.Outcome(
                        report,
                        proofOf(report)
                                .orElseGet(() -> new LayerProof(
                                        report.layer(), report.stopper(), false, 0, "was not looked at yet"))))
                .toList();
    }

    StopOrder executed(List<LayerReport> said) {
        return with(state.after(StopState.Event.EXECUTED), said, proofs);
    }

    StopOrder verified(List<LayerProof> found) {
        return with(state, reports, found);
    }

    private StopOrder with(StopState next, List<LayerReport> said, List<LayerProof> found) {
        return new StopOrder(ordered, receipt, next, said, found, proposal, confirmedBy);
    }

    StopOrder proposed(StopFact.ResumeProposed by) {
        return new StopOrder(
                ordered, receipt, state.after(StopState.Event.PROPOSED), reports, proofs, Optional.of(by), confirmedBy);
    }

    StopOrder resumed(StopFact.Resumed by) {
        return new StopOrder(
                ordered,
                receipt,
                state.after(StopState.Event.CONFIRMED),
                reports,
                proofs,
                proposal,
                Optional.of(by.confirmedBy()));
    }
}
