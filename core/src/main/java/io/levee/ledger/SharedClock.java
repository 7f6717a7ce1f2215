package io.levee.ledger;

import java.time.Instant;

/// The one clock that all replicas of a ledger share. Whatever ends by itself is judged by it: a
/// replica's own clock may be an hour off, and so may the times in its log.
@FunctionalInterface
public interface SharedClock {
    /// @throws io.levee.fault.LeveeException `DATABASE_UNAVAILABLE` where nobody can say
    Instant now();
}
