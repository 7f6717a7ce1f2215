package io.levee.adapters.kafka.admin;

import io.levee.adapters.kafka.admin.ClusterState.Limited;
import io.levee.adapters.kafka.admin.Verdict.No;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Whether a change may be made to a cluster. Pure: three values in, one out.
///
/// INVARIANT: where all that agents may write fits into their share of the disk, it does after
/// every change that is allowed; where it does not, because others made topics and users, no
/// change that is allowed makes it worse.
///
/// @param untouchable users that are nobody's to change: super users, Levee's own, and words
///                    for everybody
record KafkaRules(KafkaBounds bounds, Set<String> untouchable) {
    private static final Set<String> RATES = Set.of(KafkaBounds.PRODUCER_RATE, KafkaBounds.CONSUMER_RATE);
    private static final Map<String, String> WHY_NOT = Map.of(
            "request_percentage", "with little, each request of the user waits for minutes and holds a thread",
            "controller_mutation_rate", "it holds on after it was removed",
            "connection_creation_rate", "it is of an address, not of a user");

    KafkaRules {
        untouchable = Set.copyOf(untouchable);
    }

    Verdict decide(ClusterState state, KafkaChange change) {
        Verdict verdict = switch (change) {
            case KafkaChange.CreateTopic create -> create(state, create);
            case KafkaChange.AlterTopic alter -> alter(state, alter);
            case KafkaChange.DeleteTopic(String topic) ->
                topic(topic).<Verdict>map(it -> it).orElseGet(() -> new Verdict.Yes(state.without(topic)));
            case KafkaChange.SetQuota quota -> quota(state, quota);
            case KafkaChange.Grant grant -> grant(state, grant);
            case KafkaChange.Revoke(String user, var _, String prefix) ->
                user(user).or(() -> topic(prefix)).<Verdict>map(it -> it).orElse(new Verdict.Yes(state));
        };
        return verdict instanceof Verdict.Yes(ClusterState after)
                ? fitting(state, after).<Verdict>map(it -> it).orElse(verdict)
                : verdict;
    }

    private Verdict create(ClusterState state, KafkaChange.CreateTopic create) {
        Optional<No> wrong = topic(create.topic())
                .or(() -> partitions(create.partitions(), 1))
                .or(() -> missing(create.configs()))
                .or(() -> ConfigRules.wrong(create.configs(), bounds.replicas(), bounds));
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Topic there = state.topics().get(create.topic());
        if (there != null) {
            boolean same = there.partitions() == create.partitions()
                    && there.configs().entrySet().containsAll(create.configs().entrySet());
            return same
                    ? new Verdict.Yes(state)
                    : new No(KafkaRefusal.TOPIC_EXISTS, "`%s` has other settings".formatted(create.topic()));
        }
        if (state.topics().size() >= bounds.topicsMax()) {
            return new No(
                    KafkaRefusal.TOPICS_TOO_MANY, "there are `%d` topics of agents".formatted(bounds.topicsMax()));
        }
        return new Verdict.Yes(
                state.with(create.topic(), new Topic(create.partitions(), bounds.replicas(), create.configs())));
    }

    private Verdict alter(ClusterState state, KafkaChange.AlterTopic alter) {
        Optional<No> wrong = topic(alter.topic());
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Topic there = state.topics().get(alter.topic());
        if (there == null) {
            return new No(KafkaRefusal.TOPIC_MISSING, "there is no `%s`".formatted(alter.topic()));
        }
        int partitions = alter.partitions().orElse(there.partitions());
        wrong = alter.partitions()
                .flatMap(it -> partitions(it, there.partitions()))
                .or(() -> ConfigRules.wrong(alter.configs(), there.replicas(), bounds));
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Map<String, String> configs = new HashMap<>(there.configs());
        configs.putAll(alter.configs());
        return new Verdict.Yes(state.with(alter.topic(), new Topic(partitions, there.replicas(), configs)));
    }

    private Verdict quota(ClusterState state, KafkaChange.SetQuota quota) {
        Optional<No> wrong = user(quota.user())
                .or(() -> quota.client().filter(it -> !Naming.isUser(it)).map(it -> name(it, "client")))
                .or(() -> rates(quota.limits()));
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Limited all = new Limited(quota.user(), Optional.empty());
        if (quota.client().isPresent() && state.rate(all).isEmpty()) {
            // other clients of the user would go on without any
            return new No(
                    KafkaRefusal.QUOTA_MISSING,
                    "`%s` has no quota for all its clients together".formatted(quota.user()));
        }
        return new Verdict.Yes(state.with(new Limited(quota.user(), quota.client()), quota.limits()));
    }

