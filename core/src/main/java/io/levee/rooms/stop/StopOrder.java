package io.levee.rooms.stop;

import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.facts.StopFact.LayerProof;
import io.levee.facts.StopFact.LayerReport;
import io.levee.identity.ActorId;
import io.levee.ledger.Receipt;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One stop order as the ledger tells it.
///
/// @param receipt  where the order stands in the ledger
/// @param layers   those on which it is in force
/// @param reports  what each stopper said; empty until it was executed
/// @param proofs   what the probe of each stopper found last; empty until they were asked
/// @param proposal the first of two people, until the second confirmed
public record StopOrder(
        StopFact.Ordered ordered,
        Receipt receipt,
        StopState state,
        Set<Layer> layers,
        List<LayerReport> reports,
        List<LayerProof> proofs,
        Optional<StopFact.ResumeProposed> proposal,
        Optional<ActorId> confirmedBy) {
    public StopOrder {
        layers = Set.copyOf(layers);
        reports = List.copyOf(reports);
        proofs = List.copyOf(proofs);
    }

    static StopOrder of(StopFact.Ordered ordered, Receipt receipt) {
        return new StopOrder(
                ordered,
                receipt,
                StopState.ORDERED,
                ordered.layers(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /// When it was ordered, by the clock of the replica that took it.
    public Instant time() {
        return receipt.time();
    }

    /// Whether it took hold on every layer on which it is in force, and was seen to: only then is it called stopped.
    /// What is only asked to end ([Layer#cooperative]) counts neither for it nor against it.
    public boolean holds() {
        return StopExecution.Outcome.allHold(outcomes().stream()
                .filter(outcome ->
                        !state.inForce() || layers.contains(outcome.report().layer()))
                .toList());
    }

    /// Whether something of it has to be tried again, or was never told.
    boolean unfinished() {
        return state.inForce()
                && (reports.isEmpty()
                        || outcomes().stream()
                                .anyMatch(outcome -> !outcome.holds()
                                        && layers.contains(outcome.report().layer())));
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

    /// The layers on which it has ended.
    Set<Layer> ended() {
        Set<Layer> ended = EnumSet.noneOf(Layer.class);
        ended.addAll(ordered.layers());
        ended.removeAll(layers);
        return ended;
    }

    /// What the next fact about this order makes of it.
    StopOrder after(StopFact fact) {
        return switch (fact) {
            case StopFact.Executed(var _, var said) ->
                with(state.after(StopState.Event.EXECUTED), layers, said, proofs, proposal, confirmedBy);
            case StopFact.Verified(var _, var found) -> with(state, layers, reports, found, proposal, confirmedBy);
            case StopFact.ResumeProposed proposed ->
                with(
                        state.after(StopState.Event.PROPOSED),
                        layers,
                        reports,
                        proofs,
                        Optional.of(proposed),
                        state == StopState.RESUMED ? confirmedBy : Optional.empty());
            case StopFact.Resumed resumed -> resumed(resumed);
            case StopFact.Expired _ ->
                with(state.after(StopState.Event.EXPIRED), Set.of(), reports, proofs, proposal, confirmedBy);
            case StopFact.Alarmed _,
                    StopFact.Drilled _,
                    StopFact.Ordered _,
                    StopFact.Refused _,
                    StopFact.ResumeRefused _ -> this;
        };
    }

    private StopOrder resumed(StopFact.Resumed resumed) {
        Set<Layer> left = EnumSet.noneOf(Layer.class);
        if (!resumed.layers().isEmpty()) {
            left.addAll(layers);
            left.removeAll(resumed.layers());
        }
        Optional<ActorId> by = Optional.of(resumed.confirmedBy());
        return left.isEmpty()
                ? with(state.after(StopState.Event.CONFIRMED), left, reports, proofs, proposal, by)
                : with(state.after(StopState.Event.PARTLY_CONFIRMED), left, reports, proofs, Optional.empty(), by);
    }

    private StopOrder with(
            StopState next,
            Set<Layer> inForce,
            List<LayerReport> said,
            List<LayerProof> found,
            Optional<StopFact.ResumeProposed> proposed,
            Optional<ActorId> confirmed) {
        return new StopOrder(ordered, receipt, next, inForce, said, found, proposed, confirmed);
    }
}
