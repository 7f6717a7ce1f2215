package io.levee.realparts;

import static org.awaitility.Awaitility.await;

import io.levee.adapters.kafka.KafkaStoppers;
import io.levee.app.drill.outside.Engine;
import io.levee.consent.OpenStops;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.organisation.Foothold;
import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Stopper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// A real broker with logins and ACLs, with a stopper that has the rights it needs and no more.
final class Broker implements AutoCloseable {
    static final String PASSWORD = "the right password";
    static final String CANARY = "levee-canary";
    static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Receipt AT = new Receipt(new Origin("acme", "here"), 1, Instant.EPOCH);

    private final Engine engine;
    private final String bootstrap;
    final Admin admin;

    private Broker(Engine engine, String bootstrap) {
        this.engine = engine;
        this.bootstrap = bootstrap;
        this.admin = Admin.create(client("admin", PASSWORD));
    }

    static Broker start(Path folder) throws Exception {
        List<String> ports = Engine.freePorts(2);
        Engine engine = Engines.start(
                "kafka",
                "io.levee.engines.kafka.GuardedBroker",
                folder,
                List.of(),
                List.of(folder.toString(), ports.get(0), ports.get(1), PASSWORD));
        Broker broker = new Broker(engine, "127.0.0.1:" + ports.get(0));
        await().atMost(LONGEST)
                .ignoreExceptions()
                .until(() -> !broker.admin.describeCluster().nodes().get().isEmpty());
        broker.allow("stopper", ResourceType.CLUSTER, "kafka-cluster", AclOperation.ALTER, AclOperation.DESCRIBE);
        broker.allow("stopper", ResourceType.TRANSACTIONAL_ID, "*", AclOperation.DESCRIBE, AclOperation.WRITE);
        broker.allow("stopper", ResourceType.USER, "*", AclOperation.DESCRIBE_TOKENS);
        return broker;
    }

    String bootstrap() {
        return bootstrap;
    }

    /// A user with a topic, a group and a transactional id of its own, all called as it is.
    String agent(String name) throws Exception {
        issue(name, PASSWORD);
        String own = own(name);
        allow(name, ResourceType.TOPIC, own, AclOperation.WRITE, AclOperation.READ, AclOperation.DESCRIBE);
        allow(name, ResourceType.GROUP, own, AclOperation.READ);
        allow(name, ResourceType.TRANSACTIONAL_ID, own, AclOperation.WRITE, AclOperation.DESCRIBE);
        admin.createTopics(List.of(new NewTopic(own, 1, (short) 1))).all().get();
        awaitLogin(name);
        return name;
    }

    /// A name that a topic may have.
    static String own(String name) {
        return name.replaceAll("[^a-z0-9-]", "-");
    }

    void issue(String name, String password) throws Exception {
        ScramCredentialInfo how = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
        admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(name, how, password)))
                .all()
                .get();
    }

    void awaitLogin(String name) {
        await().atMost(LONGEST)
                .ignoreExceptions()
                .until(
                        () -> {
                            try (Admin client = Admin.create(client(name, PASSWORD))) {
                                return client.describeTopics(List.of(own(name)))
                                        .allTopicNames()
                                        .get();
                            }
                        },
                        topics -> !topics.isEmpty());
    }

    void allow(String name, ResourceType type, String resource, AclOperation... operations) throws Exception {
        put(name, type, resource, AclPermissionType.ALLOW, operations);
    }

    void put(String name, ResourceType type, String resource, AclPermissionType how, AclOperation... operations)
            throws Exception {
        ResourcePattern pattern = new ResourcePattern(type, resource, PatternType.LITERAL);
        List<AclBinding> acls = new ArrayList<>();
        for (AclOperation operation : operations) {
            acls.add(new AclBinding(pattern, new AccessControlEntry("User:" + name, "*", operation, how)));
        }
        admin.createAcls(acls).all().get();
    }

    /// All ACLs of a user.
    Set<AclBinding> acls(String name) throws Exception {
        return Set.copyOf(admin.describeAcls(AclBindingFilter.ANY).values().get().stream()
                .filter(acl -> acl.entry().principal().equals("User:" + name))
                .toList());
    }

    long written(String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    KafkaProducer<String, String> producer(String name, String password, Map<String, String> more) {
        Map<String, Object> settings = client(name, password);
        settings.put("acks", "all");
        settings.put("linger.ms", 0);
        settings.put("max.block.ms", 30_000);
        settings.put("delivery.timeout.ms", 60_000);
        settings.putAll(more);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    KafkaConsumer<String, String> consumer(String name, String topic) {
        Map<String, Object> settings = client(name, PASSWORD);
        settings.put("group.id", topic);
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed");
        KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    Map<String, Object> client(String name, String password) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("security.protocol", "SASL_PLAINTEXT");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(quoted(name), quoted(password)));
        settings.put("request.timeout.ms", 30_000);
        return settings;
    }

    Stopping stopping(String... users) {
        return new Stopping(bootstrap, "stopper", PASSWORD, users);
    }

    Stopping stoppingAs(String user, String password, String... users) {
        return new Stopping(bootstrap, user, password, users);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        engine.close();
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /// The stopper as a replica would have it: the n-th user is the foothold of the agent `a<n>`.
    static final class Stopping {
        private final OpenStops open = new OpenStops();
        private final Stopper stopper;

        private Stopping(String bootstrap, String user, String password, String... users) {
            List<Foothold> footholds = new ArrayList<>();
            for (String name : users) {
                footholds.add(new Foothold(ActorId.agent("a" + footholds.size()), Optional.empty(), name));
            }
            StopperSource source = new StopperSource(
                    "streams",
                    "kafka",
                    Map.of(
                            "bootstrap", bootstrap,
                            "user", user,
                            "secret", "streams-stopper",
                            "protocol", "SASL_PLAINTEXT",
                            "superusers", "User:admin"),
                    Optional.of(CANARY),
                    footholds,
                    1);
            this.stopper = new KafkaStoppers()
                    .stopper(source, new Footholds(footholds, source.canary(), open, Nobody::new), _ -> password);
        }

        Stopper.Done stop() {
            return stopper.stop(order("one", new Scope.Everything()), AT);
        }

        Stopper.Proof verify() {
            return stopper.verify(order("one", new Scope.Everything()), AT);
        }

        void resume() {
            stopper.resume(order("one", new Scope.Everything()));
        }

        Stopper.Proof rehearse() {
            return stopper.rehearse().orElseThrow();
        }

        /// Another order that is in force, for one agent.
        void alsoOrdered(String agent) {
            open.learned(new Entry(AT.origin(), 2, Instant.EPOCH, order("two", new Scope.Agent(ActorId.agent(agent)))));
        }

        private static StopFact.Ordered order(String id, Scope scope) {
            return new StopFact.Ordered(
                    new StopId(id), scope, Set.of(Layer.IDENTITY), ActorId.person("cy"), "it floods topics");
        }
    }

    /// No passport matters here: orders name agents or everything.
    private record Nobody() implements Directory {
        @Override
        public Optional<Person> person(ActorId person) {
            return Optional.empty();
        }

        @Override
        public Optional<Passport> passport(ActorId agent) {
            return Optional.empty();
        }
    }
}
