package io.levee.rooms.stop;

import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.ledger.Receipt;
import java.time.Duration;
import java.util.Optional;

/// Ends things on one real system, and looks whether they have ended. Idempotent: an order that was executed before
/// changes nothing and reports so.
public interface Stopper {
    /// How long most stoppers may take.
    Duration DEADLINE = Duration.ofSeconds(5);

    Layer layer();

    /// Its name within the layer.
    String name();

    /// For each of [#stop] and [#verify]. Whatever takes longer is red, and tried again.
    default Duration deadline() {
        return DEADLINE;
    }

    /// Returns once the stop took hold on this layer. May throw or hang: the door bounds and reports
    /// both. The message of a [LeveeException] or [IllegalStateException] is in the report, so it
    /// holds ids and numbers only.
    ///
    /// @param at where the order stands in the ledger, so that a stopper can wait until other replicas have seen it
    Done stop(StopFact.Ordered order, Receipt at);

    /// Looks for anything of the order's scope that still goes on or could begin, where it would take place: not what
    /// [#stop] said of it, and not a note that it was called. Changes nothing. May throw or hang.
    Proof verify(StopFact.Ordered order, Receipt at);

    /// Undoes [#stop] for what no order in force covers, after two people resumed this one, or it expired. Idempotent.
    /// May throw or hang. What stays ended by its nature (a process, a job, a token) stays ended.
    ///
    /// @param order on this stopper's layer alone
    default void resume(StopFact.Ordered order) {}

    /// Does what a stop does to something of this system that is nobody's, looks, and puts it back: the proof, between
    /// two drills, that the way there works. Empty where nothing was set aside for it. May throw or hang.
    default Optional<Proof> rehearse() {
        return Optional.empty();
    }

    /// @param affected how many things were ended by this order
    /// @param detail   ids and numbers only
    record Done(long affected, String detail) {}

    /// @param evidence what was tried and what came of it, in ids and numbers only
    record Proof(boolean holds, String evidence) {}
}
