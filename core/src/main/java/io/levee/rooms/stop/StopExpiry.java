package io.levee.rooms.stop;

import java.time.Duration;
import java.time.Instant;

/// When an order ends by itself, as whoever orders says it.
public sealed interface StopExpiry {
    Duration MIN = Duration.ofSeconds(1);
    Duration MAX = Duration.ofDays(30);

    record In(Duration time) implements StopExpiry {}

    record At(Instant instant) implements StopExpiry {}

    /// @param now by the clock that all replicas share
    default Instant from(Instant now) {
        return switch (this) {
            case In(Duration time) -> time.compareTo(MAX) > 0 ? Instant.MAX : now.plus(time);
            case At(Instant instant) -> instant;
        };
    }
}
