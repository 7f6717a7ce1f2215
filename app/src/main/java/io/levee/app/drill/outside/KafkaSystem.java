package io.levee.app.drill.outside;

import io.levee.adapters.rest.Pause;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A broker of Kafka on which logins and ACLs count; the agent produces record after record. When each arrived, the
/// broker says.
public final class KafkaSystem implements OutsideSystem {
    private static final String STOPPER = "stopper";
    private static final String TOPIC = "drill";
    private static final int ITERATIONS = 4_096;
    private static final Duration READY_MAX = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final int REFUSED_AFTER_MILLIS = 200;
    private static final long RECORD_EVERY_MILLIS = 2;
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final String agent;
    private final String agentPassword = Password.random();
    private final String password;
    private final String bootstrap;
    private final Engine engine;
    private final Admin admin;

    private KafkaSystem(String agent, Engine engine, String bootstrap, String password) {
        this.agent = agent;
        this.engine = engine;
        this.bootstrap = bootstrap;
        this.password = password;
        this.admin = Admin.create(client("admin", password));
    }

    public static KafkaSystem start(Path home, Path folder, String agent) throws IOException {
        List<String> ports = Engine.freePorts(2);
        String password = Password.random();
        Engine engine = Engine.start(
                home,
                "kafka",
                "io.levee.engines.kafka.GuardedBroker",
                folder,
                List.of(),
                List.of(folder.toString(), ports.get(0), ports.get(1), password));
        KafkaSystem system;
        try {
            system = new KafkaSystem(agent, engine, "127.0.0.1:" + ports.get(0), password);
        } catch (KafkaException e) {
            engine.close();
            throw e;
        }
        try {
            system.prepare();
            return system;
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }

    private void prepare() {
        awaited(() -> !admin.describeCluster().nodes().get().isEmpty());
        allow(STOPPER, ResourceType.CLUSTER, "kafka-cluster", AclOperation.ALTER, AclOperation.DESCRIBE);
        allow(STOPPER, ResourceType.TRANSACTIONAL_ID, "*", AclOperation.DESCRIBE, AclOperation.WRITE);
        allow(STOPPER, ResourceType.USER, "*", AclOperation.DESCRIBE_TOKENS);
        allow(agent, ResourceType.TOPIC, TOPIC, AclOperation.WRITE, AclOperation.DESCRIBE);
        NewTopic topic = new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("message.timestamp.type", "LogAppendTime"));
        done(() -> admin.createTopics(List.of(topic)).all().get());
    }

    private void allow(String user, ResourceType type, String resource, AclOperation... operations) {
        List<AclBinding> acls = new ArrayList<>();
        for (AclOperation operation : operations) {
            acls.add(new AclBinding(
                    new ResourcePattern(type, resource, PatternType.LITERAL),
                    new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)));
        }
        done(() -> admin.createAcls(acls).all().get());
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
                        .formatted(bootstrap, STOPPER, name()),
                "footholds: [{ agent: %s, id: %s }]".formatted(agent, agent));
    }

    @Override
    public Map<String, String> secrets() {
        return Map.of(name(), password);
    }

    @Override
    public Duration bound() {
        return Duration.ofSeconds(1);
    }

    /// A stop took its credential for good, so it gets another one.
    @Override
    public Work begin() {
        ScramCredentialInfo how = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
        done(() -> admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(agent, how, agentPassword)))
                .all()
                .get());
        long from = end();
        Persistence agents = new Persistence();
        agents.again(() -> produceOn(agents));
        return new Records(agents, from);
    }

    private void produceOn(Persistence agents) throws InterruptedException, ExecutionException {
        Map<String, Object> settings = client(agent, agentPassword);
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
        return done(() -> admin.listOffsets(Map.of(PARTITION, OffsetSpec.latest()))
                .partitionResult(PARTITION)
                .get()
                .offset());
    }

    private Map<String, Object> client(String user, String secret) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("security.protocol", "SASL_PLAINTEXT");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, secret));
        return settings;
    }

    private static void awaited(Callable<Boolean> ready) {
        long deadline = System.nanoTime() + READY_MAX.toNanos();
        while (!isReady(ready)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the broker of the drill is not ready: its log is in its folder");
            }
            Pause.of(LOOK_EVERY, "the broker of the drill began");
        }
    }

    /// Whatever a broker says that is not ready yet is no yes.
    private static boolean isReady(Callable<Boolean> ready) {
        try {
            return ready.call();
        } catch (Exception _) {
            return false;
        }
    }

    private static <T> T done(Callable<T> asked) {
        try {
            return asked.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker of the drill was asked", e);
        } catch (Exception e) { // of futures
            throw new IllegalStateException("the broker of the drill refuses: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        engine.close();
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
                    client("admin", password), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
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
