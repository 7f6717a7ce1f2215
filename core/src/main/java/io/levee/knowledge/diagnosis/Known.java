package io.levee.knowledge.diagnosis;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What is known of a run beside its log.
///
/// @param engine  one of [Skill#ENGINES]
/// @param exit    of the process; 128 and the number of a signal
/// @param metrics figures by name: `gc-share` from 0 to 1, `task-skew` as largest over median,
///                `consumer-lag`, `restarts`
public record Known(Optional<String> engine, OptionalInt exit, Map<String, Double> metrics) {
    public static final Known NOTHING = new Known(Optional.empty(), OptionalInt.empty(), Map.of());

    public Known {
        metrics = Map.copyOf(metrics);
    }
}
