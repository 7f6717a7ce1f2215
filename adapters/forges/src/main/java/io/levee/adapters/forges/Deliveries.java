package io.levee.adapters.forges;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which deliveries came already. It forgets after [#KEPT], and the oldest when there are
/// [#KEPT_MAX]: one that comes again later than that costs a look, nothing else. Thread-safe.
public final class Deliveries {
    static final Duration KEPT = Duration.ofHours(24);
    static final int KEPT_MAX = 50_000;

    private final InstantSource clock;
    private final Map<String, Instant> seen = new LinkedHashMap<>();

    public Deliveries(InstantSource clock) {
        this.clock = clock;
    }

    /// Whether it is the first of this name.
    public synchronized boolean isNew(String name) {
        Instant now = clock.instant();
        Iterator<Instant> oldest = seen.values().iterator();
        while (oldest.hasNext() && (oldest.next().isBefore(now.minus(KEPT)) || seen.size() >= KEPT_MAX)) {
            oldest.remove();
        }
        return seen.putIfAbsent(name, now) == null;
    }
}
