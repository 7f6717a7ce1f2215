/// Orders that need nobody: an operator signs one with a key of their own, and each replica that gets it obeys by what
/// it knows, whether or not the database, other replicas or an identity provider can be reached. It is kept on the
/// replica's own disk first, in force from then on, and told to the ledger when that is possible.
///
/// Reading order: [SignedOrder] (what is signed), [SignedOrders] (the door), [OrderJournal].
@NullMarked
package io.levee.rooms.stop.signed;

import org.jspecify.annotations.NullMarked;
