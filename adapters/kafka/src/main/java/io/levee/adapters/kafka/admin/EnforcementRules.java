package io.levee.adapters.kafka.admin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The bounds that one user and one of its topics get without being asked. They only ever get
/// tighter: what is stricter already stays. As much as fits into the share of the disk, and
/// where nothing fits, the least. Pure.
record EnforcementRules(KafkaBounds bounds) {
    List<KafkaChange> plan(ClusterState state, String user, String name, Topic topic) {
        ClusterState.Limited limited = new ClusterState.Limited(user, Optional.empty());
        ClusterState others =
                new ClusterState(state.brokers(), state.topics(), state.quotas(), state.writers()).without(name);
        BigInteger left = bounds.share().subtract(Room.of(others, bounds.lag()).bytes());

        Optional<Double> had = state.rate(limited);
        double rate = had.filter(it -> it <= bounds.rateMax()).orElse((double) bounds.rateMax());
        if (had.isPresent() && state.writers().contains(user)) {
            left = left.add(Room.user(had.get(), state.brokers(), bounds.lag())); // it is set anew
        }
        long segment = KafkaBounds.SEGMENT_BYTES_MIN;
        long least = bounds.retentionBytesMin();
        // the quota gets half of what is left, for one that writes fast needs room for what it
        // wrote meanwhile
        while (rate / 2 >= bounds.rateMin()
                && Room.user(rate, state.brokers(), bounds.lag())
                                .multiply(BigInteger.TWO)
                                .compareTo(left)
                        > 0) {
            rate /= 2;
        }
        left = left.subtract(Room.user(rate, state.brokers(), bounds.lag()));
        long retention = tighter(topic.number(Topic.RETENTION_BYTES), bounds.retentionBytesMax());
        while (retention / 2 >= least
                && Room.topic(topic.partitions(), retention, segment).compareTo(left) > 0) {
            retention /= 2;
        }
        List<KafkaChange> plan = new ArrayList<>();
        plan.add(new KafkaChange.SetQuota(user, Optional.empty(), Map.of(KafkaBounds.PRODUCER_RATE, rate)));
        Map<String, String> configs = new HashMap<>();
        configs.put(Topic.RETENTION_BYTES, String.valueOf(retention));
        configs.put(Topic.SEGMENT_BYTES, String.valueOf(segment));
        plan.add(new KafkaChange.AlterTopic(name, Optional.empty(), configs));
        return plan;
    }

    private static long tighter(long now, long max) {
        return now >= 0 && now < max ? now : max;
    }
}
