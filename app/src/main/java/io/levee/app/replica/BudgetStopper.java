package io.levee.app.replica;

import io.levee.budget.Budgets;
import io.levee.budget.Spender;
import io.levee.consent.OpenStops;
import io.levee.consent.Runs;
import io.levee.facts.Layer;
import io.levee.facts.Run;
import io.levee.facts.StopFact;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.ledger.ReplicaView;
import io.levee.rooms.stop.Stopper;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Freezes what the scope may spend: nothing new is reserved ([Budgets.Frozen] asks the open stops for every call), and
/// of what is reserved no more is spent. Every replica does its part when it learns of the order.
final class BudgetStopper implements Stopper {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Budgets budgets;
    private final OpenStops stops;
    private final Runs runs;
    private final Optional<ReplicaView> replicas;

    /// @param replicas who must have the order too; empty for an order that can be told nobody
    BudgetStopper(Budgets budgets, OpenStops stops, Runs runs, Optional<ReplicaView> replicas) {
        this.budgets = budgets;
        this.stops = stops;
        this.runs = runs;
        this.replicas = replicas;
    }

    @Override
    public Layer layer() {
        return Layer.PAYMENT;
    }

    @Override
    public String name() {
        return "budgets";
    }

    @Override
    public Done stop(StopFact.Ordered order, Receipt at) {
        int frozen = freezeHere(order);
        Set<Origin> missing = missing(at, PATIENCE);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("not yet seen by %s".formatted(missing));
        }
        return new Done(frozen, "reservations frozen");
    }

    /// Freezes what is reserved here; returns how much that was.
    int freezeHere(StopFact.Ordered order) {
        return budgets.freeze(of(order));
    }

    /// Counts what could still be spent here, and asks whether the order is known where reservations are made.
    @Override
    public Proof verify(StopFact.Ordered order, Receipt at) {
        int spendable = budgets.spendable(of(order));
        boolean known = stops.find(order.stop()).isPresent();
        Set<Origin> missing = missing(at, Duration.ZERO);
        return new Proof(
                spendable == 0 && known && missing.isEmpty(),
                "%d reservations can be spent, new ones are %s%s"
                        .formatted(
                                spendable,
                                known ? "refused" : "NOT refused",
                                missing.isEmpty() ? "" : ", not seen by " + missing));
    }

    private Set<Origin> missing(Receipt at, Duration patience) {
        return replicas.map(view -> view.awaitSeen(at, patience)).orElse(Set.of());
    }

    static Run run(Spender spender, Runs runs) {
        return runs.of(spender.chain(), spender.session(), spender.startedFrom());
    }

    private Predicate<Spender> of(StopFact.Ordered order) {
        return spender -> order.covers(run(spender, runs));
    }
}
