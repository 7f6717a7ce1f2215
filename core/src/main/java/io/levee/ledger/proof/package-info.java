/// What makes the record tamper-evident, after RFC 6962 and the C2SP specifications signed-note,
/// tlog-checkpoint, tlog-cosignature, tlog-tiles and tlog-proof. Knows bytes and hashes, nothing of facts.
///
/// Read [Hash] (of a leaf, of a node), [MerkleFrontier] (what a writer keeps to grow a tree), [MerkleTree]
/// (roots and proofs of a stored tree), [Tile] and [TileHashes] (how a stored tree is cut into files),
/// [InclusionProof] and [ConsistencyProof] (what others check), then [Checkpoint], [SignedNote],
/// [VerifierKey] and [NoteSigner] (who says so), and [SignerFile] (where a replica keeps its key).
@NullMarked
package io.levee.ledger.proof;

import org.jspecify.annotations.NullMarked;
