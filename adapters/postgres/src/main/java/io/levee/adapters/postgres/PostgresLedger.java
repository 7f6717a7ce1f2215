package io.levee.adapters.postgres;

import io.levee.facts.Fact;
import io.levee.fault.LeveeException;
import io.levee.ledger.Entry;
import io.levee.ledger.FactCodec;
import io.levee.ledger.Follower;
import io.levee.ledger.Freshness;
import io.levee.ledger.History;
import io.levee.ledger.Ledger;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.ledger.ReplicaView;
import io.levee.ledger.SharedClock;
import io.levee.ledger.proof.NoteSigner;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// The ledger of one replica in PostgreSQL, and its view of the logs of all replicas. Thread-safe.
///
/// A fact goes through the queue of [LedgerWriter] into one statement ([LogSession]), then to the followers
/// and to whoever waits ([Publisher]). What other replicas write arrives through [Replication].
public final class PostgresLedger implements Ledger, History, Freshness, ReplicaView, SharedClock, AutoCloseable {
    /// How long a start waits for the session of a predecessor that was killed; a database notices a vanished
    /// machine after 11 s.
    private static final Duration PREDECESSOR_MAX = Duration.ofSeconds(12);
    /// After an outage: how long one try waits for our own earlier session to end.
    private static final Duration OWN_SESSION_MAX = Duration.ofMillis(500);
    private static final int CHUNK_MAX = 1_000;

    private final Database database;
    private final Origin origin;
    private final FactCodec codec;
    private final Followers followers;
    private final Publisher publisher;
    private final LedgerWriter writer;
    private final Replication replication;
    private final SeenByReplicas seen;
    private final Witnessing witnessing;
    private final LedgerLogs logs;

    private PostgresLedger(
            Database database,
            Origin origin,
            FactCodec codec,
            Followers followers,
            Publisher publisher,
            LedgerWriter writer,
            Replication replication,
            Witnessing witnessing) {
        this.database = database;
        this.origin = origin;
        this.codec = codec;
        this.followers = followers;
        this.publisher = publisher;
        this.writer = writer;
        this.replication = replication;
        this.seen = new SeenByReplicas(database, replication);
        this.witnessing = witnessing;
        this.logs = new LedgerLogs(database, origin, writer);
    }

    /// Takes over the log of this replica, checks its end, and starts.
    ///
    /// Fails with `ORIGIN_IN_USE` where another process writes this log, `LEDGER_CORRUPT` where what is
    /// stored does not agree with what was signed, `CONFIGURATION_INVALID` where the log was signed with
    /// another key.
    public static PostgresLedger open(
            Database database, Origin origin, NoteSigner signer, FactCodec codec, InstantSource clock) {
        return open(database, origin, signer, codec, clock, new Options(PREDECESSOR_MAX, LedgerWriter.PATIENCE, true));
    }

    /// @param predecessor how long to wait for another session on the same log
    /// @param patience    after which a fact is refused while the database is away
    /// @param listening   false to learn by polling alone
    record Options(Duration predecessor, Duration patience, boolean listening) {}

