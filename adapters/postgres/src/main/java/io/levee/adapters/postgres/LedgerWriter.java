package io.levee.adapters.postgres;

import io.levee.facts.Fact;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.ledger.FactCodec;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.ledger.proof.NoteSigner;
import io.levee.ledger.proof.SignedNote;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// The one thread that writes the log of this replica. Whatever waits is written together, so the disk is
/// asked to sync once for all of it.
///
/// While the database is away it tries again and again; facts wait in a bounded queue, and each is refused
/// when it has waited too long. INVARIANT: a fact is refused only where it is known not to be recorded. After
/// a failure in the middle of a statement that is not known, so the batch stays as it is until the log itself
/// says whether it grew.
final class LedgerWriter implements Runnable {
    /// Facts that may wait.
    static final int QUEUE_MAX = 16_384;
    /// Facts in one statement.
    static final int BATCH_MAX = 1_024;
    /// A fact that waited this long while the database is away is refused.
    static final Duration PATIENCE = Duration.ofSeconds(10);
    /// A growing log signs a checkpoint this often.
    static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(1);

    /// How long facts that nobody waits for are collected.
    static final Duration LEISURE = Duration.ofMillis(5);

    private static final Duration IDLE = Duration.ofMillis(200);
    private static final System.Logger LOG = System.getLogger(LedgerWriter.class.getName());

    private final Backlog backlog = new Backlog(QUEUE_MAX, BATCH_MAX);
    private final Queue<CompletableFuture<SignedNote>> checkpointsWanted = new ConcurrentLinkedQueue<>();
    private final Origin origin;
    private final FactCodec codec;
    private final NoteSigner signer;
    private final InstantSource clock;
    private final Publisher publisher;
    private final Reconnect reconnect;
    private final Duration patience;
    private final Thread thread;

    private volatile boolean closing;
    private volatile @Nullable LeveeException ended;
    private LogState state; // this and below: the writer thread's own
    private @Nullable LogSession session;
    private long checkpointDue;

    /// Opens the session again after the first one broke.
    interface Reconnect {
        LogSession open() throws SQLException;
    }

    LedgerWriter(
            Origin origin,
            FactCodec codec,
            NoteSigner signer,
            InstantSource clock,
            LogState state,
            LogSession session,
            Publisher publisher,
            Reconnect reconnect,
            Duration patience) {
        this.origin = origin;
        this.codec = codec;
        this.signer = signer;
        this.clock = clock;
        this.state = state;
        this.session = session;
        this.publisher = publisher;
        this.reconnect = reconnect;
        this.patience = patience;
        this.checkpointDue = System.nanoTime();
        this.thread = Thread.ofPlatform().name("levee-ledger-writer").daemon().unstarted(this);
    }

    void start() {
        thread.start();
    }

    CompletableFuture<Receipt> append(Fact fact, boolean hurried) {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        Pending pending = new Pending(fact, receipt, hurried, System.nanoTime() + patience.toNanos());
        LeveeException over = ended;
        if (closing || over != null) {
            receipt.completeExceptionally(over != null ? over : closed());
        } else if (!backlog.offer(pending)) {
            receipt.completeExceptionally(new LeveeException(
                    ErrorCode.LEDGER_FULL,
                    "%d facts wait for the database already: try again later".formatted(QUEUE_MAX)));
        } else if (ended != null || (closing && !thread.isAlive())) {
            refuseAll(ended != null ? ended : closed()); // it ended just now and may have missed this one
        }
        return receipt;
    }

    /// Why nothing can be written any more, where that is so.
    Optional<LeveeException> failure() {
        return Optional.ofNullable(ended);
    }

    /// A checkpoint that covers everything acknowledged until now.
    CompletableFuture<SignedNote> checkpoint() {
        CompletableFuture<SignedNote> wanted = new CompletableFuture<>();
        checkpointsWanted.add(wanted);
        if (closing || ended != null) {
            wanted.completeExceptionally(closed());
        }
        return wanted;
    }

