package io.levee.adapters.http;

import io.levee.ledger.Origin;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/// What can be downloaded of a ledger, byte for byte as it was hashed and signed.
public interface LedgerFiles {
    /// The verifier keys of every origin, as C2SP `vkey` lines.
    List<String> keys();

    /// The newest signed checkpoint of this log, a C2SP signed note.
    Optional<byte[]> checkpoint(Origin origin);

    /// One tile of this log, empty where the log has not grown that far.
    Optional<byte[]> tile(Origin origin, TilePath path);

    /// Proof that one entry stands where it says, a C2SP tlog-proof that needs nothing else to be checked; empty where
    /// no checkpoint covers the entry yet.
    Optional<byte[]> proof(Origin origin, long position);

    /// Writes every log, each followed by its checkpoint, as one CloudEvent a line. Streams: what is exported never
    /// has to fit in memory.
    void export(OutputStream out) throws IOException;
}
