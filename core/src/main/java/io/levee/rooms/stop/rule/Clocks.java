package io.levee.rooms.stop.rule;

import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import java.time.Instant;
import java.util.Map;

/// How late it is at each replica, as far as its log says: silence is measured on one clock alone,
/// because two may be apart.
final class Clocks {
    static final int ORIGINS_MAX = 1_000;

    private final Map<Origin, Instant> now = new Bounded<>(ORIGINS_MAX);

    void learned(Entry entry) {
        passed(entry.origin(), entry.time());
    }

    void passed(Origin origin, Instant time) {
        now.merge(origin, time, (before, next) -> next.isAfter(before) ? next : before);
    }

    Instant of(Origin origin) {
        return now.getOrDefault(origin, Instant.MIN);
    }
}