    /// Writes what waits, signs it, and ends. Gives up where the database is away.
    void close() {
        closing = true;
        backlog.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try {
            while (!closing || !backlog.isEmpty()) {
                turn();
            }
            if (state.checkpointBehind()) {
                settle(Batch.of(state, origin, List.of(), codec, clock.instant())
                        .signed(signer));
            }
            end(closed());
        } catch (LeveeException e) {
            LOG.log(Level.ERROR, "the ledger cannot go on: {0}", e.getMessage());
            end(e);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "the ledger cannot go on", e);
            end(new LeveeException(ErrorCode.INTERNAL, "the ledger failed: restart this replica", e));
        }
    }

    private void turn() {
        List<Pending> waiting = take();
        List<CompletableFuture<SignedNote>> wanted = new ArrayList<>();
        for (var one = checkpointsWanted.poll(); one != null; one = checkpointsWanted.poll()) {
            wanted.add(one);
        }
        Batch batch = Batch.of(state, origin, waiting, codec, clock.instant());
        boolean due = !wanted.isEmpty() || System.nanoTime() - checkpointDue >= 0;
        if (due && (batch.after().checkpointBehind() || batch.after().signed().isEmpty())) {
            batch = batch.signed(signer);
            checkpointDue = System.nanoTime() + CHECKPOINT_EVERY.toNanos();
        }
        if (!batch.nothing()) {
            settle(batch);
        }
        for (var one : wanted) {
            state.signed()
                    .ifPresentOrElse(
                            signed -> one.complete(signed.note()), () -> one.completeExceptionally(away(null)));
        }
    }

    private List<Pending> take() {
        try {
            return backlog.take(IDLE, LEISURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing = true;
            return List.of();
        }
    }

    /// Returns when the batch is durable, or when everything in it was refused. Throws where the ledger
    /// cannot go on; whoever waits for the batch is told so, and may find it recorded after all.
    private void settle(Batch batch) {
        try {
            settleOrThrow(batch);
        } catch (RuntimeException | Error e) {
            LeveeException why = e instanceof LeveeException known
                    ? known
                    : new LeveeException(ErrorCode.INTERNAL, "the ledger failed: restart this replica", e);
            batch.waiting().forEach(pending -> pending.receipt().completeExceptionally(why));
            throw e;
        }
    }

    private void settleOrThrow(Batch batch) {
        Batch current = batch;
        Pauses pauses = new Pauses();
        boolean open = false;
        while (true) {
            try {
                LogSession writing = session();
                if (open) {
                    if (grew(writing.size(), current)) {
                        durable(current);
                        return;
                    }
                    open = false;
                    current = withoutLate(current, away(null));
                    if (current.nothing()) {
                        return;
                    }
                }
                open = true;
                writing.append(current);
                durable(current);
                return;
            } catch (SQLException e) {
                disconnect();
                LOG.log(Level.WARNING, "the ledger waits for the database: {0}", e.getMessage());
                LeveeException why = away(e);
                refuseLate(why);
                if (open) {
                    admitDoubt(current, e);
                } else {
                    current = withoutLate(current, why);
                    if (current.nothing()) {
                        return;
                    }
                }
                if (!pauses.pause() || closing) {
                    throw why;
                }
            }
        }
    }

    /// Whether the statement that was left open did take effect.
    private boolean grew(long size, Batch batch) {
        if (size == batch.after().size()) {
            return !batch.entries().isEmpty(); // a checkpoint alone is simply written again
        }
        if (size != batch.before().size()) {
            throw new LeveeException(
                    ErrorCode.ORIGIN_IN_USE,
                    "the log `%s` has %d entries, neither %d nor %d: another process writes it"
                            .formatted(
                                    origin,
                                    size,
                                    batch.before().size(),
                                    batch.after().size()));
        }
        return false;
    }

    private void durable(Batch batch) {
        state = batch.end();
        publisher.publish(batch);
    }

    private LogSession session() throws SQLException {
        if (session == null) {
            session = reconnect.open();
            LOG.log(Level.INFO, "the ledger is connected again");
        }
        return session;
    }

    private void disconnect() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private Batch withoutLate(Batch batch, LeveeException why) {
        long now = System.nanoTime();
        List<Pending> left = new ArrayList<>();
        for (Pending pending : batch.waiting()) {
            if (pending.late(now)) {
                pending.receipt().completeExceptionally(why);
            } else {
                left.add(pending);
            }
        }
        return left.size() == batch.waiting().size() ? batch : Batch.of(state, origin, left, codec, clock.instant());
    }

    /// The batch stays, since it may be in the log; but nobody waits for ever to hear that nobody knows.
    private static void admitDoubt(Batch batch, SQLException e) {
        long now = System.nanoTime();
        for (Pending pending : batch.waiting()) {
            if (pending.late(now)) {
                pending.receipt()
                        .completeExceptionally(new LeveeException(
                                ErrorCode.DATABASE_UNAVAILABLE,
                                "the database went away before it answered: whether `%s` was recorded shows when it is back"
                                        .formatted(pending.fact().subject()),
                                e));
            }
        }
    }

    private void refuseLate(LeveeException why) {
        long now = System.nanoTime();
        for (var late = backlog.takeLate(now); late.isPresent(); late = backlog.takeLate(now)) {
            late.get().receipt().completeExceptionally(why);
        }
    }

    private void end(LeveeException why) {
        ended = why;
        disconnect();
        refuseAll(why);
        for (var one = checkpointsWanted.poll(); one != null; one = checkpointsWanted.poll()) {
            one.completeExceptionally(why);
        }
    }

    private void refuseAll(LeveeException why) {
        backlog.drain().forEach(pending -> pending.receipt().completeExceptionally(why));
    }

    private static LeveeException away(@Nullable SQLException e) {
        return e == null
                ? new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, "the database cannot be reached")
                : SqlFailures.translated(e);
    }

    private static LeveeException closed() {
        return new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, "the ledger is closed: this replica is ending");
    }
}
