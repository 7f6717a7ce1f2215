package io.levee.realparts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.levee.adapters.kafka.Cluster;
import io.levee.adapters.kafka.LagSignals;
import io.levee.adapters.kafka.admin.KafkaBounds;
import io.levee.adapters.kafka.admin.KafkaChange;
import io.levee.adapters.kafka.admin.KafkaDoor;
import io.levee.adapters.kafka.admin.KafkaOperations;
import io.levee.adapters.kafka.admin.KafkaRefusal;
import io.levee.adapters.kafka.admin.Outcome;
import io.levee.app.demo.flagflip.Attempts;
import io.levee.facts.JobId;
import io.levee.organisation.SignalSource;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.Signal;
import io.levee.testkit.SampleJobs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Levee's own operations on a real cluster, by a user that has the rights of ADR 0123 and no
/// more.
final class KafkaOperationsTest {
    private static final String SECRET = "only-the-gateway-has-this";
    private static final Map<String, String> BOUNDED = Map.of("retention.bytes", "4194304", "segment.bytes", "1048576");

    @SuppressWarnings("NullAway.Init")
    private static Broker broker;

    @SuppressWarnings("NullAway.Init")
    private static KafkaOperations operations;

    @SuppressWarnings("NullAway.Init")
    private static KafkaDoor door;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        broker = Broker.start(folder);
        broker.issue("operator", Broker.PASSWORD);
        broker.allow(
                "operator",
                ResourceType.CLUSTER,
                "kafka-cluster",
                AclOperation.ALTER,
                AclOperation.DESCRIBE,
                AclOperation.ALTER_CONFIGS,
                AclOperation.DESCRIBE_CONFIGS);
        broker.allow(
                "operator",
                ResourceType.TOPIC,
                "*",
                AclOperation.CREATE,
                AclOperation.DELETE,
                AclOperation.ALTER,
                AclOperation.ALTER_CONFIGS,
                AclOperation.DESCRIBE,
                AclOperation.DESCRIBE_CONFIGS);
        broker.agent("second-agent");
        broker.admin
                .createTopics(List.of(new NewTopic("orders", 1, (short) 1)))
                .all()
                .get();
        operations = new KafkaOperations(cluster("operator"), bounds(), new Random(7));
        door = KafkaDoor.start(0, operations, () -> SECRET);
        await().atMost(Broker.LONGEST).ignoreExceptions().until(() -> operations.listTopics() != null);
    }

    @AfterAll
    static void stop() {
        door.close();
        broker.close();
    }

    @Test
    void anAgentsOwnUserHasNoRightToAnythingThatTakesAClusterDown() {
        List<Attempts.Attempt> attempts = Attempts.by(broker.client("second-agent", Broker.PASSWORD));
        assertThat(attempts).hasSizeGreaterThan(20).allMatch(Attempts.Attempt::isDenied);
        assertThat(attempts)
                .extracting(Attempts.Attempt::what)
                .anyMatch(it -> it.contains("message.max.bytes"))
                .anyMatch(it -> it.contains("of every user"))
                .anyMatch(it -> it.contains("unregister"));
    }

    /// What would be a default in Kafka's own words, and what is of a broker, is refused before
    /// anybody asks it.
    @Test
    void whatTakesAClusterDownIsNoOperationAndItsSettingsAreRefusedByName() throws Exception {
        assertThat(operations.apply(new KafkaChange.CreateTopic("agents.t1", 1, BOUNDED)))
                .isInstanceOf(Outcome.Done.class);
        for (Map.Entry<String, String> each : Map.of(
                        "message.max.bytes", "2097152",
                        "max.message.bytes", "1",
                        "max.connections", "1",
                        "cleanup.policy", "compact",
                        "retention.ms", "1",
                        "retention.bytes", "-1",
                        "min.insync.replicas", "2")
                .entrySet()) {
            assertThat(operations.apply(new KafkaChange.AlterTopic(
                            "agents.t1", Optional.empty(), Map.of(each.getKey(), each.getValue()))))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class, no -> assertThat(no.detail()).contains("`" + each.getKey()));
        }
        for (String everybody : List.of("", "*", "<default>", "ANONYMOUS", "admin", "operator")) {
            assertThat(operations.apply(new KafkaChange.SetQuota(
                            everybody, Optional.empty(), Map.of("producer_byte_rate", 100_000.0))))
                    .as(everybody)
                    .isInstanceOf(Outcome.Refused.class);
        }
        assertThat(operations.apply(new KafkaChange.DeleteTopic("__consumer_offsets")))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, no -> assertThat(no.refusal()).isEqualTo(KafkaRefusal.TOPIC_NOT_AGENTS));
        assertThat(ask("POST", "/brokers/1/unregister", "{}").statusCode()).isEqualTo(404);
        assertThat(ask("PATCH", "/brokers/1", "{\"configs\":{\"message.max.bytes\":\"1\"}}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(broker.admin
                        .describeClientQuotas(ClientQuotaFilter.all())
                        .entities()
                        .get()
                        .keySet())
                .noneMatch(it -> it.entries().containsValue(null));
    }

    @Test
    void aTopicIsMadeOnceAlteredAndPutBackToWhatItWas() throws Exception {
        KafkaChange create = new KafkaChange.CreateTopic("agents.t2", 1, BOUNDED);
        assertThat(operations.apply(create)).isInstanceOf(Outcome.Done.class);
        assertThat(operations.apply(create)).isInstanceOf(Outcome.Unchanged.class);
        Outcome altered = operations.apply(new KafkaChange.AlterTopic(
                "agents.t2",
                Optional.of(2),
                Map.of("retention.bytes", "2097152", "min.insync.replicas", "1", "retention.ms", "3600000")));
        assertThat(altered).isInstanceOfSatisfying(Outcome.Done.class, done -> {
            assertThat(config("agents.t2", "retention.bytes")).isEqualTo("2097152");
            assertThat(done.undo().lost()).anyMatch(it -> it.contains("partitions"));
            assertThat(operations.undo(done.id())).isInstanceOf(Outcome.Done.class);
            assertThat(config("agents.t2", "retention.bytes")).isEqualTo("4194304");
            assertThat(config("agents.t2", "retention.ms")).isEqualTo("604800000");
            assertThat(operations.undo(done.id())).as("once").isInstanceOf(Outcome.Refused.class);
        });
        assertThat(config("agents.t2", "cleanup.policy")).isEqualTo("delete");
        assertThat(operations.describeTopic("agents.t2").orElseThrow().partitions())
                .isEqualTo(2);
        assertThat(operations.describeTopic("orders")).isEmpty();
        assertThat(operations.listTopics()).contains("agents.t2").doesNotContain("orders");
        assertThat(operations.apply(new KafkaChange.DeleteTopic("agents.t2"))).isInstanceOf(Outcome.Done.class);
        assertThat(operations.apply(new KafkaChange.DeleteTopic("agents.t2"))).isInstanceOf(Outcome.Unchanged.class);
    }

    @Test
    void aUserMayWriteWithinItsPrefixOnceItHasAQuotaUntilThatIsTakenBack() throws Exception {
        broker.issue("writer", Broker.PASSWORD);
        KafkaChange grant = new KafkaChange.Grant("writer", KafkaChange.Role.PRODUCER, "agents.w");
        assertThat(operations.apply(new KafkaChange.CreateTopic("agents.w1", 1, BOUNDED)))
                .isInstanceOf(Outcome.Done.class);
        assertThat(operations.apply(grant))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, no -> assertThat(no.refusal()).isEqualTo(KafkaRefusal.QUOTA_MISSING));
        assertThat(operations.apply(
                        new KafkaChange.SetQuota("writer", Optional.empty(), Map.of("producer_byte_rate", 100_000.0))))
                .isInstanceOf(Outcome.Done.class);
        assertThat(operations.apply(grant)).isInstanceOfSatisfying(Outcome.Done.class, done -> {
            assertThat(write("writer", "agents.w1")).isEqualTo("written");
            assertThat(write("writer", "orders")).contains("TopicAuthorization");
            assertThat(operations.undo(done.id())).isInstanceOf(Outcome.Done.class);
            assertThat(write("writer", "agents.w1")).contains("TopicAuthorization");
        });
        assertThat(broker.acls("writer")).isEmpty();
    }

    @Test
    void whatIsEnforcedBoundsATopicThatHadNoBoundsAndStaysWhenAskedAgain() throws Exception {
        broker.admin
                .createTopics(List.of(new NewTopic("debug-events", 1, (short) 1)))
                .all()
                .get();
        broker.issue("debug-app", Broker.PASSWORD);
        broker.allow("debug-app", ResourceType.TOPIC, "debug-events", AclOperation.WRITE, AclOperation.DESCRIBE);
        assertThat(operations.apply(new KafkaChange.CreateTopic("agents.t3", 1, BOUNDED)))
                .as("no room is counted beside what has no bound")
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        no -> assertThat(no.detail()).contains("topic debug-events", "user debug-app"));
        assertThat(operations.enforce("debug-app", "debug-events")).isInstanceOf(Outcome.Done.class);
        assertThat(operations.enforce("debug-app", "debug-events")).isInstanceOf(Outcome.Unchanged.class);
        assertThat(config("debug-events", "retention.bytes")).isEqualTo("4194304");
        assertThat(config("debug-events", "segment.bytes")).isEqualTo("1048576");
        ClientQuotaEntity user = new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, "debug-app"));
        assertThat(broker.admin
                        .describeClientQuotas(ClientQuotaFilter.all())
                        .entities()
                        .get()
                        .get(user))
                .containsEntry("producer_byte_rate", 131_072.0);
        assertThat(operations.enforce("debug-app", "orders")).isInstanceOf(Outcome.Refused.class);
        assertThat(operations.enforce("admin", "debug-events")).isInstanceOf(Outcome.Refused.class);
        assertThat(operations.apply(new KafkaChange.DeleteTopic("debug-events")))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void theDoorOpensForTheGatewaysSecretAlone() throws Exception {
        URI topics = door.uri().resolve("/topics");
        for (Optional<String> wrong : List.of(
                Optional.<String>empty(),
                Optional.of("Bearer "),
                Optional.of("Bearer wrong"),
                Optional.of("bearer " + SECRET),
                Optional.of("Basic " + SECRET))) {
            HttpRequest.Builder request = HttpRequest.newBuilder(topics);
            wrong.ifPresent(it -> request.header("Authorization", it));
            HttpResponse<String> answer = send(request.GET().build());
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
        assertThat(ask("GET", "/topics", "").statusCode()).isEqualTo(200);
    }

    @Test
    void theDoorDoesWhatTheOperationsDoAndRefusesWithAProblem() throws Exception {
        String bounded = "{\"partitions\":1,\"configs\":{\"retention.bytes\":\"1048576\",\"segment.bytes\":1048576}}";
        HttpResponse<String> made = ask("PUT", "/topics/agents.d1", bounded);
        assertThat(made.body()).contains("\"changed\":true");
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(ask("PUT", "/topics/agents.d1", bounded).body()).contains("\"changed\":false");
        assertThat(ask("GET", "/topics/agents.d1", "").body()).contains("\"bounded\":true");
        HttpResponse<String> refused =
                ask("PATCH", "/topics/agents.d1", "{\"configs\":{\"message.max.bytes\":\"2097152\"}}");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("config-not-allowed", "`message.max.bytes`");
        assertThat(ask("PUT", "/users/d/producer/agents.d", "").statusCode()).isEqualTo(409);
        assertThat(ask("PUT", "/users/d/quota", "{\"limits\":{\"producer_byte_rate\":70000}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(ask("PUT", "/users/%3Cdefault%3E/quota", "{\"limits\":{\"producer_byte_rate\":70000}}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(ask("PUT", "/users/d/consumer/agents.d", "").statusCode()).isEqualTo(200);
        assertThat(ask("DELETE", "/users/d/consumer/agents.d", "").statusCode()).isEqualTo(200);
        assertThat(ask("DELETE", "/topics/agents.d1", "").statusCode()).isEqualTo(200);
        assertThat(ask("GET", "/topics/agents.d1", "").statusCode()).isEqualTo(404);
        for (String body : List.of("", "[]", "{", "{\"a\":1}", "{\"partitions\":1,\"partitions\":2}", "null")) {
            assertThat(ask("PUT", "/topics/agents.d2", body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        for (String path : List.of("/", "/topics/a/b", "/brokers", "/users/d", "/topics/%ff", "/users/d/quota/x/y/z")) {
            assertThat(ask("DELETE", path, "").statusCode()).as(path).isIn(404, 422);
        }
        assertThat(ask("PUT", "/topics/agents.d2", "x".repeat(KafkaDoor.BODY_BYTES_MAX + 1))
                        .statusCode())
                .isEqualTo(413);
    }

    private static HttpResponse<String> ask(String method, String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(door.uri() + path))
                .header("Authorization", "Bearer " + SECRET)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String config(String topic, String key) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            var configs = broker.admin.describeConfigs(Set.of(resource)).all().get();
            ConfigEntry entry = Objects.requireNonNull(configs.get(resource)).get(key);
            return String.valueOf(entry == null ? "none" : entry.value());
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Of what reads for jobs, by a user that may only look.
    @Test
    void aJobThatFallsBehindIsFound() throws Exception {
        broker.issue("watcher", Broker.PASSWORD);
        broker.allow("watcher", ResourceType.GROUP, "*", AclOperation.DESCRIBE);
        broker.allow("watcher", ResourceType.TOPIC, "read-by-jobs", AclOperation.DESCRIBE);
        broker.admin
                .createTopics(List.of(new NewTopic("read-by-jobs", 1, (short) 1)))
                .all()
                .get();
        Map<TopicPartition, OffsetAndMetadata> nothing =
                Map.of(new TopicPartition("read-by-jobs", 0), new OffsetAndMetadata(0));
        for (String group : List.of("job-1-etl", "job-12", "billing")) {
            broker.admin.alterConsumerGroupOffsets(group, nothing).all().get();
        }
        try (KafkaProducer<String, String> producer = broker.producer("admin", Broker.PASSWORD, Map.of())) {
            for (int i = 0; i < 3; i++) {
                var _ = producer.send(new ProducerRecord<>("read-by-jobs", "x")).get();
            }
        }
        List<Job> running = List.of(SampleJobs.running("job-1"), SampleJobs.running("job-2"));
        await().atMost(Broker.LONGEST)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(lag("watcher", 2).harmful(running))
                        .isEqualTo(Map.of(new JobId("job-1"), "3 records behind, of `job-1`, and 2 are its limit")));
        assertThat(lag("watcher", 3).harmful(running)).isEmpty();
    }

    private static Signal lag(String user, int most) {
        Map<String, String> settings = Map.of(
                "bootstrap",
                String.valueOf(broker.client(user, "").get("bootstrap.servers")),
                "user",
                user,
                "secret",
                user,
                "protocol",
                "SASL_PLAINTEXT",
                "most",
                String.valueOf(most));
        return new LagSignals()
                .signal(
                        new SignalSource("lag", "kafka-lag", Duration.ofSeconds(30), settings, 1),
                        _ -> Broker.PASSWORD);
    }

    private static String write(String user, String topic) {
        try (KafkaProducer<String, String> producer = broker.producer(user, Broker.PASSWORD, Map.of())) {
            var _ = producer.send(new ProducerRecord<>(topic, "x")).get();
            return "written";
        } catch (Exception e) {
            return String.valueOf(e);
        }
    }

    private static Cluster cluster(String user) {
        return Cluster.of(
                Map.of(
                        "bootstrap",
                        String.valueOf(broker.client(user, "").get("bootstrap.servers")),
                        "user",
                        user,
                        "secret",
                        user,
                        "protocol",
                        "SASL_PLAINTEXT",
                        "superusers",
                        "User:admin"),
                _ -> Broker.PASSWORD);
    }

    private static KafkaBounds bounds() {
        return KafkaBounds.of(Map.of(
                "topics", "debug-,agents.",
                "diskBytes", "200000000",
                "retentionBytesMax", "4194304",
                "segmentBytesMax", "2097152",
                "partitionsMax", "4",
                "replicas", "1",
                "rateMax", "131072",
                "lagMillis", "65000"));
    }
}
