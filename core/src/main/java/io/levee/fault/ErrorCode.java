package io.levee.fault;

/// Everything that may be broken around Levee. Numbers are grouped and never reused: 1000 the user's input, 2000 Levee
/// itself, 3000 a limit was reached, 4000 something that Levee depends on.
public enum ErrorCode {
    ORGANISATION_INVALID(1001, false),
    CONFIGURATION_INVALID(1002, false),
    NOT_FOUND(1003, false),
    DATA_FOLDER_IN_USE(1004, false),
    ORIGIN_IN_USE(1005, false),
    INTERNAL(2001, false),
    LEDGER_CORRUPT(2002, false),
    LEDGER_FULL(3001, true),
    ENTRY_TOO_LARGE(3002, false),
    TOO_MANY_REQUESTS(3003, true),
    DATABASE_UNAVAILABLE(4001, true),
    UPSTREAM_UNAVAILABLE(4002, true),
    DEADLINE_EXCEEDED(4003, true);

    private final int number;
    private final boolean worthRetrying;

    ErrorCode(int number, boolean worthRetrying) {
        this.number = number;
        this.worthRetrying = worthRetrying;
    }

    /// Stable, as in `LEVEE-4001`.
    public int number() {
        return number;
    }

    /// True where the same request may succeed later without anybody changing anything.
    public boolean worthRetrying() {
        return worthRetrying;
    }
}
