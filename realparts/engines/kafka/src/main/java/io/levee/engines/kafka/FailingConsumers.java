package io.levee.engines.kafka;

import io.levee.engines.kafka.FailingClients.Client;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/// Programs that read.
final class FailingConsumers {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int POLLS = 15;

    static final Map<String, Client> ALL = Map.ofEntries(
            Map.entry("group-denied", login -> {
                login.topic("orders", Map.of());
                login.allow(ResourceType.TOPIC, "orders", AclOperation.READ, AclOperation.DESCRIBE);
                read(login, "stopper", "orders", Map.of("group.id", "billing"));
            }),
            Map.entry("topic-denied-read", login -> {
                login.topic("payments", Map.of());
                login.allow(ResourceType.GROUP, "reports", AclOperation.READ);
                read(login, "stopper", "payments", Map.of());
            }),
            Map.entry(
                    "unknown-topic-read",
                    login -> read(login, "admin", "orders-v2", Map.of("allow.auto.create.topics", false))),
            Map.entry("no-offset", login -> {
                login.topic("orders", Map.of());
                read(login, "admin", "orders", Map.of("group.id", "never-read", "auto.offset.reset", "none"));
            }),
            Map.entry("offset-out-of-range", FailingConsumers::readWhatIsDeleted),
            Map.entry("commit-after-rebalance", FailingConsumers::commitTooLate),
            Map.entry("deserialize", login -> {
                login.topic("texts", Map.of());
                login.write("texts", "not a number");
                read(
                        login,
                        "admin",
                        "texts",
                        Map.of("value.deserializer", "org.apache.kafka.common.serialization.LongDeserializer"));
            }),
            Map.entry("two-threads", login -> {
                login.topic("orders", Map.of());
                KafkaConsumer<String, String> consumer = login.consumer("admin", Map.of());
                consumer.subscribe(List.of("orders"));
                Thread.ofPlatform().daemon().start(() -> {
                    while (true) {
                        consumer.poll(POLL);
                    }
                });
                Thread.sleep(Duration.ofSeconds(3));
                consumer.commitSync();
            }),
            Map.entry("no-group", login -> {
                KafkaConsumer<String, String> consumer = login.consumer("admin", Map.of("group.id", ""));
                consumer.subscribe(List.of("orders"));
            }));

    private FailingConsumers() {}

    private static void read(Login login, String user, String topic, Map<String, ?> settings) {
        try (KafkaConsumer<String, Object> consumer = login.consumer(user, settings)) {
            consumer.subscribe(List.of(topic));
            for (int i = 0; i < POLLS; i++) {
                consumer.poll(POLL).forEach(record -> System.out.println("read " + record.offset()));
            }
        }
        throw new IllegalStateException("no record of `%s` within %d s".formatted(topic, POLLS));
    }

    private static void readWhatIsDeleted(Login login) throws Exception {
        login.topic("short", Map.of());
        login.write("short", "1", "2", "3");
        TopicPartition partition = new TopicPartition("short", 0);
        try (Admin admin = login.admin("admin")) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(3)))
                    .all()
                    .get();
        }
        try (KafkaConsumer<String, String> consumer = login.consumer("admin", Map.of("auto.offset.reset", "none"))) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 1);
            for (int i = 0; i < POLLS; i++) {
                consumer.poll(POLL);
            }
        }
    }

    /// Works for longer on what it read than the group waits for it.
    private static void commitTooLate(Login login) throws Exception {
        login.topic("slow", Map.of());
        login.write("slow", "1");
        try (KafkaConsumer<String, String> consumer =
                login.consumer("admin", Map.of("max.poll.interval.ms", 2_000, "group.id", "slow-readers"))) {
            consumer.subscribe(List.of("slow"));
            for (int i = 0; i < POLLS && consumer.poll(POLL).isEmpty(); i++) {
                // the group forms
            }
            Thread.sleep(Duration.ofSeconds(6));
            consumer.commitSync();
        }
    }
}
