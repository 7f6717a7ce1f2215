package io.levee.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.adapters.json.JacksonFactCodec;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.ledger.Freshness;
import io.levee.ledger.Ledger;
import io.levee.ledger.Receipt;
import io.levee.testkit.SampleFacts;
import io.levee.testkit.TestPostgres;
import java.net.SocketTimeoutException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The database goes away and comes back; what was acknowledged stays, what was not is never there twice.
class OutageTest {
    private final String url = TestPostgres.freshDatabase();
    private final Cable cable = new Cable(url);

    @AfterEach
    void close() {
        cable.close();
    }

    @Test
    void aFactWhoseAnswerWasLostIsRecordedOnceAndAcknowledged() {
        try (Replica replica = Replica.start("replica-1", cable.url())) {
            replica.ledger().write(SampleFacts.decided("before"));
            cable.loseAnswers();
            CompletableFuture<Receipt> pending = replica.ledger().append(SampleFacts.decided("lost"));
            awaitOutage(replica);
            assertThat(pending).isNotDone();
            cable.plugIn();
            assertThat(pending.join().position()).isEqualTo(1);
            assertThat(replica.ledger().write(SampleFacts.decided("after")).position())
                    .isEqualTo(2);
            assertThat(replica.ledger().about("lost")).hasSize(1);
        }
    }

