package io.levee.adapters.postgres;

import io.levee.ledger.proof.MerkleFrontier;
import io.levee.ledger.proof.SignedNote;
import java.time.Instant;
import java.util.Optional;

/// Where a log ends. Immutable: whoever grows the tree copies the frontier first.
///
/// @param lastTime of the last entry; [Instant#EPOCH] before the first
record LogState(long size, Instant lastTime, MerkleFrontier frontier, TileEdge edge, Optional<Signed> signed) {
    /// The newest checkpoint.
    ///
    /// @param frontier of exactly its size
    record Signed(MerkleFrontier frontier, SignedNote note) {
        long size() {
            return frontier.size();
        }
    }

    boolean checkpointBehind() {
        return signed.map(Signed::size).orElse(0L) < size;
    }
}