    static PostgresLedger open(
            Database database,
            Origin origin,
            NoteSigner signer,
            FactCodec codec,
            InstantSource clock,
            Options options) {
        UUID holder = UUID.randomUUID();
        try {
            LogSession session =
                    LogSession.open(database, origin, signer.logKey(), holder, true, options.predecessor());
            try {
                return start(database, origin, signer, codec, clock, options, holder, session);
            } catch (SQLException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (SQLException e) {
            throw SqlFailures.translated(e);
        }
    }

    private static PostgresLedger start(
            Database database,
            Origin origin,
            NoteSigner signer,
            FactCodec codec,
            InstantSource clock,
            Options options,
            UUID holder,
            LogSession session)
            throws SQLException {
        LogState state = new LogStart(session.connection(), session.log(), origin, signer.logKey()).state();
        Followers followers = new Followers();
        followers.startAt(session.log(), state.size());
        Publisher publisher = new Publisher(followers, session.log());
        LedgerWriter writer = new LedgerWriter(
                origin,
                codec,
                signer,
                clock,
                state,
                session,
                publisher,
                () -> LogSession.open(database, origin, signer.logKey(), holder, false, OWN_SESSION_MAX),
                options.patience());
        Replication replication =
                new Replication(database, followers, codec, origin, session.log(), holder, options.listening());
        Witnessing witnessing = new Witnessing(database, session.log(), signer, clock);
        replication.start();
        publisher.start();
        writer.start();
        witnessing.start();
        return new PostgresLedger(database, origin, codec, followers, publisher, writer, replication, witnessing);
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public CompletableFuture<Receipt> append(Fact fact) {
        return writer.append(fact, true);
    }

    @Override
    public CompletableFuture<Receipt> appendAtLeisure(Fact fact) {
        return writer.append(fact, false);
    }

    @Override
    public Duration age() {
        return replication.age();
    }

    @Override
    public Set<Origin> awaitSeen(Receipt receipt, Duration patience) {
        return seen.awaitSeen(receipt, patience);
    }

    /// The database's clock, which every replica asks.
    @Override
    public Instant now() {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT clock_timestamp()");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        });
    }

    /// Why this replica cannot write any more until it is restarted; empty while it can, and while it only
    /// waits for the database.
    public Optional<LeveeException> failure() {
        return writer.failure();
    }

    /// The logs of all replicas, as files that anybody can check.
    public LedgerLogs logs() {
        return logs;
    }

    @Override
    public List<Entry> latest(Set<Fact.Family> families, int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("limit must be 1 to %d, not `%d`".formatted(LIMIT_MAX, limit));
        }
        return decoded(database.read(connection -> new EntryTable(connection).newest(families, limit)))
                .reversed();
    }

    @Override
    public Optional<Entry> at(Origin origin, long position) {
        return database.read(connection -> {
            EntryTable table = new EntryTable(connection);
            OptionalInt log = table.log(origin);
            return log.isEmpty()
                    ? Optional.empty()
                    : table.lines(log.getAsInt(), position, 1).stream()
                            .findFirst()
                            .map(codec::decode);
        });
    }

    @Override
    public List<Entry> from(Origin origin, long position, int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("limit must be 1 to %d, not `%d`".formatted(LIMIT_MAX, limit));
        }
        return database.read(connection -> {
            EntryTable table = new EntryTable(connection);
            OptionalInt log = table.log(origin);
            return log.isEmpty() ? List.of() : decoded(table.lines(log.getAsInt(), position, limit));
        });
    }

    @Override
    public List<Entry> about(String subject) {
        return decoded(database.read(connection -> new EntryTable(connection).about(subject, LIMIT_MAX)));
    }

    @Override
    public void follow(Set<Fact.Family> families, Follower follower) {
        followers.join(families, follower, this::replay);
    }

    /// Looks at the other logs now instead of within a second.
    void witness() {
        witnessing.look();
    }

    /// Writes what waits, signs the end, and lets the next process take over. Receipts still open are
    /// answered.
    @Override
    public void close() {
        witnessing.close();
        writer.close();
        publisher.close();
        replication.close();
    }

    private void replay(Set<Fact.Family> families, int log, long from, long to, Follower follower) {
        long next = from;
        while (next < to) {
            long start = next;
            List<Entry> entries = decoded(
                    database.read(connection -> new EntryTable(connection).lines(log, families, start, to, CHUNK_MAX)));
            entries.forEach(follower::learned);
            next = entries.size() < CHUNK_MAX ? to : entries.getLast().position() + 1;
        }
    }

    /// Throws [LeveeException] (`LEDGER_CORRUPT`) where a line is not what the codec writes.
    private List<Entry> decoded(List<byte[]> lines) {
        List<Entry> entries = new ArrayList<>(lines.size());
        lines.forEach(line -> entries.add(codec.decode(line)));
        return entries;
    }
}
