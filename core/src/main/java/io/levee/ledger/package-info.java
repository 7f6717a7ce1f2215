/// The record. Facts go in through [Ledger], come back as [Entry], and are folded by a [Follower]. Each
/// replica writes a log of its own, named by its [Origin]; there is no global order and no global lock.
///
/// An entry is hashed, stored and exported as the one line that [FactCodec] makes of it. [Export] writes the
/// whole record for the offline verifier, [LedgerProof] a single entry for anybody; [io.levee.ledger.proof]
/// has the trees and signatures underneath.
@NullMarked
package io.levee.ledger;

import org.jspecify.annotations.NullMarked;
