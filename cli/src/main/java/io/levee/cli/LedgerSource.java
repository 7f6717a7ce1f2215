package io.levee.cli;

import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/// Where the ledger can be read: a running server, or a data folder that nobody is using. Entries are CloudEvents, one
/// JSON line each.
public interface LedgerSource extends AutoCloseable {
    /// The newest entries, oldest first.
    List<String> tail(int limit, Optional<String> family);

    Optional<String> entry(String origin, long position);

    /// A C2SP tlog-proof of one entry; empty where no checkpoint covers it yet.
    Optional<String> proof(String origin, long position);

    /// Writes all of it, byte for byte as it was hashed, with a signed checkpoint after each log.
    void export(OutputStream out);

    /// The public keys of all logs, as C2SP verifier keys.
    List<String> keys();

    @Override
    void close();
}
