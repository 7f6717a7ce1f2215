package io.levee.realparts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.realparts.Broker.Stopping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.token.delegation.DelegationToken;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The stop of users on a real broker. Each test has users, and a topic for each, of its own.
final class KafkaStopTest {
    private static final String WHOLE =
            "denied for 1 of 1 users, credentials gone for 1 of 1, 0 transactions open, 0 brokers behind";

    @SuppressWarnings("NullAway.Init")
    private static Broker broker;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        broker = Broker.start(folder);
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @Test
    void aLiveProducerEndsAndSomebodyElsesGoesOn() throws Exception {
        Stopping stopping = broker.stopping(broker.agent("writer"));
        broker.agent("bystander");
        try (Writing writer = new Writing("writer");
                Writing bystander = new Writing("bystander")) {
            writer.awaitMore(20);
            bystander.awaitMore(20);
            assertThat(stopping.verify().holds()).isFalse();

            assertThat(stopping.stop().affected()).isEqualTo(2);
            writer.awaitRefused();
            long last = broker.written("writer");
            bystander.awaitMore(50);
            assertThat(broker.written("writer")).isEqualTo(last);
            assertThat(writer.refused).hasValueMatching(TopicAuthorizationException.class::isInstance);
            assertThat(bystander.refused).hasNullValue();
        }
        assertLoginRefused("writer", Broker.PASSWORD);
        assertThat(stopping.verify().evidence()).isEqualTo(WHOLE);
        assertThat(stopping.verify().holds()).isTrue();
        assertThat(stopping.stop().affected()).as("a second time").isZero();
    }

    /// Each replica executes an order, and a signed one is executed again when the ledger has it.
    @Test
    void twoReplicasThatStopTheSameUserAtOnceDoNotFail() throws Exception {
        broker.agent("twice");
        for (int round = 0; round < 10; round++) {
            broker.issue("twice", Broker.PASSWORD);
            CyclicBarrier together = new CyclicBarrier(2);
            try (ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
                Callable<Long> stop = () -> {
                    Stopping stopping = broker.stopping("twice");
                    together.await();
                    return stopping.stop().affected();
                };
                for (Future<Long> done : replicas.invokeAll(List.of(stop, stop))) {
                    assertThat(done.get()).isNotNegative();
                }
            }
        }
        assertThat(broker.stopping("twice").verify().holds()).isTrue();
    }

    @Test
    void aConsumerReceivesNothingMore() throws Exception {
        Stopping stopping = broker.stopping(broker.agent("reader"));
        try (KafkaProducer<String, String> source = broker.producer("admin", Broker.PASSWORD, Map.of());
                KafkaConsumer<String, String> reader = broker.consumer("reader", "reader")) {
            source.send(new ProducerRecord<>("reader", "before")).get();
            await().atMost(Broker.LONGEST).until(() -> received(reader).contains("before"));
            stopping.stop();
            await().atMost(Broker.LONGEST).until(() -> isDenied(reader));
            source.send(new ProducerRecord<>("reader", "after")).get();
            assertThatThrownBy(() -> {
                        while (true) {
                            assertThat(received(reader)).isEmpty();
                        }
                    })
                    .isInstanceOf(AuthorizationException.class);
        }
    }

    /// Its time-out is a quarter of an hour: what ends it within the test is the stop.
    @Test
    void anOpenTransactionIsAbortedAndCannotBeCommitted() throws Exception {
        Stopping stopping = broker.stopping(broker.agent("booker"));
        Map<String, String> transactional = Map.of("transactional.id", "booker", "transaction.timeout.ms", "900000");
        try (KafkaProducer<String, String> booker = broker.producer("booker", Broker.PASSWORD, transactional);
                KafkaProducer<String, String> other = broker.producer("admin", Broker.PASSWORD, Map.of());
                KafkaConsumer<String, String> auditor = broker.consumer("admin", "booker")) {
            booker.initTransactions();
            booker.beginTransaction();
            booker.send(new ProducerRecord<>("booker", "half")).get();
            assertThat(stopping.verify().evidence()).contains(", 1 transactions open,");
            stopping.stop();
            assertThatThrownBy(booker::commitTransaction).isInstanceOf(Exception.class);
            other.send(new ProducerRecord<>("booker", "whole")).get();
            List<String> seen = new ArrayList<>();
            await().atMost(Broker.LONGEST).until(() -> {
                seen.addAll(received(auditor));
                return seen.contains("whole");
            });
            assertThat(seen).containsExactly("whole");
        }
        assertThat(stopping.verify().holds()).isTrue();
    }

    /// Kafka lets nobody end the token of another: it still logs in, and all it asks for is denied.
    @Test
    void aTokenOfTheUserIsDeniedToo() throws Exception {
        Stopping stopping = broker.stopping(broker.agent("tokens"));
        DelegationToken token;
        try (Admin client = Admin.create(broker.client("tokens", Broker.PASSWORD))) {
            token = client.createDelegationToken().delegationToken().get();
        }
        Map<String, Object> settings = broker.client(token.tokenInfo().tokenId(), token.hmacAsBase64String());
        settings.computeIfPresent(
                "sasl.jaas.config", (_, line) -> line.toString().replace(";", " tokenauth=true;"));
        try (Admin client = Admin.create(settings)) {
            await().atMost(Broker.LONGEST)
                    .ignoreExceptions()
                    .until(() -> client.describeTopics(List.of("tokens"))
                            .allTopicNames()
                            .get()
                            .containsKey("tokens"));
            stopping.stop();
            await().atMost(Broker.LONGEST)
                    .untilAsserted(() -> assertThatThrownBy(() -> client.describeTopics(List.of("tokens"))
                                    .allTopicNames()
                                    .get())
                            .hasCauseInstanceOf(TopicAuthorizationException.class));
        }
        assertThat(stopping.verify().evidence()).isEqualTo(WHOLE + ", 1 tokens denied");
    }

