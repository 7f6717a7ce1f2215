package io.levee.adapters.postgres;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Instants as the whole microseconds that PostgreSQL keeps.
final class Micros {
    private Micros() {}

    static long of(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
