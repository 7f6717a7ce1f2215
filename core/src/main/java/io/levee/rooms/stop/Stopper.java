package io.levee.rooms.stop;

import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.ledger.Receipt;

/// Ends things on one real system. Idempotent: an order that was executed before changes nothing and reports so.
public interface Stopper {
    Layer layer();

    String name();

    /// Returns once the stop took hold on this layer. May throw or hang: the door bounds and reports both.
    ///
    /// @param at where the order stands in the ledger, so that a stopper can wait until other replicas have seen it
    Done stop(StopFact.Ordered order, Receipt at);

    /// @param affected how many things were ended by this order
    /// @param detail   ids and numbers only
    record Done(long affected, String detail) {}
}
