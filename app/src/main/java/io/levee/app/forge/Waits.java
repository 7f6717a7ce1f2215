package io.levee.app.forge;

import io.levee.adapters.forges.Busy;
import java.time.Duration;
import java.time.InstantSource;

/// How long to wait before a forge is asked again.
final class Waits {
    static final Duration MAX = Duration.ofHours(1);
    private static final Duration FIRST = Duration.ofSeconds(5);

    private Waits() {}

    /// As the forge wants it, up to [#MAX].
    static Duration until(Busy busy, InstantSource clock) {
        Duration left = Duration.between(clock.instant(), busy.until());
        Duration least = left.isNegative() ? Duration.ZERO : left;
        return least.compareTo(MAX) < 0 ? least : MAX;
    }

    /// After a failure; each request of it was repeated already.
    static Duration after(int tried) {
        return FIRST.multipliedBy(1L << Math.min(2 * (tried - 1), 8));
    }
}
