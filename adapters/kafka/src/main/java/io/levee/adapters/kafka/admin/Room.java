package io.levee.adapters.kafka.admin;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The most of one broker's disk that all topics of agents together can take, and what has no
/// such most.
///
/// Kafka removes a segment once the rest of its partition still holds `retention.bytes`, so
/// just after a look there are less than `retention.bytes + segment.bytes`, and one segment
/// that is being written. Looks are `log.retention.check.interval.ms` apart, and removed files
/// go `file.delete.delay.ms` later: meanwhile users write as fast as their quotas let them, on
/// every broker, and each broker may hold a replica of all of it. Indexes are an entry of 8 and
/// one of 12 bytes for each 4,096; 1/64 more covers them.
///
/// Sizes are counted without overflow, since topics that others made may say anything.
///
/// @param bytes     of what is bounded
/// @param unbounded `topic NAME` and `user NAME`, and why, of what is not
/// @see <a href="https://kafka.apache.org/documentation/#topicconfigs">Topic configs</a>
record Room(BigInteger bytes, Set<String> unbounded) {
    private static final BigInteger INDEX_PART = BigInteger.valueOf(64);

    Room {
        unbounded = Set.copyOf(unbounded);
    }

    static Room of(ClusterState state, Duration lag) {
        BigInteger bytes = BigInteger.ZERO;
        Set<String> unbounded = new TreeSet<>();
        for (Map.Entry<String, Topic> each : state.topics().entrySet()) {
            Topic topic = each.getValue();
            if (!topic.isBounded()) {
                unbounded.add("topic " + each.getKey());
            } else if (topic.number(Topic.DELETE_DELAY) > lag.toMillis()) {
                unbounded.add("topic %s, whose `%s` is above the bound `lagMillis`"
                        .formatted(each.getKey(), Topic.DELETE_DELAY));
            } else {
                bytes = bytes.add(topic(
                        topic.partitions(), topic.number(Topic.RETENTION_BYTES), topic.number(Topic.SEGMENT_BYTES)));
            }
        }
        for (String user : state.writers()) {
            if (state.rate(new ClusterState.Limited(user, Optional.empty())).isEmpty()) {
                unbounded.add("user " + user);
            }
        }
        for (ClusterState.Limited limited : state.quotas().keySet()) {
            if (state.writers().contains(limited.user())) {
                bytes = bytes.add(user(state.rate(limited).orElse(0.0), state.brokers(), lag));
            }
        }
        return new Room(bytes, unbounded);
    }

    static BigInteger topic(int partitions, long retention, long segment) {
        BigInteger one = BigInteger.valueOf(retention).add(BigInteger.TWO.multiply(BigInteger.valueOf(segment)));
        BigInteger all = one.multiply(BigInteger.valueOf(partitions));
        return all.add(all.divide(INDEX_PART));
    }

    static BigInteger user(double rate, int brokers, Duration lag) {
        double bytes = Math.ceil(rate * brokers * lag.toMillis() / 1000.0);
        return bytes < Long.MAX_VALUE
                ? BigInteger.valueOf((long) bytes)
                : BigInteger.valueOf(Long.MAX_VALUE); // no quota that passed the rules comes near
    }

    boolean fits(BigInteger share) {
        return unbounded.isEmpty() && bytes.compareTo(share) <= 0;
    }

    /// Whether this, after a change, is within the share, or at least nowhere worse than it
    /// was.
    boolean mayFollow(Room before, BigInteger share) {
        if (fits(share)) {
            return true;
        }
        if (!before.unbounded.containsAll(unbounded)) {
            return false;
        }
        boolean fewer = unbounded.size() < before.unbounded.size();
        return bytes.compareTo(before.bytes) <= 0 || (fewer && bytes.compareTo(share) <= 0);
    }
}
