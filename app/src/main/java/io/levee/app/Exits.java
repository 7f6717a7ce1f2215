package io.levee.app;

import io.levee.cli.Exit;
import io.levee.fault.ErrorCode;

/// Which exit code a broken world gives.
final class Exits {
    private Exits() {}

    static int of(ErrorCode code) {
        return switch (code) {
            case ORGANISATION_INVALID, CONFIGURATION_INVALID, NOT_FOUND -> Exit.USAGE;
            case INTERNAL, LEDGER_CORRUPT -> Exit.DENIED;
            case DATA_FOLDER_IN_USE,
                    ORIGIN_IN_USE,
                    LEDGER_FULL,
                    ENTRY_TOO_LARGE,
                    TOO_MANY_REQUESTS,
                    DATABASE_UNAVAILABLE,
                    UPSTREAM_UNAVAILABLE,
                    DEADLINE_EXCEEDED -> Exit.UNAVAILABLE;
        };
    }
}
