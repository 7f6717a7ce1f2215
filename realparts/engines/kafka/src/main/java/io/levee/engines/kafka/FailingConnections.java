package io.levee.engines.kafka;

import io.levee.engines.kafka.FailingClients.Client;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Clients that do not get as far as a topic.
final class FailingConnections {
    static final Map<String, Client> ALL = Map.ofEntries(
            Map.entry("wrong-password", login -> send(new Login(login.broker(), "the wrong one"), Map.of())),
            Map.entry("nothing-listens", login -> send(login, Map.of("bootstrap.servers", "127.0.0.1:1"))),
            Map.entry("host-unknown", login -> send(login, Map.of("bootstrap.servers", "kafka.nowhere.invalid:9092"))),
            Map.entry("address-unreadable", login -> send(login, Map.of("bootstrap.servers", "kafka-without-port"))),
            Map.entry("no-login", login -> send(login, Map.of("security.protocol", "PLAINTEXT"))),
            Map.entry("tls-to-plain", login -> send(login, Map.of("security.protocol", "SASL_SSL"))),
            Map.entry(
                    "mechanism",
                    login -> send(
                            login,
                            Map.of(
                                    "sasl.mechanism",
                                    "PLAIN",
                                    "sasl.jaas.config",
                                    "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                            + " username=\"admin\" password=\"x\";"))),
            Map.entry("no-jaas", login -> {
                Map<String, Object> settings = new HashMap<>(login.settings(
                        "admin",
                        Map.of(
                                "key.serializer", "org.apache.kafka.common.serialization.StringSerializer",
                                "value.serializer", "org.apache.kafka.common.serialization.StringSerializer")));
                settings.remove("sasl.jaas.config");
                new KafkaProducer<String, String>(settings).close();
            }),
            Map.entry("acks-not-idempotent", login -> send(login, Map.of("acks", "1", "enable.idempotence", true))),
            Map.entry("admin-nothing-listens", login -> {
                Map<String, Object> settings = login.settings(
                        "admin",
                        Map.of(
                                "bootstrap.servers", "127.0.0.1:1",
                                "default.api.timeout.ms", 5_000,
                                "request.timeout.ms", 4_000));
                try (Admin admin = Admin.create(settings)) {
                    admin.describeTopics(List.of("orders")).allTopicNames().get();
                }
            }));

    private FailingConnections() {}

    private static void send(Login login, Map<String, ?> settings) throws Exception {
        try (KafkaProducer<String, String> producer = login.producer("admin", settings)) {
            producer.send(new ProducerRecord<>("orders", "key", "1")).get();
        }
    }
}
