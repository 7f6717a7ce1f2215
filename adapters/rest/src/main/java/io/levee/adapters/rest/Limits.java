package io.levee.adapters.rest;

import java.time.Duration;

/// What one answer of a system may take.
///
/// @param time  body included
/// @param bytes of its body
public record Limits(Duration time, int bytes) {
    public static final Limits USUAL = new Limits(Duration.ofSeconds(2), 1024 * 1024);
    /// Of engines that list all they have in one answer, and ask around for it first, as Flink does.
    public static final Limits LISTS = new Limits(Duration.ofSeconds(5), 8 * 1024 * 1024);

    public Limits {
        if (!time.isPositive() || bytes <= 0) {
            throw new IllegalArgumentException("`%s` and `%d` bytes are no limits".formatted(time, bytes));
        }
    }
}
