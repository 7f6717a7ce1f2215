package io.levee.engines.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// Clients of the user `admin`, who may do everything, and of `stopper`, who may do nothing but what [#allow] adds.
record Login(String broker, String password) {
    private static final String STRINGS = "org.apache.kafka.common.serialization.String";

    Map<String, Object> settings(String user, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "bootstrap.servers",
                broker,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, password),
                "client.id",
                "report-writer"));
        all.putAll(more);
        return all;
    }

    Admin admin(String user) {
        return Admin.create(settings(user, Map.of("default.api.timeout.ms", 40_000)));
    }

    KafkaProducer<String, String> producer(String user, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "key.serializer", STRINGS + "Serializer",
                "value.serializer", STRINGS + "Serializer",
                "max.block.ms", 10_000,
                "request.timeout.ms", 8_000,
                "delivery.timeout.ms", 12_000));
        all.putAll(more);
        return new KafkaProducer<>(settings(user, all));
    }

    <V> KafkaConsumer<String, V> consumer(String user, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "key.deserializer",
                STRINGS + "Deserializer",
                "value.deserializer",
                STRINGS + "Deserializer",
                "group.id",
                "reports",
                "auto.offset.reset",
                "earliest"));
        all.putAll(more);
        return new KafkaConsumer<>(settings(user, all));
    }

    /// A topic with one record.
    void topic(String name, Map<String, String> settings) throws Exception {
        try (Admin admin = admin("admin")) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1).configs(settings)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    void write(String topic, String... values) throws Exception {
        try (KafkaProducer<String, String> producer = producer("admin", Map.of())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, value, value)).get();
            }
        }
    }

    void allow(ResourceType type, String resource, AclOperation... operations) throws Exception {
        try (Admin admin = admin("admin")) {
            for (AclOperation operation : operations) {
                admin.createAcls(List.of(new AclBinding(
                                new ResourcePattern(type, resource, PatternType.LITERAL),
                                new AccessControlEntry("User:stopper", "*", operation, AclPermissionType.ALLOW))))
                        .all()
                        .get();
            }
        }
    }
}
