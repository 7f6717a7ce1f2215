package io.levee.adapters.postgres;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.ledger.Origin;
import io.levee.ledger.proof.Checkpoint;
import io.levee.ledger.proof.Hash;
import io.levee.ledger.proof.MerkleFrontier;
import io.levee.ledger.proof.SignedNote;
import io.levee.ledger.proof.VerifierKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Finds out where a log ends, and refuses to go on where what is stored does not agree with itself: the
/// signed checkpoint, the entries after it, the frontier, and the tiles at the edge. What lies further back
/// is the verifier's to check.
final class LogStart {
    private final Connection connection;
    private final int log;
    private final Origin origin;
    private final VerifierKey key;

    LogStart(Connection connection, int log, Origin origin, VerifierKey key) {
        this.connection = connection;
        this.log = log;
        this.origin = origin;
        this.key = key;
    }

    private record Row(long size, MerkleFrontier frontier, Optional<LogState.Signed> signed) {}

    LogState state() throws SQLException {
        try {
            return check(row());
        } catch (IllegalArgumentException e) {
            throw corrupt("what is stored of it cannot be read: " + e.getMessage());
        }
    }

    private LogState check(Row row) throws SQLException {
        MerkleFrontier frontier = row.frontier();
        if (frontier.size() != row.size()) {
            throw corrupt("it has %d entries, its frontier %d".formatted(row.size(), frontier.size()));
        }
        row.signed().ifPresent(signed -> checkSigned(signed, row.size()));
        checkEntriesSince(row.signed(), frontier);
        TileEdge edge = new StoredTree(connection, log).edge(row.size());
        Hash tiles = new StoredTree(connection, log).tree(row.size()).root();
        if (!tiles.equals(frontier.root())) {
            throw corrupt("its tiles give another root than its entries");
        }
        return new LogState(row.size(), lastTime(row.size()), frontier, edge, row.signed());
    }

    private Row row() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT size, frontier, checkpoint_frontier, checkpoint_note FROM ledger.log WHERE id = ?")) {
            select.setInt(1, log);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                byte[] signedFrontier = rows.getBytes(3);
                Optional<LogState.Signed> signed = signedFrontier == null
                        ? Optional.empty()
                        : Optional.of(new LogState.Signed(
                                MerkleFrontier.of(signedFrontier), SignedNote.parse(rows.getString(4))));
                return new Row(rows.getLong(1), MerkleFrontier.of(rows.getBytes(2)), signed);
            }
        }
    }

    private void checkSigned(LogState.Signed signed, long size) {
        Checkpoint checkpoint = signed.note().checkpoint();
        if (!key.signed(signed.note())
                || !checkpoint.origin().equals(origin.toString())
                || checkpoint.size() != signed.size()
                || checkpoint.size() > size
                || !checkpoint.root().equals(signed.frontier().root())) {
            throw corrupt("its checkpoint of %d entries is not what this replica signed".formatted(checkpoint.size()));
        }
    }

    private void checkEntriesSince(Optional<LogState.Signed> signed, MerkleFrontier end) throws SQLException {
        MerkleFrontier growing = signed.map(s -> s.frontier().copy()).orElseGet(MerkleFrontier::empty);
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT position, line FROM ledger.entry WHERE log = ? AND position >= ? ORDER BY position")) {
            connection.setAutoCommit(false); // or the driver reads all rows at once
            select.setFetchSize(1_000);
            select.setInt(1, log);
            select.setLong(2, growing.size());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (rows.getLong(1) != growing.size()) {
                        throw corrupt("entry %d is missing".formatted(growing.size()));
                    }
                    growing.append(Hash.ofLeaf(rows.getBytes(2)));
                }
            }
        } finally {
            connection.setAutoCommit(true);
        }
        if (growing.size() != end.size()) {
            throw corrupt("%d entries are there, %d were acknowledged".formatted(growing.size(), end.size()));
        }
        if (!growing.root().equals(end.root())) {
            throw corrupt("an entry after the last checkpoint was changed");
        }
    }

    private Instant lastTime(long size) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT (extract(epoch FROM time) * 1000000)::bigint FROM ledger.entry WHERE log = ? AND position = ?""")) {
            select.setInt(1, log);
            select.setLong(2, size - 1);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Micros.instant(rows.getLong(1)) : Instant.EPOCH;
            }
        }
    }

    private LeveeException corrupt(String what) {
        return new LeveeException(
                ErrorCode.LEDGER_CORRUPT,
                "the log `%s` is damaged: %s; restore the database from a backup, `levee ledger verify` shows what is intact"
                        .formatted(origin, what));
    }
}
