package io.levee.adapters.postgres;

import io.levee.facts.Fact.Family;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import io.levee.ledger.proof.MerkleFrontier;
import io.levee.ledger.proof.VerifierKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The one session that may write one log. INVARIANT: it holds the log's advisory lock, which the database
/// lets go of only when the session is over; so whoever holds the lock knows that no earlier statement is
/// still on its way.
final class LogSession implements AutoCloseable {
    /// Channel on which replicas tell each other that there is news.
    static final String NEWS = "levee_ledger";
    /// What does not wait for the next poll of the other replicas.
    private static final Set<Family> URGENT =
            EnumSet.of(Family.STOP, Family.IDENTITY, Family.LABEL, Family.DECOY, Family.ORGANISATION, Family.WORKLOAD);
    /// First half of the advisory lock's key; the second is the log.
    private static final int LOCK_CLASS = 0x4c455645;
    /// For one statement of the writer; a database that stopped answering is noticed after this.
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private static final String APPEND = """
            WITH grown AS (
                UPDATE ledger.log
                SET size = ?, frontier = ?, checkpoint_size = ?, checkpoint_frontier = ?, checkpoint_note = ?
                WHERE id = ? AND size = ? AND holder = ?
                RETURNING id),
            tiles AS (
                INSERT INTO ledger.tile (log, level, index, hashes)
                SELECT grown.id, t.level, t.index, t.hashes
                FROM grown, unnest(?::smallint[], ?::bigint[], ?::bytea[]) AS t (level, index, hashes)),
            entries AS (
                INSERT INTO ledger.entry (log, position, family, subject, time, line)
                SELECT grown.id, ? + e.ordinal - 1, e.family, e.subject,
                       timestamptz 'epoch' + ? * interval '1 microsecond', e.line
                FROM grown, unnest(?::text[], ?::text[], ?::bytea[]) WITH ORDINALITY AS e (family, subject, line, ordinal))
            SELECT count(*), CASE WHEN ? THEN pg_notify('levee_ledger', '') END FROM grown""";

    private final Connection connection;
    private final int log;
    private final UUID holder;

    private LogSession(Connection connection, int log, UUID holder) {
        this.connection = connection;
        this.log = log;
        this.holder = holder;
    }

    /// Connects and takes the lock. Fails with `ORIGIN_IN_USE` where another process has the lock for longer
    /// than `patience`, or took over since this `holder` last wrote.
    ///
    /// @param takeOver whether this run may become the holder; false for a run that was and wants to go on
    static LogSession open(
            Database database, Origin origin, VerifierKey key, UUID holder, boolean takeOver, Duration patience)
            throws SQLException {
        Connection connection = database.dedicated("ledger writer " + origin, ANSWER_MAX);
        try {
            int log = register(connection, origin, key, holder);
            if (!takeOver) {
                checkStillHeld(connection, log, origin, holder);
            }
            lock(connection, log, origin, takeOver, patience);
            hold(connection, log, origin, key, holder, takeOver);
            return new LogSession(connection, log, holder);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    int log() {
        return log;
    }

    /// Adds the batch and makes it durable, in one statement. An exception leaves open whether it did: see
    /// [#size].
    void append(Batch batch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
            LogState after = batch.after();
            statement.setLong(1, after.size());
            statement.setBytes(2, after.frontier().toBytes());
            if (after.signed().isPresent()) {
                LogState.Signed signed = after.signed().get();
                statement.setLong(3, signed.size());
                statement.setBytes(4, signed.frontier().toBytes());
                statement.setString(5, signed.note().toString());
            } else {
                statement.setNull(3, Types.BIGINT);
                statement.setNull(4, Types.BINARY);
                statement.setNull(5, Types.VARCHAR);
            }
            statement.setInt(6, log);
            statement.setLong(7, batch.before().size());
            statement.setObject(8, holder);
            bindTiles(statement, after.edge().full());
            bindEntries(statement, batch);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                if (rows.getInt(1) != 1) {
                    throw new LeveeException(
                            ErrorCode.ORIGIN_IN_USE,
                            "log %d is not at %d entries any more, or not ours: another process wrote it; end one of the two"
                                    .formatted(log, batch.before().size()));
                }
            }
        }
    }

