package io.levee.organisation;

import java.time.Duration;
import java.util.Map;

/// What tells that a job does others harm, as `jobs: signals:` in `levee.yaml` has it.
///
/// @param name     its own, among all signals: `warehouse-connections`
/// @param kind     which adapter reads it: `postgres-connections`, `kafka-lag`, `disk-free`
/// @param hold     for so long without a break it must say so before a job is quarantined
/// @param settings what that adapter wants to know; a secret only by its name
/// @param line     where it stands in `levee.yaml`
public record SignalSource(String name, String kind, Duration hold, Map<String, String> settings, int line) {
    public SignalSource {
        settings = Map.copyOf(settings);
    }
}
