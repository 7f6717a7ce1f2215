package io.levee.cli;

import java.nio.file.Path;
import java.util.Optional;

/// Exports a ledger to where `levee ledger verify` looks for it, and remembers its keys.
public final class LedgerExport {
    private LedgerExport() {}

    /// Returns the file.
    public static Path save(Remote remote, String person) {
        LedgerFiles files = LedgerFiles.of(remote);
        try (LedgerSource ledger = remote.ledger(Optional.of(person))) {
            LedgerExportCommand.write(ledger, files.export());
            files.trustNew(ledger.keys());
        }
        return files.export();
    }
}
