package io.levee.adapters.kafka.admin;

import java.util.Map;
import java.util.Optional;

/// Everything that may be asked for. Users and topics are named; there is no way to say
/// everybody or every topic.
public sealed interface KafkaChange {
    int CONFIGS_MAX = 50;

    /// As many replicas as the bounds say.
    record CreateTopic(String topic, int partitions, Map<String, String> configs) implements KafkaChange {
        public CreateTopic {
            configs = few(configs);
        }
    }

    /// @param partitions how many there are then; Kafka only ever adds some
    /// @param configs    to be set; others stay
    record AlterTopic(String topic, Optional<Integer> partitions, Map<String, String> configs) implements KafkaChange {
        public AlterTopic {
            configs = few(configs);
        }
    }

    /// With all its records.
    record DeleteTopic(String topic) implements KafkaChange {}

    /// @param client only this client id of the user; empty for all of them together
    /// @param limits by Kafka's name: `producer_byte_rate`, `consumer_byte_rate`, in bytes a
    ///               second on each broker; others stay
    record SetQuota(String user, Optional<String> client, Map<String, Double> limits) implements KafkaChange {
        public SetQuota {
            limits = few(limits);
        }
    }

    /// The user may write to, or read from, all topics whose names begin so; a reader may use
    /// groups that begin so.
    record Grant(String user, Role role, String prefix) implements KafkaChange {}

    /// Takes away what [Grant] gave for exactly this prefix.
    record Revoke(String user, Role role, String prefix) implements KafkaChange {}

    enum Role {
        PRODUCER,
        CONSUMER
    }

    private static <V> Map<String, V> few(Map<String, V> given) {
        if (given.size() > CONFIGS_MAX) {
            throw new IllegalArgumentException(
                    "`%d` settings are too many: send at most %d at once".formatted(given.size(), CONFIGS_MAX));
        }
        return Map.copyOf(given);
    }
}
