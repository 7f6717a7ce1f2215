package io.levee.adapters.kafka.admin;

import java.util.HashMap;
import java.util.Map;

/// Bounds of a small disk: 40 MB, half of it for agents.
final class SmallBounds {
    static final Map<String, String> SETTINGS = Map.of(
            "topics", "debug-, agents.",
            "diskBytes", "40000000",
            "sharePercent", "50",
            "partitionsMax", "4",
            "topicsMax", "6",
            "replicas", "1",
            "retentionBytesMax", "4194304",
            "segmentBytesMax", "2097152",
            "rateMax", "1048576",
            "lagMillis", "2000");

    private SmallBounds() {}

    static KafkaBounds bounds() {
        return KafkaBounds.of(SETTINGS);
    }

    static Map<String, String> but(String key, String value) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put(key, value);
        return settings;
    }
}
