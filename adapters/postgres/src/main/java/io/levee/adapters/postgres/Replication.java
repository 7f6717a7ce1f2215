package io.levee.adapters.postgres;

import io.levee.facts.Fact.Family;
import io.levee.ledger.Entry;
import io.levee.ledger.FactCodec;
import io.levee.ledger.Freshness;
import io.levee.ledger.Origin;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Learns what the other replicas recorded, on one thread: woken by a notification, and at the latest after
/// [#POLL_EVERY], because notifications get lost. Each round ends by telling the others how far this one is,
/// which is also the sign that it lives.
final class Replication implements Runnable, Freshness {
    static final Duration POLL_EVERY = Duration.ofMillis(250);
    /// Channel on which replicas tell how far they have folded.
    static final String FOLDED = "levee_folded";

    private static final int CHUNK_MAX = 1_000;
    private static final Duration ANSWER_MAX = Duration.ofSeconds(3);
    private static final Duration BROKEN = Duration.ofDays(365);
    private static final System.Logger LOG = System.getLogger(Replication.class.getName());

    private final Database database;
    private final Followers followers;
    private final FactCodec codec;
    private final Origin origin;
    private final int log;
    private final UUID holder;
    private final boolean listening;
    private final Object news = new Object();
    private final Thread thread;

    private long newsCount; // guarded by `news`
    private volatile long completeAt;
    private volatile boolean closing;
    private @Nullable Connection connection; // this and below: this thread's own
    private Map<Integer, Long> told = Map.of();
    private long toldAt;

    private record Log(int id, long size) {}

    /// @param listening false to rely on polling alone, as where every notification is lost
    Replication(
            Database database,
            Followers followers,
            FactCodec codec,
            Origin origin,
            int log,
            UUID holder,
            boolean listening) {
        this.database = database;
        this.followers = followers;
        this.codec = codec;
        this.origin = origin;
        this.log = log;
        this.holder = holder;
        this.listening = listening;
        this.thread =
                Thread.ofPlatform().name("levee-ledger-replication").daemon().unstarted(this);
    }

    /// Makes this replica known, and its view complete, before it returns.
    void start() throws SQLException {
        Connection first = connect();
        for (Log other : logs(first)) {
            if (other.id() != log) {
                followers.startAt(other.id(), other.size());
            }
        }
        toldAt = System.nanoTime() - POLL_EVERY.toNanos();
        round(first);
        thread.start();
    }

    /// See [Freshness]. Counted from before the database was asked, on this machine's clock that never jumps.
    @Override
    public Duration age() {
        return followers.broken() ? BROKEN : Duration.ofNanos(System.nanoTime() - completeAt);
    }

    /// Counts what others told of how far they are.
    long news() {
        synchronized (news) {
            return newsCount;
        }
    }

    /// Waits for more news than `known`, or until the time is up.
    void awaitNews(long known, Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        synchronized (news) {
            for (long left = time.toMillis(); newsCount == known && left > 0; ) {
                news.wait(left);
                left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            }
        }
    }

    void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        Pauses pauses = new Pauses();
        while (!closing) {
            try {
                Connection current = connect();
                awaitNotification(current);
                round(current);
                pauses.reset();
            } catch (SQLException | RuntimeException e) {
                LOG.log(Level.WARNING, "replica {0} does not hear the others: {1}", origin, e.getMessage());
                disconnect();
                if (!pauses.pause()) {
                    return;
                }
            }
        }
        leave();
    }

    private void round(Connection current) throws SQLException {
        long asked = System.nanoTime();
        for (Log other : logs(current)) {
            if (other.id() != log) {
                catchUp(current, other);
            }
        }
        tell(current);
        completeAt = asked;
    }

    private void catchUp(Connection current, Log other) throws SQLException {
        long from = followers.folded(other.id());
        while (from < other.size()) {
            Set<Family> families = followers.families();
            List<Entry> entries = new ArrayList<>();
            for (byte[] line : new EntryTable(current).lines(other.id(), families, from, other.size(), CHUNK_MAX)) {
                entries.add(codec.decode(line));
            }
            long to = entries.size() < CHUNK_MAX
                    ? other.size()
                    : entries.getLast().position() + 1;
            if (followers.fold(other.id(), entries, to, families)) {
                from = to;
            }
        }
    }

    /// Only where there is something to tell, or where it is time for a sign of life.
    private void tell(Connection current) throws SQLException {
        Map<Integer, Long> folded = followers.folded();
        boolean more = !othersOf(folded).equals(othersOf(told));
        if (!more && System.nanoTime() - toldAt < POLL_EVERY.toNanos()) {
            return;
        }
        String json = folded.entrySet().stream()
                .map(one -> "\"%d\":%d".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        try (PreparedStatement upsert = current.prepareStatement("""
                INSERT INTO ledger.replica (log, holder, heard, folded) VALUES (?, ?, clock_timestamp(), ?::jsonb)
                ON CONFLICT (log) DO UPDATE
                SET holder = excluded.holder, heard = excluded.heard, folded = excluded.folded
                RETURNING CASE WHEN ? THEN pg_notify('levee_folded', '') END""")) {
            upsert.setInt(1, log);
            upsert.setObject(2, holder);
            upsert.setString(3, json);
            upsert.setBoolean(4, more);
            upsert.executeQuery().close();
        }
        told = folded;
        toldAt = System.nanoTime();
    }

    private Map<Integer, Long> othersOf(Map<Integer, Long> folded) {
        return folded.entrySet().stream()
                .filter(one -> one.getKey() != log)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void awaitNotification(Connection current) throws SQLException {
        if (!listening) {
            Pauses.pause(POLL_EVERY);
            return;
        }
        var notifications = current.unwrap(PGConnection.class).getNotifications((int) POLL_EVERY.toMillis());
        if (notifications == null) {
            return;
        }
        for (var notification : notifications) {
            if (notification.getName().equals(FOLDED)) {
                synchronized (news) {
                    newsCount++;
                    news.notifyAll();
                }
            }
        }
    }

    private static List<Log> logs(Connection current) throws SQLException {
        List<Log> logs = new ArrayList<>();
        try (PreparedStatement select = current.prepareStatement("SELECT id, size FROM ledger.log");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                logs.add(new Log(rows.getInt(1), rows.getLong(2)));
            }
        }
        return logs;
    }

    private Connection connect() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = database.dedicated("ledger replication " + origin, ANSWER_MAX);
            try (Statement statement = current.createStatement()) {
                // A sign of life need not survive a crash.
                statement.execute("SET synchronous_commit = off");
                if (listening) {
                    statement.execute("LISTEN " + LogSession.NEWS);
                    statement.execute("LISTEN " + FOLDED);
                }
            }
            connection = current;
        }
        return current;
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // it is over either way
        }
        connection = null;
    }

    /// Nobody has to wait for this replica any more.
    private void leave() {
        if (connection != null) {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM ledger.replica WHERE log = ? AND holder = ?")) {
                delete.setInt(1, log);
                delete.setObject(2, holder);
                delete.executeUpdate();
            } catch (SQLException e) {
                LOG.log(Level.DEBUG, "the others will find out by themselves that {0} left", origin);
            }
        }
        disconnect();
    }
}
