package io.levee.adapters.kafka.admin;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Within what agents may work on one cluster; the Kafka team decides it.
///
/// @param prefixes          how names of topics begin that agents may have
/// @param diskBytes         of the smallest broker's log directory
/// @param sharePercent      of it, that all topics of agents together may take at worst
/// @param partitionsMax     of one topic
/// @param topicsMax         of agents
/// @param replicas          of each new topic
/// @param retentionBytesMin of one partition; with less, records go before anybody read them
/// @param retentionBytesMax of one partition
/// @param segmentBytesMax   of one segment; the least is [#SEGMENT_BYTES_MIN]
/// @param retentionMin      the least `retention.ms`: with `retention.ms=1` all data is gone at
///                          the next look
/// @param rateMin           of any quota, in bytes a second: with less, one request waits for
///                          minutes
/// @param rateMax           of any quota, in bytes a second on each broker
/// @param lag               the brokers' `log.retention.check.interval.ms` and
///                          `log.segment.delete.delay.ms` together
public record KafkaBounds(
        List<String> prefixes,
        long diskBytes,
        int sharePercent,
        int partitionsMax,
        int topicsMax,
        int replicas,
        long retentionBytesMin,
        long retentionBytesMax,
        long segmentBytesMax,
        Duration retentionMin,
        long rateMin,
        long rateMax,
        Duration lag) {
    /// Kafka 4 takes no less.
    public static final long SEGMENT_BYTES_MIN = 1024 * 1024;

    static final String PRODUCER_RATE = "producer_byte_rate";
    static final String CONSUMER_RATE = "consumer_byte_rate";
    static final int PREFIXES_MAX = 100;

    /// What bounds do not say; Kafka's own defaults for `lag`: 5 minutes between looks, 1
    /// minute until files go.
    private static final Map<String, String> USUAL = Map.of(
            "sharePercent", "50",
            "partitionsMax", "12",
            "topicsMax", "100",
            "replicas", "3",
            "retentionBytesMin", "1048576",
            "segmentBytesMax", "67108864",
            "retentionMinMinutes", "60",
            "rateMin", "65536",
            "rateMax", "1048576",
            "lagMillis", "360000");

    public KafkaBounds {
        prefixes = List.copyOf(prefixes);
        BoundsCheck check = new BoundsCheck();
        check.that(!prefixes.isEmpty() && prefixes.size() <= PREFIXES_MAX, "topics", "name 1 to 100 prefixes");
        for (String prefix : prefixes) {
            check.that(
                    Naming.isName(prefix) && !prefix.startsWith("__"),
                    "topics",
                    "`%s` is no prefix of topics that agents may have".formatted(prefix));
        }
        check.range("sharePercent", sharePercent, 1, 90);
        check.range("partitionsMax", partitionsMax, 1, 10_000);
        check.range("topicsMax", topicsMax, 1, 10_000);
        check.range("replicas", replicas, 1, 100);
        check.range("diskBytes", diskBytes, SEGMENT_BYTES_MIN, Long.MAX_VALUE);
        check.range("segmentBytesMax", segmentBytesMax, SEGMENT_BYTES_MIN, Integer.MAX_VALUE);
        check.range("retentionBytesMin", retentionBytesMin, SEGMENT_BYTES_MIN, Long.MAX_VALUE);
        check.range("retentionBytesMax", retentionBytesMax, retentionBytesMin, diskBytes);
        check.range("rateMin", rateMin, 1_024, Integer.MAX_VALUE);
        check.range("rateMax", rateMax, rateMin, Integer.MAX_VALUE);
        check.range(
                "retentionMinMinutes",
                retentionMin.toMinutes(),
                1,
                Duration.ofDays(3650).toMinutes());
        check.range("lagMillis", lag.toMillis(), 1, Duration.ofDays(1).toMillis());
        check.fail();
    }

    /// Reads them as a file of the organisation has them: words and whole numbers. `topics`
    /// (prefixes, with commas between), `diskBytes` and `retentionBytesMax` are required;
    /// `retentionMinMinutes` and `lagMillis` are the two spans of time.
    ///
    /// @throws IllegalArgumentException with everything that is wrong
    public static KafkaBounds of(Map<String, String> settings) {
        BoundsCheck check = new BoundsCheck(settings, USUAL, List.of("topics", "diskBytes", "retentionBytesMax"));
        check.fail();
        return new KafkaBounds(
                check.words("topics"),
                check.number("diskBytes"),
                (int) check.number("sharePercent"),
                (int) check.number("partitionsMax"),
                (int) check.number("topicsMax"),
                (int) check.number("replicas"),
                check.number("retentionBytesMin"),
                check.number("retentionBytesMax"),
                check.number("segmentBytesMax"),
                Duration.ofMinutes(check.number("retentionMinMinutes")),
                check.number("rateMin"),
                check.number("rateMax"),
                Duration.ofMillis(check.number("lagMillis")));
    }

    /// What all topics of agents together may take of one broker's disk.
    BigInteger share() {
        return BigInteger.valueOf(diskBytes)
                .multiply(BigInteger.valueOf(sharePercent))
                .divide(BigInteger.valueOf(100));
    }

    boolean covers(String topicOrPrefix) {
        return prefixes.stream().anyMatch(topicOrPrefix::startsWith);
    }
}
