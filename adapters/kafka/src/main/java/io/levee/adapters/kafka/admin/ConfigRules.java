package io.levee.adapters.kafka.admin;

import static io.levee.adapters.kafka.admin.KafkaRefusal.CONFIG_NOT_ALLOWED;
import static io.levee.adapters.kafka.admin.KafkaRefusal.CONFIG_OUT_OF_BOUNDS;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which settings of a topic may be what. Only what is listed may be set. Pure.
final class ConfigRules {
    private static final int DIGITS_MAX = 18;

    private static final Map<String, Set<String>> CHOICES = Map.of(
            "compression.type", Set.of("producer", "uncompressed", "gzip", "snappy", "lz4", "zstd"),
            "message.timestamp.type", Set.of("CreateTime", "LogAppendTime"));

    /// Why not, for those that are asked for most or hurt most.
    private static final Map<String, String> WHY = Map.ofEntries(
            Map.entry(
                    "message.max.bytes",
                    "it is a setting of brokers: a change restarts their cleaners, which ends"
                            + " small brokers, and a small one refuses every record of everybody"),
            Map.entry("max.message.bytes", "brokers, replicas and readers need memory for the largest record"),
            Map.entry("max.connections", "it is a setting of brokers: with few, nobody can connect to put it back"),
            Map.entry("log.retention.ms", "it is a setting of brokers: with little, all data of all topics goes"),
            Map.entry("log.retention.bytes", "it is a setting of brokers and changes all topics"),
            Map.entry(
                    Topic.CLEANUP,
                    "what is compacted keeps the last record of each key for ever, whatever"
                            + " `retention.bytes` says"),
            Map.entry(Topic.DELETE_DELAY, "files that wait to be removed fill the disk"),
            Map.entry("segment.ms", "small segments leave a broker without file handles"),
            Map.entry("segment.index.bytes", "indexes take disk and memory that nobody counted"),
            Map.entry("preallocate", "segments that are empty would fill the disk"),
            Map.entry("flush.messages", "a flush for each record stops the other topics of the disk"),
            Map.entry("flush.ms", "frequent flushes stop the other topics of the disk"),
            Map.entry("remote.storage.enable", "what is kept elsewhere is bounded nowhere"),
            Map.entry("unclean.leader.election.enable", "records that were acknowledged can be lost"));

    private ConfigRules() {}

    /// The first of the settings, by name, that may not be.
    static Optional<Verdict.No> wrong(Map<String, String> configs, int replicas, KafkaBounds bounds) {
        for (Map.Entry<String, String> each : new TreeMap<>(configs).entrySet()) {
            Optional<Verdict.No> no = wrong(each.getKey(), each.getValue(), replicas, bounds);
            if (no.isPresent()) {
                return no;
            }
        }
        return Optional.empty();
    }

    private static Optional<Verdict.No> wrong(String key, String value, int replicas, KafkaBounds bounds) {
        return switch (key) {
            case Topic.RETENTION_BYTES -> range(key, value, bounds.retentionBytesMin(), bounds.retentionBytesMax());
            case Topic.SEGMENT_BYTES -> range(key, value, KafkaBounds.SEGMENT_BYTES_MIN, bounds.segmentBytesMax());
            case Topic.RETENTION_MS -> range(key, value, bounds.retentionMin().toMillis(), Long.MAX_VALUE);
            // with more than there are replicas, nobody who wants all to have a record can
            // write any
            case Topic.MIN_INSYNC -> range(key, value, 1, replicas);
            default -> choice(key, value);
        };
    }

    private static Optional<Verdict.No> choice(String key, String value) {
        Set<String> choices = CHOICES.get(key);
        if (choices == null) {
            String why = WHY.getOrDefault(key, "it is none of those that agents may set");
            return Optional.of(
                    new Verdict.No(CONFIG_NOT_ALLOWED, "`%s` may not be set: %s".formatted(Naming.shown(key), why)));
        }
        return choices.contains(value)
                ? Optional.empty()
                : Optional.of(new Verdict.No(
                        CONFIG_OUT_OF_BOUNDS, "`%s=%s` is none of %s".formatted(key, Naming.shown(value), choices)));
    }

    private static Optional<Verdict.No> range(String key, String value, long min, long max) {
        boolean isNumber = value.matches("[0-9]{1," + DIGITS_MAX + "}");
        long number = isNumber ? Long.parseLong(value) : -1;
        return number >= min && number <= max
                ? Optional.empty()
                : Optional.of(new Verdict.No(
                        CONFIG_OUT_OF_BOUNDS,
                        "`%s=%s` is not within %d and %d".formatted(key, Naming.shown(value), min, max)));
    }
}
