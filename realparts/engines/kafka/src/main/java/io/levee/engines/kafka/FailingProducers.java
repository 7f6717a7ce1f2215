package io.levee.engines.kafka;

import io.levee.engines.kafka.FailingClients.Client;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.ResourceType;

/// Programs that write, and administrators of topics.
final class FailingProducers {
    private static final int MEBI = 1 << 20;

    static final Map<String, Client> ALL = Map.ofEntries(
            Map.entry("unknown-topic", login -> send(login, "admin", Map.of(), "orders-v2", "1")),
            Map.entry("topic-denied", login -> {
                login.topic("payments", Map.of());
                send(login, "stopper", Map.of(), "payments", "1");
            }),
            Map.entry("record-too-large", login -> {
                login.topic("orders", Map.of());
                send(login, "admin", Map.of(), "orders", "x".repeat(2 * MEBI));
            }),
            Map.entry("record-too-large-for-topic", login -> {
                login.topic("small", Map.of("max.message.bytes", "1000"));
                send(login, "admin", Map.of(), "small", "x".repeat(5_000));
            }),
            Map.entry("not-enough-replicas", login -> {
                login.topic("safe", Map.of("min.insync.replicas", "2"));
                send(login, "admin", Map.of("retries", 2), "safe", "1");
            }),
            Map.entry("throttled", FailingProducers::throttled),
            Map.entry("serializer-cast", login -> {
                login.topic("orders", Map.of());
                send(
                        login,
                        "admin",
                        Map.of("value.serializer", "org.apache.kafka.common.serialization.LongSerializer"),
                        "orders",
                        "1");
            }),
            Map.entry("acks-unknown", login -> send(login, "admin", Map.of("acks", "most"), "orders", "1")),
            Map.entry(
                    "serializer-missing",
                    login -> send(
                            login,
                            "admin",
                            Map.of("value.serializer", "io.confluent.kafka.serializers.KafkaAvroSerializer"),
                            "orders",
                            "1")),
            Map.entry("fenced", FailingProducers::fenced),
            Map.entry("transaction-denied", login -> {
                try (KafkaProducer<String, String> producer =
                        login.producer("stopper", Map.of("transactional.id", "payments-writer"))) {
                    producer.initTransactions();
                }
            }),
            Map.entry("topic-name", login -> send(login, "admin", Map.of(), "orders/eu", "1")),
            Map.entry("topic-exists", login -> {
                login.topic("orders", Map.of());
                create(login, "admin", new NewTopic("orders", 1, (short) 1));
            }),
            Map.entry("replication-factor", login -> create(login, "admin", new NewTopic("wide", 1, (short) 3))),
            Map.entry("partitions", login -> create(login, "admin", new NewTopic("none", 0, (short) 1))),
            Map.entry(
                    "topic-setting",
                    login -> create(
                            login,
                            "admin",
                            new NewTopic("kept", 1, (short) 1).configs(Map.of("retention.ms", "a week")))),
            Map.entry("cluster-denied", login -> create(login, "stopper", new NewTopic("mine", 1, (short) 1))),
            Map.entry("topic-gone", login -> {
                try (Admin admin = login.admin("admin")) {
                    admin.describeTopics(List.of("orders-v3")).allTopicNames().get();
                }
            }));

    private FailingProducers() {}

    private static void send(Login login, String user, Map<String, ?> settings, String topic, String value)
            throws Exception {
        try (KafkaProducer<String, String> producer = login.producer(user, settings)) {
            producer.send(new ProducerRecord<>(topic, "key", value)).get();
        }
    }

    private static void create(Login login, String user, NewTopic topic) throws Exception {
        try (Admin admin = login.admin(user)) {
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    /// A newer copy with the same transactional id has begun.
    private static void fenced(Login login) throws Exception {
        login.topic("orders", Map.of());
        Map<String, String> same = Map.of("transactional.id", "orders-writer");
        try (KafkaProducer<String, String> old = login.producer("admin", same);
                KafkaProducer<String, String> newer = login.producer("admin", same)) {
            old.initTransactions();
            old.beginTransaction();
            newer.initTransactions();
            old.send(new ProducerRecord<>("orders", "1"));
            old.commitTransaction();
        }
    }

    /// Writes faster than its quota for as long as it may; says what its own metrics say.
    private static void throttled(Login login) throws Exception {
        login.topic("orders", Map.of());
        login.allow(ResourceType.TOPIC, "orders", AclOperation.WRITE, AclOperation.DESCRIBE);
        try (Admin admin = login.admin("admin")) {
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                            new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, "stopper")),
                            List.of(new ClientQuotaAlteration.Op("producer_byte_rate", 2_000.0)))))
                    .all()
                    .get();
        }
        KafkaProducer<String, String> producer =
                login.producer("stopper", Map.of("request.timeout.ms", 4_000, "delivery.timeout.ms", 6_000));
        try {
            for (int i = 0; i < 10; i++) {
                producer.send(new ProducerRecord<>("orders", "x".repeat(100_000)))
                        .get();
            }
        } catch (ExecutionException e) {
            producer.metrics().forEach((name, metric) -> {
                if (name.name().startsWith("produce-throttle-time")
                        && name.group().equals("producer-metrics")) {
                    System.err.println(name.name() + " = " + metric.metricValue());
                }
            });
            throw e;
        }
    }
}
