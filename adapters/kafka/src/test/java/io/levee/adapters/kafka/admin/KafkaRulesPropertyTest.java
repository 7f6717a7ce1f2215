package io.levee.adapters.kafka.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.kafka.admin.ClusterState.Limited;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whatever agents ask for, in whatever order, what is allowed keeps everything within their
/// share of the disk.
final class KafkaRulesPropertyTest {
    private static final int SEQUENCES = Integer.getInteger("levee.histories", 2_000);
    private static final int CHANGES = 60;

    private final KafkaBounds bounds = SmallBounds.bounds();
    private final KafkaRules rules = new KafkaRules(bounds, Set.of("*", "ANONYMOUS", "admin", "levee"));

    @Test
    void noAllowedSequenceLetsAllBoundsTogetherExceedTheShareOfTheDisk() {
        int allowed = 0;
        int refusedForRoom = 0;
        for (int seed = 0; seed < SEQUENCES; seed++) {
            Random random = new Random(seed);
            ClusterState state = new ClusterState(1 + random.nextInt(3), Map.of(), Map.of(), Set.of());
            List<KafkaChange> undone = new ArrayList<>();
            for (int i = 0; i < CHANGES; i++) {
                KafkaChange change = random.nextInt(5) == 0 && !undone.isEmpty()
                        ? undone.remove(random.nextInt(undone.size()))
                        : change(random);
                switch (rules.decide(state, change)) {
                    case Verdict.Yes(var after) -> {
                        undone.addAll(Undo.of(state, change).changes());
                        state = after;
                        allowed++;
                        assertThat(worst(state))
                                .as("seed %d, change %d: %s gives %s", seed, i, change, state)
                                .isLessThanOrEqualTo(20_000_000.0);
                    }
                    case Verdict.No(var refusal, var _) ->
                        refusedForRoom += refusal == KafkaRefusal.DISK_SHARE_EXCEEDED ? 1 : 0;
                }
            }
        }
        assertThat(allowed).as("something is allowed").isGreaterThan(SEQUENCES * 5);
        assertThat(refusedForRoom).as("room runs out").isGreaterThan(SEQUENCES);
    }

    /// Others made topics without bounds; what agents may do then makes it nowhere worse.
    @Test
    void fromACrowdedClusterOnNothingGetsWorse() {
        int allowed = 0;
        for (int seed = 0; seed < SEQUENCES; seed++) {
            Random random = new Random(seed);
            ClusterState state = crowded(random);
            for (int i = 0; i < CHANGES; i++) {
                KafkaChange change = change(random);
                if (rules.decide(state, change) instanceof Verdict.Yes(var after)) {
                    Room before = Room.of(state, bounds.lag());
                    Room now = Room.of(after, bounds.lag());
                    String where = "seed %d, change %d: %s".formatted(seed, i, change);
                    assertThat(before.unbounded()).as(where).containsAll(now.unbounded());
                    boolean fewer = now.unbounded().size() < before.unbounded().size();
                    assertThat(now.bytes().compareTo(before.bytes()) <= 0
                                    || now.fits(bounds.share())
                                    || (fewer && now.bytes().compareTo(bounds.share()) <= 0))
                            .as(where)
                            .isTrue();
                    state = after;
                    allowed++;
                }
            }
        }
        assertThat(allowed).isGreaterThan(SEQUENCES);
    }

    /// However crowded it is, what is enforced is bounded afterwards, and nothing that was
    /// stricter is loosened.
    @Test
    void whatIsEnforcedIsBoundedAndNeverLooser() {
        for (int seed = 0; seed < SEQUENCES; seed++) {
            Random random = new Random(seed);
            ClusterState state = crowded(random);
            for (Map.Entry<String, Topic> each : state.topics().entrySet()) {
                ClusterState after = state;
                for (KafkaChange change :
                        new EnforcementRules(bounds).plan(state, "app-1", each.getKey(), each.getValue())) {
                    after = applied(after, change);
                }
                Topic topic = after.topics().get(each.getKey());
                long was = each.getValue().number(Topic.RETENTION_BYTES);
                assertThat(topic).as("seed %d", seed).isNotNull();
                assertThat(topic == null ? -1 : topic.number(Topic.RETENTION_BYTES))
                        .as("seed %d", seed)
                        .isBetween(1L, was < 0 ? bounds.retentionBytesMax() : Math.max(was, 1));
                double rate = after.rate(new Limited("app-1", Optional.empty())).orElseThrow();
                double had = state.rate(new Limited("app-1", Optional.empty())).orElse((double) bounds.rateMax());
                assertThat(rate).as("seed %d", seed).isBetween((double) bounds.rateMin(), had);
            }
        }
    }