    /// Entries in the log, as far as they are durable.
    long size() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT size FROM ledger.log WHERE id = ?")) {
            statement.setInt(1, log);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // it is over either way
        }
    }

    private void bindTiles(PreparedStatement statement, List<TileEdge.Full> full) throws SQLException {
        statement.setArray(
                9,
                connection.createArrayOf(
                        "smallint", full.stream().map(t -> (short) t.level()).toArray(Short[]::new)));
        statement.setArray(
                10,
                connection.createArrayOf(
                        "bigint", full.stream().map(TileEdge.Full::index).toArray(Long[]::new)));
        statement.setArray(
                11,
                connection.createArrayOf(
                        "bytea", full.stream().map(TileEdge.Full::bytes).toArray(byte[][]::new)));
    }

    private void bindEntries(PreparedStatement statement, Batch batch) throws SQLException {
        List<Entry> entries = batch.entries();
        String[] families = new String[entries.size()];
        String[] subjects = new String[entries.size()];
        boolean urgent = false;
        for (int i = 0; i < families.length; i++) {
            Family family = entries.get(i).fact().family();
            families[i] = family.name();
            subjects[i] = entries.get(i).fact().subject();
            urgent |= URGENT.contains(family);
        }
        statement.setLong(12, batch.before().size());
        statement.setLong(13, Micros.of(batch.after().lastTime()));
        statement.setArray(14, connection.createArrayOf("text", families));
        statement.setArray(15, connection.createArrayOf("text", subjects));
        statement.setArray(16, connection.createArrayOf("bytea", batch.lines().toArray(byte[][]::new)));
        statement.setBoolean(17, urgent);
    }

    private static int register(Connection connection, Origin origin, VerifierKey key, UUID holder)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO ledger.log (organisation, replica, holder, vkey, frontier) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING""")) {
            insert.setString(1, origin.organisation());
            insert.setString(2, origin.replica());
            insert.setObject(3, holder);
            insert.setString(4, key.toString());
            insert.setBytes(5, MerkleFrontier.empty().toBytes());
            insert.executeUpdate();
        }
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id FROM ledger.log WHERE organisation = ? AND replica = ?")) {
            select.setString(1, origin.organisation());
            select.setString(2, origin.replica());
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /// Says so at once where somebody else has the lock for good.
    private static void checkStillHeld(Connection connection, int log, Origin origin, UUID holder) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT holder = ? FROM ledger.log WHERE id = ?")) {
            select.setObject(1, holder);
            select.setInt(2, log);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next() || !rows.getBoolean(1)) {
                    throw takenOver(origin);
                }
            }
        }
    }

    private static LeveeException takenOver(Origin origin) {
        return new LeveeException(
                ErrorCode.ORIGIN_IN_USE,
                "another process took over the log `%s` while the database was away: restart this one under a name of its own"
                        .formatted(origin));
    }

    /// Polls instead of waiting inside the database, so that the answer can say who has it.
    private static void lock(Connection connection, int log, Origin origin, boolean takeOver, Duration patience)
            throws SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try (PreparedStatement lock = connection.prepareStatement("SELECT pg_try_advisory_lock(?, ?)")) {
                lock.setInt(1, LOCK_CLASS);
                lock.setInt(2, log);
                try (ResultSet rows = lock.executeQuery()) {
                    rows.next();
                    if (rows.getBoolean(1)) {
                        return;
                    }
                }
            }
            if (System.nanoTime() > deadline || !Pauses.pause(Duration.ofMillis(50))) {
                if (!takeOver) {
                    throw new SQLException("our earlier session has not ended yet", "08006");
                }
                throw new LeveeException(
                        ErrorCode.ORIGIN_IN_USE,
                        "the log `%s` is being written by another process (%s): stop that one, or give this replica a name of its own"
                                .formatted(origin, owner(connection, log)));
            }
        }
    }

    private static String owner(Connection connection, int log) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT format('session %s from %s since %s', a.pid, coalesce(host(a.client_addr), 'this machine'), a.backend_start)
                FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                WHERE l.locktype = 'advisory' AND l.classid = ? AND l.objid = ?
                  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())""")) {
            select.setInt(1, LOCK_CLASS);
            select.setInt(2, log);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getString(1) : "it has just ended";
            }
        }
    }

    private static void hold(
            Connection connection, int log, Origin origin, VerifierKey key, UUID holder, boolean takeOver)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE ledger.log SET holder = ? WHERE id = ? AND (? OR holder = ?) RETURNING vkey""")) {
            update.setObject(1, holder);
            update.setInt(2, log);
            update.setBoolean(3, takeOver);
            update.setObject(4, holder);
            try (ResultSet rows = update.executeQuery()) {
                if (!rows.next()) {
                    throw takenOver(origin);
                }
                if (!rows.getString(1).equals(key.toString())) {
                    throw new LeveeException(
                            ErrorCode.CONFIGURATION_INVALID,
                            "the log `%s` is signed with the key `%s`, this replica has `%s`: restore its key file, or give the replica a new name"
                                    .formatted(origin, rows.getString(1), key));
                }
            }
        }
    }
}
