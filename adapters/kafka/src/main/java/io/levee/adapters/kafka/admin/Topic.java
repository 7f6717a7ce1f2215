package io.levee.adapters.kafka.admin;

import java.util.Map;

/// One topic as it is.
///
/// @param configs what counts for it, with what it has from the brokers
public record Topic(int partitions, int replicas, Map<String, String> configs) {
    static final String RETENTION_BYTES = "retention.bytes";
    static final String SEGMENT_BYTES = "segment.bytes";
    static final String RETENTION_MS = "retention.ms";
    static final String MIN_INSYNC = "min.insync.replicas";
    static final String CLEANUP = "cleanup.policy";
    static final String DELETE_DELAY = "file.delete.delay.ms";

    public Topic {
        configs = Map.copyOf(configs);
    }

    /// Whether old segments go once there is too much: compaction keeps the last record of each
    /// key for ever.
    boolean isBounded() {
        return number(RETENTION_BYTES) >= 0
                && number(SEGMENT_BYTES) > 0
                && configs.getOrDefault(CLEANUP, "delete").equals("delete");
    }

    /// -1 where it is none.
    long number(String key) {
        try {
            return Long.parseLong(configs.getOrDefault(key, "-1").strip());
        } catch (NumberFormatException _) {
            return -1;
        }
    }
}