    private Verdict grant(ClusterState state, KafkaChange.Grant grant) {
        Optional<No> wrong = user(grant.user()).or(() -> topic(grant.prefix()));
        if (wrong.isPresent()) {
            return wrong.get();
        }
        return switch (grant.role()) {
            case CONSUMER -> new Verdict.Yes(state);
            case PRODUCER ->
                state.rate(new Limited(grant.user(), Optional.empty())).isPresent()
                        ? new Verdict.Yes(state.withWriter(grant.user()))
                        : new No(
                                KafkaRefusal.QUOTA_MISSING,
                                "`%s` could write as fast as it likes".formatted(grant.user()));
        };
    }

    private Optional<No> fitting(ClusterState before, ClusterState after) {
        if (after.equals(before)) {
            return Optional.empty();
        }
        Room room = Room.of(after, bounds.lag());
        if (room.mayFollow(Room.of(before, bounds.lag()), bounds.share())) {
            return Optional.empty();
        }
        String unbounded = room.unbounded().isEmpty()
                ? ""
                : "; without any bound: "
                        + String.join(
                                ", ",
                                room.unbounded().stream().sorted().limit(5).toList());
        return Optional.of(new No(
                KafkaRefusal.DISK_SHARE_EXCEEDED,
                "all topics of agents could take `%s` bytes of a broker's disk, their share is `%s`%s"
                        .formatted(room.bytes(), bounds.share(), unbounded)));
    }

    /// A topic, or how topics begin.
    private Optional<No> topic(String name) {
        if (!Naming.isName(name)) {
            return Optional.of(name(name, "topic"));
        }
        return bounds.covers(name)
                ? Optional.empty()
                : Optional.of(new No(
                        KafkaRefusal.TOPIC_NOT_AGENTS,
                        "`%s` does not begin with any of %s".formatted(name, bounds.prefixes())));
    }

    private Optional<No> user(String name) {
        if (untouchable.contains(name)) {
            return Optional.of(new No(
                    KafkaRefusal.USER_UNTOUCHABLE,
                    "`%s` is everybody, a super user or Levee's own: what holds it holds the cluster".formatted(name)));
        }
        return Naming.isUser(name) ? Optional.empty() : Optional.of(name(name, "user"));
    }

    private static No name(String name, String what) {
        return new No(KafkaRefusal.NAME_INVALID, "`%s` is no name of one %s".formatted(Naming.shown(name), what));
    }

    private Optional<No> partitions(int count, int min) {
        return count >= min && count <= bounds.partitionsMax()
                ? Optional.empty()
                : Optional.of(new No(
                        KafkaRefusal.PARTITIONS_OUT_OF_BOUNDS,
                        "`%d` partitions are not within %d and %d".formatted(count, min, bounds.partitionsMax())));
    }

    private static Optional<No> missing(Map<String, String> configs) {
        for (String key : new String[] {Topic.RETENTION_BYTES, Topic.SEGMENT_BYTES}) {
            if (!configs.containsKey(key)) {
                return Optional.of(new No(KafkaRefusal.BOUND_MISSING, "`%s` is not set".formatted(key)));
            }
        }
        return Optional.empty();
    }

    private Optional<No> rates(Map<String, Double> limits) {
        for (Map.Entry<String, Double> each : new TreeMap<>(limits).entrySet()) {
            String key = each.getKey();
            if (!RATES.contains(key)) {
                String why = WHY_NOT.getOrDefault(key, "it is none of those that are set for users here");
                return Optional.of(new No(
                        KafkaRefusal.QUOTA_NOT_ALLOWED, "`%s` may not be set: %s".formatted(Naming.shown(key), why)));
            }
            double rate = each.getValue();
            if (!(rate >= bounds.rateMin() && rate <= bounds.rateMax())) {
                return Optional.of(new No(
                        KafkaRefusal.QUOTA_OUT_OF_BOUNDS,
                        "`%s=%s` is not within %d and %d bytes a second"
                                .formatted(key, rate, bounds.rateMin(), bounds.rateMax())));
            }
        }
        return Optional.empty();
    }
}
