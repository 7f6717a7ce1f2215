package io.levee.adapters.kafka;

import io.levee.facts.JobId;
import io.levee.organisation.SignalSource;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.Owners;
import io.levee.rooms.jobs.Signal;
import io.levee.rooms.jobs.SignalKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// `kind: kafka-lag`: jobs that fall behind what they read of a Kafka cluster. A job's groups are those whose names
/// begin with its own.
///
/// | setting | |
/// |---|---|
/// | `bootstrap`, `protocol`, `truststore` | as stoppers of users have them |
/// | `user`, `secret` | who may describe these groups and their topics, logging in by SCRAM-SHA-512 |
/// | `most` | records that one job may be behind, over all partitions |
public final class LagSignals implements SignalKind {
    private static final int GROUPS_MAX = 500;

    @Override
    public String kind() {
        return "kafka-lag";
    }

    @Override
    public Set<String> required() {
        return Set.of("bootstrap", "user", "secret", "most");
    }

    @Override
    public Set<String> optional() {
        return Set.of("protocol", "truststore");
    }

    @Override
    public Signal signal(SignalSource source, UnaryOperator<String> secrets) {
        String most = source.settings().getOrDefault("most", "");
        if (!most.matches("[1-9][0-9]{0,14}")) {
            throw new IllegalArgumentException("`%s` is no number of records: write `most: 100000`".formatted(most));
        }
        return new Lag(
                source.name(), source.hold(), Cluster.of(source.settings(), secrets::apply), Long.parseLong(most));
    }

    private record Lag(String name, Duration hold, Cluster cluster, long most) implements Signal {
        @Override
        public Map<JobId, String> harmful(List<Job> running) {
            return new Owners(running)
                    .above(behind(running), (double) most, "%s records behind, of `%s`, and %s are its limit");
        }

        private Map<String, Double> behind(List<Job> running) {
            Waiting waiting = new Waiting(Cluster.PATIENCE);
            try (Admin admin = cluster.open()) {
                Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
                waiting.on(admin.listGroups().all()).stream()
                        .map(group -> group.groupId())
                        .filter(group ->
                                running.stream().anyMatch(job -> job.id().isIn(group)))
                        .limit(GROUPS_MAX)
                        .forEach(group -> groups.put(group, new ListConsumerGroupOffsetsSpec()));
                if (groups.isEmpty()) {
                    return Map.of();
                }
                Map<String, Map<TopicPartition, OffsetAndMetadata>> read =
                        waiting.on(admin.listConsumerGroupOffsets(groups).all());
                Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
                read.values().forEach(of -> of.keySet().forEach(at -> wanted.put(at, OffsetSpec.latest())));
                Map<TopicPartition, ListOffsetsResultInfo> ends =
                        waiting.on(admin.listOffsets(wanted).all());
                Map<String, Double> behind = new HashMap<>();
                read.forEach((group, offsets) -> behind.put(group, lag(offsets, ends)));
                return behind;
            }
        }

        private static double lag(
                Map<TopicPartition, OffsetAndMetadata> read, Map<TopicPartition, ListOffsetsResultInfo> ends) {
            double lag = 0;
            for (Map.Entry<TopicPartition, OffsetAndMetadata> each : read.entrySet()) {
                ListOffsetsResultInfo end = ends.get(each.getKey());
                if (each.getValue() != null && end != null) { // without: nothing was committed there yet
                    lag += Math.max(0, end.offset() - each.getValue().offset());
                }
            }
            return lag;
        }
    }
}
