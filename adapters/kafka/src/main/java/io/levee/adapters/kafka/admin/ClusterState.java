package io.levee.adapters.kafka.admin;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the rules need to know of a cluster.
///
/// @param brokers how many there are
/// @param topics  those that are agents', by name
/// @param quotas  what is set for named users, without defaults
/// @param writers users who may write to any topic of agents, whoever allowed it; without super
///                users
record ClusterState(
        int brokers, Map<String, Topic> topics, Map<Limited, Map<String, Double>> quotas, Set<String> writers) {
    /// @param client empty for all clients of the user together
    record Limited(String user, Optional<String> client) {}

    ClusterState {
        topics = Map.copyOf(topics);
        quotas = Map.copyOf(quotas);
        writers = Set.copyOf(writers);
    }

    ClusterState with(String name, Topic topic) {
        Map<String, Topic> more = new HashMap<>(topics);
        more.put(name, topic);
        return new ClusterState(brokers, more, quotas, writers);
    }

    ClusterState without(String name) {
        Map<String, Topic> fewer = new HashMap<>(topics);
        fewer.remove(name);
        return new ClusterState(brokers, fewer, quotas, writers);
    }

    ClusterState with(Limited limited, Map<String, Double> limits) {
        Map<Limited, Map<String, Double>> more = new HashMap<>(quotas);
        Map<String, Double> all = new HashMap<>(quotas.getOrDefault(limited, Map.of()));
        all.putAll(limits);
        more.put(limited, Map.copyOf(all));
        return new ClusterState(brokers, topics, more, writers);
    }

    ClusterState withWriter(String user) {
        Set<String> more = new HashSet<>(writers);
        more.add(user);
        return new ClusterState(brokers, topics, quotas, more);
    }

    Optional<Double> rate(Limited limited) {
        return Optional.ofNullable(quotas.getOrDefault(limited, Map.of()).get(KafkaBounds.PRODUCER_RATE));
    }
}
