package io.levee.budget;

import java.util.Arrays;
import java.util.stream.Collectors;

/// What is counted, in whole numbers, so that no rounding decides.
public enum Unit {
    CALLS("calls", "requests", false),
    /// What a call names by its parameters; the operation itself where it names nothing.
    OBJECTS("objects", "objects", false),
    /// Of bodies, in both directions.
    BYTES("bytes", "content-bytes", true),
    ROWS("rows", "rows", true),
    TOKENS("tokens", "tokens", true),
    /// Millionths of a US dollar.
    USD_MICROS("usd-micros", "usd-micros", true),
    /// Of a job: its cap of processors times its deadline, rounded up. Booked when it is admitted, whatever it used.
    CPU_SECONDS("cpu-seconds", "cpu-seconds", false);

    private final String word;
    private final String quotaUnit;
    private final boolean measured;

    Unit(String word, String quotaUnit, boolean measured) {
        this.word = word;
        this.quotaUnit = quotaUnit;
        this.measured = measured;
    }

    /// Fails, with all words that there are, on a word that is none.
    public static Unit of(String word) {
        return Arrays.stream(values())
                .filter(unit -> unit.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("`%s` cannot be counted: write one of %s"
                        .formatted(word, Arrays.stream(values()).map(Unit::word).collect(Collectors.joining(", ")))));
    }

    public String word() {
        return word;
    }

    /// As `qu` in a `RateLimit-Policy` header.
    public String quotaUnit() {
        return quotaUnit;
    }

    /// Whether only the outcome of a call says how much it was.
    public boolean measured() {
        return measured;
    }
}
