package io.levee.cli;

import java.nio.file.Path;
import java.util.Optional;

/// The whole ledger as a file, for commands that look at all of it: of a running server, else of the data folder.
public final class LedgerCopy {
    private LedgerCopy() {}

    /// @param person who asks; `$LEVEE_PERSON` where it is empty
    public static void write(Remote remote, Optional<String> person, Path target) {
        try (LedgerSource ledger = remote.ledger(person)) {
            LedgerExportCommand.write(ledger, target);
        }
    }
}
