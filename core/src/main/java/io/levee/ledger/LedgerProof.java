package io.levee.ledger;

import io.levee.ledger.proof.Hash;
import io.levee.ledger.proof.InclusionProof;
import io.levee.ledger.proof.MerkleTree;
import io.levee.ledger.proof.SignedNote;
import io.levee.ledger.proof.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Proof that anybody can check, without Levee and without the rest of the ledger, that one line is in a log.
/// Written as a C2SP tlog-proof whose extra data is the line.
///
/// @param line       as in [FactCodec#encode]
/// @param checkpoint of the log, signed by it, with any number of cosignatures
public record LedgerProof(String line, InclusionProof inclusion, SignedNote checkpoint) {
    /// The customary end of the file's name.
    public static final String FILE_SUFFIX = ".tlog-proof";

    private static final String HEADER = "c2sp.org/tlog-proof@v1\n";

    public LedgerProof {
        if (checkpoint.checkpoint().size() != inclusion.size()) {
            throw new IllegalArgumentException("a proof for a log of %d cannot use a checkpoint of %d"
                    .formatted(inclusion.size(), checkpoint.checkpoint().size()));
        }
    }

    /// @param tree of the checkpoint's size
    public static LedgerProof of(byte[] line, long position, MerkleTree tree, SignedNote checkpoint) {
        return new LedgerProof(new String(line, StandardCharsets.UTF_8), tree.inclusionProof(position), checkpoint);
    }

    /// True where the line is in the log that this key signs for.
    public boolean holds(VerifierKey logKey) {
        Hash leaf = Hash.ofLeaf(line.getBytes(StandardCharsets.UTF_8));
        return checkpoint.checkpoint().origin().equals(logKey.name())
                && logKey.signed(checkpoint)
                && inclusion.proves(leaf, checkpoint.checkpoint().root());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(HEADER)
                .append("extra ")
                .append(Base64.getEncoder().encodeToString(line.getBytes(StandardCharsets.UTF_8)))
                .append("\nindex ")
                .append(inclusion.index())
                .append('\n');
        inclusion.path().forEach(hash -> text.append(hash).append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }
}
