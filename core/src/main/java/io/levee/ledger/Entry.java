package io.levee.ledger;

import io.levee.facts.Fact;
import java.time.Instant;

/// One fact where it stands in a log.
///
/// @param position 0 for the first entry of its origin, without gaps
/// @param time     of the replica's clock when it was accepted; never before the entry ahead of it, microseconds
public record Entry(Origin origin, long position, Instant time, Fact fact) {
    public Entry {
        if (position < 0) {
            throw new IllegalArgumentException("a position is never negative: %d".formatted(position));
        }
    }
}