    @Test
    void namesAreTakenLetterByLetter() throws Exception {
        String odd = broker.agent("o\"dd, \\ name");
        Stopping stopping = broker.stopping(odd);
        stopping.stop();
        assertThat(stopping.verify().holds()).isTrue();
        assertLoginRefused(odd, Broker.PASSWORD);
        assertThat(broker.stopping("never was").stop().affected()).isEqualTo(1);
    }

    @Test
    void whatIsGivenBackBehindTheStopDoesNotHold() throws Exception {
        Stopping stopping = broker.stopping(broker.agent("reissued"));
        stopping.stop();
        broker.issue("reissued", "another");
        await().atMost(Broker.LONGEST).until(() -> !stopping.verify().holds());
        assertThat(stopping.stop().affected()).isEqualTo(1);
        await().atMost(Broker.LONGEST).until(() -> stopping.verify().holds());
        AclBinding denial = broker.acls("reissued").stream()
                .filter(it -> it.entry().permissionType() == AclPermissionType.DENY)
                .filter(it -> it.pattern().resourceType() == ResourceType.TOPIC)
                .findFirst()
                .orElseThrow();
        broker.admin.deleteAcls(List.of(denial.toFilter())).all().get();
        await().atMost(Broker.LONGEST).until(() -> !stopping.verify().holds());
        stopping.stop();
        stopping.resume();
        await().atMost(Broker.LONGEST)
                .until(() -> broker.acls("reissued").stream()
                        .noneMatch(it -> it.entry().permissionType() == AclPermissionType.DENY));
    }

    @Test
    void onlyWhatThisStopDeniedAndNoOtherCoversIsLetGo() throws Exception {
        broker.agent("freed");
        broker.agent("shared");
        broker.agent("denied-before");
        broker.put("denied-before", ResourceType.TOPIC, "*", AclPermissionType.DENY, AclOperation.ALL);
        var before = broker.acls("denied-before");
        var ofFreed = broker.acls("freed");
        Stopping stopping = broker.stopping("freed", "shared", "denied-before");
        stopping.stop();
        var ofShared = broker.acls("shared");

        Stopping later = broker.stopping("freed", "shared", "denied-before");
        later.alsoOrdered("a1");
        later.resume();
        later.resume();
        await().atMost(Broker.LONGEST).until(() -> broker.acls("freed").equals(ofFreed));
        assertThat(broker.acls("denied-before")).isEqualTo(before);
        assertThat(broker.acls("shared")).isEqualTo(ofShared);
        assertLoginRefused("freed", Broker.PASSWORD);
        broker.issue("freed", Broker.PASSWORD);
        broker.awaitLogin("freed");
    }

    @Test
    void theCanaryIsLetInStoppedAndPutBack() throws Exception {
        Stopping stopping = broker.stopping();
        for (int round = 0; round < 2; round++) {
            assertThat(stopping.rehearse().evidence()).isEqualTo("canary: request denied, login refused");
            await().atMost(Broker.LONGEST)
                    .until(() -> broker.acls(Broker.CANARY).isEmpty());
            assertThat(broker.admin.describeUserScramCredentials().users().get())
                    .doesNotContain(Broker.CANARY);
        }
    }

    @Test
    void aRotatedSecretAndMissingRightsAreRed() throws Exception {
        Stopping rotated = broker.stoppingAs("stopper", "the old password", "anybody");
        broker.agent("weak");
        Stopping weak = broker.stoppingAs("weak", Broker.PASSWORD, "anybody");
        for (Stopping stopping : List.of(rotated, weak)) {
            for (Runnable part : List.<Runnable>of(stopping::stop, stopping::verify, stopping::rehearse)) {
                assertThatThrownBy(part::run)
                        .isInstanceOfSatisfying(
                                LeveeException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                        .hasMessageNotContaining("old password");
            }
        }
    }

    private static void assertLoginRefused(String name, String password) {
        try (Admin client = Admin.create(broker.client(name, password))) {
            assertThatThrownBy(() -> client.describeCluster().nodes().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    private static List<String> received(KafkaConsumer<String, String> consumer) {
        List<String> values = new ArrayList<>();
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
        return values;
    }

    private static boolean isDenied(KafkaConsumer<String, String> consumer) {
        try {
            var _ = received(consumer);
            return false;
        } catch (AuthorizationException _) {
            return true;
        }
    }

    /// A producer that writes one number after the other to the topic of its user, until it is refused.
    private static final class Writing implements AutoCloseable {
        final AtomicReference<Exception> refused = new AtomicReference<>();
        private final AtomicLong written = new AtomicLong();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final Thread thread;

        Writing(String user) {
            thread = Thread.ofPlatform().name(user).start(() -> write(user));
        }

        void awaitMore(int count) {
            long from = written.get();
            await().atMost(Broker.LONGEST).until(() -> written.get() >= from + count || refused.get() != null);
        }

        void awaitRefused() {
            await().atMost(Broker.LONGEST).until(() -> refused.get() != null);
        }

        @Override
        public void close() {
            ended.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void write(String user) {
            try (KafkaProducer<String, String> producer = broker.producer(user, Broker.PASSWORD, Map.of())) {
                while (!ended.get()) {
                    String number = Long.toString(written.get() + 1);
                    producer.send(new ProducerRecord<>(user, number)).get();
                    written.incrementAndGet();
                }
            } catch (ExecutionException e) {
                refused.set(e.getCause() instanceof Exception cause ? cause : e);
            } catch (InterruptedException e) {
                refused.set(e);
            }
        }
    }
}
