package io.levee.adapters.kafka.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.adapters.kafka.admin.ClusterState.Limited;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KafkaRulesTest {
    private static final Map<String, String> BOUNDED = Map.of("retention.bytes", "4194304", "segment.bytes", "1048576");
    private static final ClusterState EMPTY = new ClusterState(1, Map.of(), Map.of(), Set.of());
    private static final ClusterState ONE = EMPTY.with("debug-events", new Topic(1, 1, BOUNDED));

    private final KafkaRules rules = new KafkaRules(SmallBounds.bounds(), Set.of("*", "ANONYMOUS", "admin", "levee"));

    @ParameterizedTest
    @CsvSource(textBlock = """
            message.max.bytes,        2097152,  CONFIG_NOT_ALLOWED
            max.message.bytes,        1,        CONFIG_NOT_ALLOWED
            max.connections,          1,        CONFIG_NOT_ALLOWED
            log.retention.ms,         1,        CONFIG_NOT_ALLOWED
            cleanup.policy,           compact,  CONFIG_NOT_ALLOWED
            file.delete.delay.ms,     86400000, CONFIG_NOT_ALLOWED
            unheard.of,               1,        CONFIG_NOT_ALLOWED
            Retention.Bytes,          4194304,  CONFIG_NOT_ALLOWED
            retention.ms,             1,        CONFIG_OUT_OF_BOUNDS
            retention.ms,             -1,       CONFIG_OUT_OF_BOUNDS
            retention.bytes,          1,        CONFIG_OUT_OF_BOUNDS
            retention.bytes,          -1,       CONFIG_OUT_OF_BOUNDS
            retention.bytes,          4194305,  CONFIG_OUT_OF_BOUNDS
            retention.bytes,          +4194304, CONFIG_OUT_OF_BOUNDS
            retention.bytes,          ' 41943', CONFIG_OUT_OF_BOUNDS
            retention.bytes, 99999999999999999999999, CONFIG_OUT_OF_BOUNDS
            segment.bytes,            1024,     CONFIG_OUT_OF_BOUNDS
            segment.bytes,            1073741824, CONFIG_OUT_OF_BOUNDS
            min.insync.replicas,      2,        CONFIG_OUT_OF_BOUNDS
            min.insync.replicas,      0,        CONFIG_OUT_OF_BOUNDS
            compression.type,         none,     CONFIG_OUT_OF_BOUNDS
            """)
    void aSettingThatHurtsIsRefusedByName(String key, String value, KafkaRefusal refusal) {
        assertThat(refused(ONE, new KafkaChange.AlterTopic("debug-events", Optional.empty(), Map.of(key, value))))
                .satisfies(no -> assertThat(no.refusal()).isEqualTo(refusal))
                .satisfies(no -> assertThat(no.detail()).contains("`" + key));
        Map<String, String> configs = new HashMap<>(BOUNDED);
        configs.put(key, value);
        assertThat(refused(EMPTY, new KafkaChange.CreateTopic("debug-events", 1, configs))
                        .refusal())
                .isEqualTo(refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"retention.bytes", "segment.bytes"})
    void aTopicWithoutABoundIsRefused(String missing) {
        Map<String, String> configs = new HashMap<>(BOUNDED);
        configs.remove(missing);
        Verdict.No no = refused(EMPTY, new KafkaChange.CreateTopic("debug-events", 1, configs));
        assertThat(no.refusal()).isEqualTo(KafkaRefusal.BOUND_MISSING);
        assertThat(no.detail()).contains(missing);
    }

    @ParameterizedTest
    @CsvSource({
        "orders, TOPIC_NOT_AGENTS",
        "__consumer_offsets, TOPIC_NOT_AGENTS",
        "__cluster_metadata, TOPIC_NOT_AGENTS",
        "*, NAME_INVALID",
        "'', NAME_INVALID",
        "debug-*, NAME_INVALID",
        "debug-a/b, NAME_INVALID",
        ".., NAME_INVALID"
    })
    void topicsOfOthersAreNotThere(String topic, KafkaRefusal refusal) {
        for (KafkaChange change : new KafkaChange[] {
            new KafkaChange.CreateTopic(topic, 1, BOUNDED),
            new KafkaChange.AlterTopic(topic, Optional.empty(), Map.of()),
            new KafkaChange.DeleteTopic(topic),
            new KafkaChange.Grant("app", KafkaChange.Role.CONSUMER, topic),
            new KafkaChange.Revoke("app", KafkaChange.Role.CONSUMER, topic)
        }) {
            assertThat(refused(ONE, change).refusal()).as(change.toString()).isEqualTo(refusal);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "*, USER_UNTOUCHABLE",
        "ANONYMOUS, USER_UNTOUCHABLE",
        "admin, USER_UNTOUCHABLE",
        "levee, USER_UNTOUCHABLE",
        "<default>, NAME_INVALID",
        "'', NAME_INVALID",
        "User:app, NAME_INVALID"
    })
    void everybodyAndSuperUsersAreNobodysToChange(String user, KafkaRefusal refusal) {
        for (KafkaChange change : new KafkaChange[] {
            new KafkaChange.SetQuota(user, Optional.empty(), Map.of("producer_byte_rate", 100_000.0)),
            new KafkaChange.Grant(user, KafkaChange.Role.PRODUCER, "debug-"),
            new KafkaChange.Revoke(user, KafkaChange.Role.PRODUCER, "debug-")
        }) {
            assertThat(refused(ONE, change).refusal()).as(change.toString()).isEqualTo(refusal);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "producer_byte_rate, 1, QUOTA_OUT_OF_BOUNDS",
        "consumer_byte_rate, 1, QUOTA_OUT_OF_BOUNDS",
        "producer_byte_rate, NaN, QUOTA_OUT_OF_BOUNDS",
        "producer_byte_rate, Infinity, QUOTA_OUT_OF_BOUNDS",
        "producer_byte_rate, 1048577, QUOTA_OUT_OF_BOUNDS",
        "request_percentage, 0.001, QUOTA_NOT_ALLOWED",
        "controller_mutation_rate, 1, QUOTA_NOT_ALLOWED"
    })
    void aQuotaThatStopsOrBoundsNothingIsRefused(String key, double rate, KafkaRefusal refusal) {
        assertThat(refused(ONE, new KafkaChange.SetQuota("app", Optional.empty(), Map.of(key, rate)))
                        .refusal())
                .isEqualTo(refusal);
    }

    @Test
    void nobodyMayWriteWithoutAQuotaForAllItsClients() {
        KafkaChange grant = new KafkaChange.Grant("app", KafkaChange.Role.PRODUCER, "debug-");
        assertThat(refused(ONE, grant).refusal()).isEqualTo(KafkaRefusal.QUOTA_MISSING);
        KafkaChange ofOneClient =
                new KafkaChange.SetQuota("app", Optional.of("c"), Map.of("producer_byte_rate", 100_000.0));
        assertThat(refused(ONE, ofOneClient).refusal()).isEqualTo(KafkaRefusal.QUOTA_MISSING);
        ClusterState limited = ONE.with(new Limited("app", Optional.empty()), Map.of("producer_byte_rate", 100_000.0));
        assertThat(rules.decide(limited, grant)).isInstanceOf(Verdict.Yes.class);
        assertThat(rules.decide(limited, ofOneClient)).isInstanceOf(Verdict.Yes.class);
    }

    @Test
    void partitionsOnlyGrowAndOnlySoFar() {
        for (int partitions : new int[] {-1, 0, 5, Integer.MAX_VALUE}) {
            assertThat(refused(
                                    EMPTY.with("debug-events", new Topic(2, 1, BOUNDED)),
                                    new KafkaChange.AlterTopic("debug-events", Optional.of(partitions), Map.of()))
                            .refusal())
                    .isEqualTo(KafkaRefusal.PARTITIONS_OUT_OF_BOUNDS);
        }
        assertThat(rules.decide(ONE, new KafkaChange.AlterTopic("debug-events", Optional.of(2), Map.of())))
                .isInstanceOf(Verdict.Yes.class);
    }

    /// The rest of the share must hold what the refusal says is too much.
    @Test
    void aFullShareIsRefusedWithBothNumbersAndWhatHasNoBound() {
        ClusterState full = EMPTY.with("debug-a", new Topic(3, 1, BOUNDED));
        Verdict.No no = refused(full, new KafkaChange.CreateTopic("debug-b", 1, BOUNDED));
        assertThat(no.refusal()).isEqualTo(KafkaRefusal.DISK_SHARE_EXCEEDED);
        assertThat(no.detail()).contains("`20000000`").doesNotContain("without any bound");
        ClusterState unbounded = EMPTY.with("debug-c", new Topic(1, 1, Map.of("retention.bytes", "-1")));
        assertThat(refused(unbounded, new KafkaChange.CreateTopic("debug-b", 1, BOUNDED))
                        .detail())
                .contains("topic debug-c");
    }

    @Test
    void theSameAgainIsNoChange() {
        assertThat(rules.decide(ONE, new KafkaChange.CreateTopic("debug-events", 1, BOUNDED)))
                .isEqualTo(new Verdict.Yes(ONE));
        assertThat(refused(ONE, new KafkaChange.CreateTopic("debug-events", 2, BOUNDED))
                        .refusal())
                .isEqualTo(KafkaRefusal.TOPIC_EXISTS);
    }

    @ParameterizedTest
    @CsvSource({
        "topics, '', topics",
        "topics, '*', topics",
        "topics, __consumer, topics",
        "diskBytes, none, diskBytes",
        "diskBytes, 99999999999999999999, diskBytes",
        "sharePercent, 100, sharePercent",
        "retentionBytesMax, 50000000, retentionBytesMax",
        "rateMin, 1, rateMin",
        "lagMillis, 0, lagMillis",
        "sharePercnt, 5, sharePercnt"
    })
    void boundsThatBoundNothingAreRefused(String key, String value, String named) {
        assertThatThrownBy(() -> KafkaBounds.of(SmallBounds.but(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("`%s`", named);
    }

    @Test
    void allThatIsWrongWithBoundsIsSaidAtOnce() {
        assertThatThrownBy(() -> KafkaBounds.of(Map.of("topics", "debug-", "typo", "1")))
                .hasMessageContaining("diskBytes")
                .hasMessageContaining("retentionBytesMax")
                .hasMessageContaining("typo");
    }

    private Verdict.No refused(ClusterState state, KafkaChange change) {
        assertThat(rules.decide(state, change)).as(change.toString()).isInstanceOf(Verdict.No.class);
        return rules.decide(state, change) instanceof Verdict.No no
                ? no
                : new Verdict.No(KafkaRefusal.CHANGE_UNKNOWN, "");
    }
}