    @Test
    void factsWaitOutAShortOutageAndKeepTheirOrder() {
        try (Replica replica = Replica.start("replica-1", cable.url())) {
            cable.cut();
            List<CompletableFuture<Receipt>> pending = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                pending.add(replica.ledger().append(SampleFacts.decided("d" + i)));
            }
            awaitOutage(replica);
            assertThat(pending).noneMatch(CompletableFuture::isDone);
            cable.plugIn();
            assertThat(pending.stream().map(one -> one.join().position()).toList())
                    .containsExactlyElementsOf(
                            LongStream.range(0, 3_000).boxed().toList());
        }
    }

    @Test
    void whoReadsDoesNotNoticeThatConnectionsWereLost() throws Exception {
        try (Database database = Database.external(cable.url())) {
            readAtOnce(database);
            cable.cut();
            cable.plugIn();
            assertThat(readAtOnce(database)).containsOnly(1).hasSize(Database.CONNECTIONS_MAX);
        }
    }

    @Test
    void whoWaitedInVainDoesNotWaitAgain() {
        AtomicInteger asked = new AtomicInteger();
        try (Database database = Database.external(url)) {
            refused(database, asked, new SQLException("too late", "08006", new SocketTimeoutException()));
            assertThat(asked).hasValue(1);
            refused(database, asked, new SQLException("lost", "08006"));
            assertThat(asked).hasValue(3);
        }
    }

    private static void refused(Database database, AtomicInteger asked, SQLException why) {
        assertThatThrownBy(() -> database.read(_ -> {
                    asked.incrementAndGet();
                    throw why;
                }))
                .isInstanceOfSatisfying(
                        LeveeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE));
    }

    /// Each holds a connection until all have one.
    private static List<Integer> readAtOnce(Database database) throws Exception {
        CyclicBarrier all = new CyclicBarrier(Database.CONNECTIONS_MAX);
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> reads = new ArrayList<>();
            for (int i = 0; i < Database.CONNECTIONS_MAX; i++) {
                AtomicBoolean waited = new AtomicBoolean();
                reads.add(readers.submit(() -> database.read(connection -> {
                    if (!waited.getAndSet(true)) {
                        await(all);
                    }
                    try (ResultSet one = connection.createStatement().executeQuery("SELECT 1")) {
                        one.next();
                        return one.getInt(1);
                    }
                })));
            }
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> read : reads) {
                answers.add(read.get(30, TimeUnit.SECONDS));
            }
            return answers;
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("not all came", e);
        }
    }

    @Test
    void factsThatWaitedTooLongAreRefusedAndNeverAppear() {
        try (Replica replica = Replica.impatient("replica-1", cable.url())) {
            cable.cut();
            refusedWith(replica.ledger(), ErrorCode.DATABASE_UNAVAILABLE);
            refusedWith(replica.ledger(), ErrorCode.DATABASE_UNAVAILABLE);
            cable.plugIn();
            Awaitility.await()
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(replica.ledger().write(SampleFacts.decided("after")))
                            .isNotNull());
            assertThat(replica.ledger().about("refused")).isEmpty();
            assertThat(replica.ledger().failure()).isEmpty();
        }
    }

    @Test
    void theQueueIsBoundedAndSaysSo() {
        try (Replica replica = Replica.start("replica-1", cable.url())) {
            cable.cut();
            List<CompletableFuture<Receipt>> pending = new ArrayList<>();
            for (int i = 0; i < LedgerWriter.QUEUE_MAX + LedgerWriter.BATCH_MAX + 1; i++) {
                pending.add(replica.ledger().append(SampleFacts.decided("d" + i)));
            }
            refusedWith(replica.ledger(), ErrorCode.LEDGER_FULL);
            cable.plugIn();
            long written = pending.stream().filter(one -> settled(one) == null).count();
            assertThat(written).isGreaterThanOrEqualTo(LedgerWriter.QUEUE_MAX);
            assertThat(pending)
                    .allSatisfy(one -> assertThat(settled(one))
                            .satisfiesAnyOf(
                                    failure -> assertThat(failure).isNull(),
                                    failure -> assertThat(failure).isEqualTo(ErrorCode.LEDGER_FULL)));
            assertThat(replica.ledger().write(SampleFacts.decided("next")).position())
                    .isEqualTo(written);
        }
    }

    @Test
    void aReplicaThatHearsNothingGrowsStaleAndRecovers() {
        try (Replica replica = Replica.start("replica-1", cable.url())) {
            assertThat(replica.ledger().age()).isLessThan(Freshness.CHANGES_DENIED_AFTER);
            cable.cut();
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(replica.ledger().age()).isGreaterThan(Freshness.CHANGES_DENIED_AFTER));
            cable.plugIn();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(replica.ledger().age()).isLessThan(Freshness.CHANGES_DENIED_AFTER));
        }
    }

    @Test
    void whoeverWasReplacedWhileTheDatabaseWasAwayNeverWritesAgain() {
        try (Replica replica = Replica.start("replica-1", cable.url())) {
            replica.ledger().write(SampleFacts.decided("mine"));
            cable.cut();
            try (Database direct = Database.external(url);
                    PostgresLedger successor = PostgresLedger.open(
                            direct, replica.origin, replica.signer, new JacksonFactCodec(), InstantSource.system())) {
                assertThat(successor.write(SampleFacts.decided("theirs")).position())
                        .isEqualTo(1);
                cable.plugIn();
                refusedWith(replica.ledger(), ErrorCode.ORIGIN_IN_USE);
                refusedWith(replica.ledger(), ErrorCode.ORIGIN_IN_USE);
                assertThat(replica.ledger().failure()).isPresent();
                assertThat(successor.write(SampleFacts.decided("still-theirs")).position())
                        .isEqualTo(2);
            }
        }
    }

    private static void awaitOutage(Replica replica) {
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(replica.ledger().age()).isGreaterThan(Replication.POLL_EVERY.multipliedBy(3)));
    }

    private static void refusedWith(Ledger ledger, ErrorCode code) {
        assertThatThrownBy(() -> ledger.write(SampleFacts.decided("refused")))
                .isInstanceOfSatisfying(
                        LeveeException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static @Nullable ErrorCode settled(CompletableFuture<Receipt> pending) {
        try {
            pending.join();
            return null;
        } catch (CompletionException e) {
            return e.getCause() instanceof LeveeException known ? known.code() : ErrorCode.INTERNAL;
        }
    }
}
