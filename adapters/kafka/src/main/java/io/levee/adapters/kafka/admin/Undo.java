package io.levee.adapters.kafka.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What puts back what was. Old values are set, not deleted: a broker may refuse to delete
/// `min.insync.replicas`, and what it would fall back to is not what was. It passes the rules
/// like any change, so nothing becomes unbounded by it.
///
/// @param changes to be made in this order
/// @param lost    what cannot be put back, and why
public record Undo(List<KafkaChange> changes, List<String> lost) {
    public Undo {
        changes = List.copyOf(changes);
        lost = List.copyOf(lost);
    }

    /// @param before what the cluster was like
    static Undo of(ClusterState before, KafkaChange change) {
        return switch (change) {
            case KafkaChange.CreateTopic create ->
                lost("`%s` may hold records by now: delete it by name".formatted(create.topic()));
            case KafkaChange.AlterTopic alter ->
                altered(alter, before.topics().getOrDefault(alter.topic(), new Topic(0, 0, Map.of())));
            case KafkaChange.DeleteTopic(String topic) ->
                Optional.ofNullable(before.topics().get(topic))
                        .map(was -> deleted(topic, was))
                        .orElseGet(() -> new Undo(List.of(), List.of()));
            case KafkaChange.SetQuota quota ->
                limited(
                        quota,
                        before.quotas().getOrDefault(new ClusterState.Limited(quota.user(), quota.client()), Map.of()));
            case KafkaChange.Grant(String user, var role, String prefix) ->
                only(new KafkaChange.Revoke(user, role, prefix));
            case KafkaChange.Revoke(String user, var role, String prefix) ->
                only(new KafkaChange.Grant(user, role, prefix));
        };
    }

    /// The later change is put back first.
    static Undo of(List<Undo> inOrder) {
        List<KafkaChange> changes = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        for (Undo each : inOrder.reversed()) {
            changes.addAll(each.changes());
            lost.addAll(each.lost());
        }
        return new Undo(changes, lost);
    }

    private static Undo altered(KafkaChange.AlterTopic alter, Topic was) {
        Map<String, String> old = new HashMap<>();
        List<String> lost = new ArrayList<>();
        for (String key : new TreeSet<>(alter.configs().keySet())) {
            Optional.ofNullable(was.configs().get(key))
                    .ifPresentOrElse(
                            value -> old.put(key, value), () -> lost.add("nobody said what `%s` was".formatted(key)));
        }
        if (alter.partitions().filter(it -> it > was.partitions()).isPresent()) {
            lost.add("`%s` keeps its new partitions: Kafka removes none".formatted(alter.topic()));
        }
        return new Undo(
                old.isEmpty() ? List.of() : List.of(new KafkaChange.AlterTopic(alter.topic(), Optional.empty(), old)),
                lost);
    }

    private static Undo deleted(String topic, Topic was) {
        Map<String, String> configs = new HashMap<>();
        for (String key : List.of(Topic.RETENTION_BYTES, Topic.SEGMENT_BYTES, Topic.RETENTION_MS, Topic.MIN_INSYNC)) {
            Optional.ofNullable(was.configs().get(key)).ifPresent(value -> configs.put(key, value));
        }
        return new Undo(
                List.of(new KafkaChange.CreateTopic(topic, was.partitions(), configs)),
                List.of("the records of `%s` are gone".formatted(topic)));
    }

    private static Undo limited(KafkaChange.SetQuota quota, Map<String, Double> was) {
        Map<String, Double> old = new HashMap<>();
        List<String> lost = new ArrayList<>();
        for (String key : new TreeSet<>(quota.limits().keySet())) {
            Optional.ofNullable(was.get(key))
                    .ifPresentOrElse(
                            value -> old.put(key, value),
                            () -> lost.add("`%s` had no `%s`: without one it would be unbounded"
                                    .formatted(quota.user(), key)));
        }
        return new Undo(
                old.isEmpty() ? List.of() : List.of(new KafkaChange.SetQuota(quota.user(), quota.client(), old)), lost);
    }

    private static Undo only(KafkaChange change) {
        return new Undo(List.of(change), List.of());
    }

    private static Undo lost(String why) {
        return new Undo(List.of(), List.of(why));
    }
}
