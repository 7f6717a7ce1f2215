package io.levee.ledger;

import java.time.Instant;

/// Proof that a fact is durable, at this place of this log.
public record Receipt(Origin origin, long position, Instant time) {
    @Override
    public String toString() {
        return origin + "#" + position;
    }
}