    private static ClusterState applied(ClusterState state, KafkaChange change) {
        return switch (change) {
            case KafkaChange.SetQuota quota -> state.with(new Limited(quota.user(), quota.client()), quota.limits());
            case KafkaChange.AlterTopic alter -> {
                Topic was = state.topics().getOrDefault(alter.topic(), new Topic(0, 0, Map.of()));
                Map<String, String> configs = new HashMap<>(was.configs());
                configs.putAll(alter.configs());
                yield state.with(alter.topic(), new Topic(was.partitions(), was.replicas(), configs));
            }
            default -> throw new IllegalStateException("`%s` is not enforced".formatted(change));
        };
    }

    /// Counted anew, and not as the rules do.
    private double worst(ClusterState state) {
        double bytes = 0;
        for (Topic topic : state.topics().values()) {
            double retention = Double.parseDouble(topic.configs().getOrDefault("retention.bytes", "Infinity"));
            double segment = Double.parseDouble(topic.configs().getOrDefault("segment.bytes", "Infinity"));
            bytes += topic.partitions() * (retention + 2 * segment);
        }
        for (String user : state.writers()) {
            double all = 0;
            boolean own = false;
            for (Map.Entry<Limited, Map<String, Double>> each : state.quotas().entrySet()) {
                if (each.getKey().user().equals(user)) {
                    all += each.getValue().getOrDefault("producer_byte_rate", 0.0);
                    own |= each.getKey().client().isEmpty() && each.getValue().containsKey("producer_byte_rate");
                }
            }
            bytes += own ? all * state.brokers() * 2 : Double.POSITIVE_INFINITY;
        }
        return bytes;
    }

    private static ClusterState crowded(Random random) {
        ClusterState state = new ClusterState(1 + random.nextInt(3), Map.of(), Map.of(), Set.of());
        for (int i = 0; i < 4; i++) {
            Map<String, String> configs = new HashMap<>();
            configs.put("retention.bytes", pick(random, "-1", "1000000", "9223372036854775807", "4194304"));
            configs.put("segment.bytes", pick(random, "1073741824", "1048576", "1"));
            if (random.nextInt(4) == 0) {
                configs.put("cleanup.policy", "compact");
            }
            state = state.with("debug-" + i, new Topic(1 + random.nextInt(40), 1, configs));
        }
        if (random.nextBoolean()) {
            state = state.with(
                    new Limited("app-1", Optional.empty()),
                    Map.of("producer_byte_rate", 70_000.0 + random.nextInt(900_000)));
        }
        return random.nextBoolean() ? state.withWriter("app-1").withWriter("app-2") : state;
    }

    private static KafkaChange change(Random random) {
        String topic = pick(random, "debug-", "agents.", "orders-", "__consumer_") + random.nextInt(8);
        String user = pick(random, "app-1", "app-2", "app-3", "admin", "*");
        Optional<String> client =
                random.nextInt(3) == 0 ? Optional.of("client-" + random.nextInt(3)) : Optional.empty();
        KafkaChange.Role role = random.nextBoolean() ? KafkaChange.Role.PRODUCER : KafkaChange.Role.CONSUMER;
        return switch (random.nextInt(7)) {
            case 0, 1 -> new KafkaChange.CreateTopic(topic, random.nextInt(6), configs(random, true));
            case 2 ->
                new KafkaChange.AlterTopic(
                        topic,
                        random.nextBoolean() ? Optional.of(random.nextInt(6)) : Optional.empty(),
                        configs(random, false));
            case 3 -> random.nextInt(4) == 0 ? new KafkaChange.DeleteTopic(topic) : quota(random, user, client);
            case 4 -> quota(random, user, client);
            case 5 -> new KafkaChange.Grant(user, role, pick(random, "debug-", "agents.", "d", "orders"));
            default -> new KafkaChange.Revoke(user, role, pick(random, "debug-", "agents."));
        };
    }

    private static KafkaChange quota(Random random, String user, Optional<String> client) {
        return new KafkaChange.SetQuota(
                user,
                client,
                Map.of(
                        pick(random, "producer_byte_rate", "producer_byte_rate", "consumer_byte_rate"),
                        random.nextInt(8) == 0 ? random.nextDouble() * 3e6 : 65_536 + random.nextInt(983_040)));
    }

    private static Map<String, String> configs(Random random, boolean whole) {
        Map<String, String> configs = new HashMap<>();
        if (whole || random.nextBoolean()) {
            configs.put("retention.bytes", String.valueOf(1_048_576 + random.nextInt(3_500_000)));
        }
        if (whole || random.nextBoolean()) {
            configs.put("segment.bytes", String.valueOf(1_048_576 + random.nextInt(1_200_000)));
        }
        if (random.nextInt(6) == 0) {
            configs.put(
                    pick(random, "retention.ms", "cleanup.policy", "min.insync.replicas", "retention.bytes"),
                    pick(random, "1", "compact", "-1", "99999999999"));
        }
        return configs;
    }

    private static String pick(Random random, String... words) {
        return words[random.nextInt(words.length)];
    }
}
