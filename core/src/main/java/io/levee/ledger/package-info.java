/// The record. Facts go in through [Ledger], come back as [Entry], and are folded by a [Follower]. Each replica writes
/// a log of its own, named by its [Origin]; there is no global order and no global lock.
@NullMarked
package io.levee.ledger;

import org.jspecify.annotations.NullMarked;
