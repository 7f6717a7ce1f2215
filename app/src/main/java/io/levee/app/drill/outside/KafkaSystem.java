package io.levee.app.drill.outside;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A broker of Kafka on which logins and ACLs count; the agent produces record after record. When
/// each arrived, the broker says.
public final class KafkaSystem implements OutsideSystem {
    private static final String STOPPER = "stopper";
    private static final String TOPIC = "drill";
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final int REFUSED_AFTER_MILLIS = 200;
    private static final long RECORD_EVERY_MILLIS = 2;
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final String agent;
    private final String agentPassword = Password.random();
    private final GuardedKafka kafka;
    private final Admin admin;

    private KafkaSystem(String agent, GuardedKafka kafka) {
        this.agent = agent;
        this.kafka = kafka;
        this.admin = kafka.admin();
    }

    public static KafkaSystem start(Path home, Path folder, String agent) throws IOException {
        GuardedKafka kafka = GuardedKafka.start(home, folder, new GuardedKafka.Place(folder, List.of(), List.of()));
        try {
            KafkaSystem system = new KafkaSystem(agent, kafka);
            system.prepare();
            return system;
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    private void prepare() {
        kafka.allow(STOPPER, ResourceType.CLUSTER, "kafka-cluster", AclOperation.ALTER, AclOperation.DESCRIBE);
        kafka.allow(STOPPER, ResourceType.TRANSACTIONAL_ID, "*", AclOperation.DESCRIBE, AclOperation.WRITE);
        kafka.allow(STOPPER, ResourceType.USER, "*", AclOperation.DESCRIBE_TOKENS);
        kafka.allow(agent, ResourceType.TOPIC, TOPIC, AclOperation.WRITE, AclOperation.DESCRIBE);
        NewTopic topic = new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("message.timestamp.type", "LogAppendTime"));
        GuardedKafka.done(() -> admin.createTopics(List.of(topic)).all().get());
    }

    @Override
    public String name() {
        return "kafka-user";
    }

    @Override
    public List<String> stopper() {
        return List.of(
                "system: kafka",
                "settings: { bootstrap: \"%s\", user: %s, secret: %s, protocol: SASL_PLAINTEXT, superusers: \"User:admin\" }"
                        .formatted(kafka.bootstrap(), STOPPER, name()),
                "footholds: [{ agent: %s, id: %s }]".formatted(agent, agent));
    }

    @Override
    public Map<String, String> secrets() {
        return Map.of(name(), kafka.password());
    }

    @Override
    public Duration bound() {
        return Duration.ofSeconds(1);
    }

    /// A stop took its credential for good, so it gets another one.
    @Override
    public Work begin() {
        kafka.issue(agent, agentPassword);
        long from = end();
        Persistence agents = new Persistence();
        agents.again(() -> produceOn(agents));
        return new Records(agents, from);
    }

    private void produceOn(Persistence agents) throws InterruptedException, ExecutionException {
        Map<String, Object> settings = kafka.client(agent, agentPassword);
        settings.put("acks", "all");
        settings.put("linger.ms", 0);
        settings.put("max.block.ms", REFUSED_AFTER_MILLIS);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            while (!agents.isOver()) {
                var _ = producer.send(new ProducerRecord<>(TOPIC, new byte[] {1}))
                        .get();
                TimeUnit.MILLISECONDS.sleep(RECORD_EVERY_MILLIS);
            }
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    private long end() {
        return GuardedKafka.done(() -> admin.listOffsets(Map.of(PARTITION, OffsetSpec.latest()))
                .partitionResult(PARTITION)
                .get()
                .offset());
    }

    @Override
    public void close() {
        kafka.close();
    }

    private final class Records implements Work {
        private final Persistence agents;
        private final long from;

        Records(Persistence agents, long from) {
            this.agents = agents;
            this.from = from;
        }

        @Override
        public long count() {
            return end() - from;
        }

        @Override
        public List<Instant> arrivals() {
            List<Instant> arrivals = new ArrayList<>();
            long end = end();
            long deadline = System.nanoTime() + ANSWER_MAX.toNanos();
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                    kafka.client("admin", kafka.password()),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                consumer.assign(List.of(PARTITION));
                consumer.seek(PARTITION, from);
                while (consumer.position(PARTITION) < end && System.nanoTime() - deadline < 0) {
                    for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(100))) {
                        arrivals.add(Instant.ofEpochMilli(each.timestamp()));
                    }
                }
            }
            return arrivals;
        }

        @Override
        public void close() {
            agents.close();
        }
    }
}
