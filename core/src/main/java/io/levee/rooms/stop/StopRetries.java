package io.levee.rooms.stop;

import io.levee.facts.StopId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// When an order that does not hold is tried again: after a second, then twice as long each time, and once a minute at
/// last. Thread-safe by its own lock.
final class StopRetries {
    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LAST = Duration.ofMinutes(1);

    private final Map<StopId, Try> tries = new HashMap<>();

    /// @param since   when the order was durable, or this process took it over, by a monotonic clock
    /// @param made    how often it was tried again
    /// @param due     when it is tried next
    /// @param running whether it is being tried now
    private record Try(long since, int made, long due, boolean running) {}

    /// The order is being executed for the first time here, until [#ended].
    synchronized void began(StopId stop, long since) {
        tries.put(stop, new Try(since, 0, since, true));
    }

    /// Which try begins now; empty where it is not time, or the last one has not ended.
    ///
    /// @param first from when it was first seen here to its first try
    synchronized OptionalInt begin(StopId stop, long now, Duration first) {
        Try known = tries.computeIfAbsent(stop, _ -> new Try(now, 0, now + first.toNanos(), false));
        if (known.running || known.due - now > 0) {
            return OptionalInt.empty();
        }
        tries.put(stop, new Try(known.since, known.made + 1, known.due, true));
        return OptionalInt.of(known.made + 1);
    }

    synchronized boolean isRunning(StopId stop) {
        Try known = tries.get(stop);
        return known != null && known.running;
    }

    synchronized long since(StopId stop, long now) {
        Try known = tries.get(stop);
        return known == null ? now : known.since;
    }

    synchronized void ended(StopId stop, long now) {
        tries.computeIfPresent(
                stop,
                (_, known) ->
                        new Try(known.since, known.made, now + pause(known.made).toNanos(), false));
    }

    /// Forgets the others: they hold, or were resumed.
    synchronized void keep(Set<StopId> red) {
        tries.entrySet().removeIf(each -> !red.contains(each.getKey()) && !each.getValue().running);
    }

    private static Duration pause(int made) {
        long doubled = FIRST.toNanos() << Math.min(made, 16);
        return doubled < LAST.toNanos() ? Duration.ofNanos(doubled) : LAST;
    }
}
