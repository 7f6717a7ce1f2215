package io.levee.adapters.postgres;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.ledger.Export;
import io.levee.ledger.LedgerProof;
import io.levee.ledger.Origin;
import io.levee.ledger.proof.MerkleTree;
import io.levee.ledger.proof.SignedNote;
import io.levee.ledger.proof.Tile;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// The logs of all replicas as anybody may read them, to check that nothing was changed: keys, checkpoints,
/// tiles, proofs, and the export. Thread-safe.
public final class LedgerLogs {
    private final Database database;
    private final Origin own;
    private final LedgerWriter writer;

    LedgerLogs(Database database, Origin own, LedgerWriter writer) {
        this.database = database;
        this.own = own;
        this.writer = writer;
    }

    private record Log(int id, Origin origin) {}

    /// The verifier key of every log.
    public List<String> keys() {
        return database.read(
                connection -> texts(connection, "SELECT vkey FROM ledger.log ORDER BY organisation, replica"));
    }

    /// The newest checkpoint of this log; for the log of this replica one that covers everything
    /// acknowledged.
    public Optional<SignedNote> checkpoint(Origin origin) {
        return database.read(connection -> {
            OptionalInt log = new EntryTable(connection).log(origin);
            return log.isEmpty() ? Optional.empty() : checkpoint(connection, new Log(log.getAsInt(), origin));
        });
    }

    /// The checkpoints of other replicas' logs that replicas have seen and cosigned: what a witness file
    /// holds.
    public List<SignedNote> witnessed() {
        return database
                .read(connection -> texts(
                        connection, "SELECT note FROM ledger.witness WHERE conflict IS NULL ORDER BY log, witness"))
                .stream()
                .map(SignedNote::parse)
                .toList();
    }

    /// Why logs are not believed any more, by whichever replica found out; empty is good.
    public List<String> conflicts() {
        return database.read(connection -> texts(connection, """
                SELECT format('%s/%s: %s', l.organisation, l.replica, w.conflict)
                FROM ledger.witness w JOIN ledger.log l ON l.id = w.log
                WHERE w.conflict IS NOT NULL ORDER BY 1"""));
    }

    /// The hashes of one tile, empty where the log has not grown that far.
    public Optional<byte[]> tile(Origin origin, Tile tile) {
        return within(origin, tile, (connection, log) -> new StoredTree(connection, log).tile(tile));
    }

    /// An entry bundle of C2SP tlog-tiles: each line after its length in two bytes.
    public Optional<byte[]> entries(Origin origin, Tile tile) {
        return within(origin, tile, (connection, log) -> {
            ByteArrayOutputStream bundle = new ByteArrayOutputStream();
            for (byte[] line : new EntryTable(connection).lines(log, tile.first(), tile.width())) {
                bundle.write(line.length >> 8);
                bundle.write(line.length);
                bundle.writeBytes(line);
            }
            return bundle.toByteArray();
        });
    }

    /// Proof that an entry is in its log; empty where no checkpoint covers it yet.
    public Optional<LedgerProof> proof(Origin origin, long position) {
        return database.read(connection -> {
            EntryTable table = new EntryTable(connection);
            OptionalInt log = table.log(origin);
            if (log.isEmpty() || position < 0) {
                return Optional.empty();
            }
            Optional<SignedNote> note = checkpoint(connection, new Log(log.getAsInt(), origin));
            if (note.isEmpty() || position >= note.get().checkpoint().size()) {
                return Optional.empty();
            }
            MerkleTree tree = new StoredTree(connection, log.getAsInt())
                    .tree(note.get().checkpoint().size());
            byte[] line = table.lines(log.getAsInt(), position, 1).getFirst();
            return Optional.of(LedgerProof.of(line, position, tree, note.get()));
        });
    }

    /// Writes every log that has a checkpoint, each followed by it. Streams; see [Export].
    public void export(OutputStream out) {
        database.with(connection -> {
            List<Export.Log> exported = new ArrayList<>();
            for (Log log : all(connection)) {
                checkpoint(connection, log)
                        .ifPresent(note -> exported.add(new Export.Log(
                                new StoredLines(
                                        connection, log.id(), note.checkpoint().size()),
                                note)));
            }
            Export.write(exported, out);
            return true;
        });
    }

    private interface Reading {
        byte[] of(Connection connection, int log) throws SQLException;
    }

    private Optional<byte[]> within(Origin origin, Tile tile, Reading reading) {
        return database.read(connection -> {
            OptionalInt log = new EntryTable(connection).log(origin);
            if (log.isEmpty() || !tile.within(size(connection, log.getAsInt()))) {
                return Optional.empty();
            }
            return Optional.of(reading.of(connection, log.getAsInt()));
        });
    }

    private static long size(Connection connection, int log) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT size FROM ledger.log WHERE id = ?")) {
            select.setInt(1, log);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    private Optional<SignedNote> checkpoint(Connection connection, Log log) throws SQLException {
        if (log.origin().equals(own)) {
            return Optional.of(fresh());
        }
        try (PreparedStatement select =
                connection.prepareStatement("SELECT checkpoint_note FROM ledger.log WHERE id = ?")) {
            select.setInt(1, log.id());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.ofNullable(rows.getString(1)).map(SignedNote::parse) : Optional.empty();
            }
        }
    }

    private SignedNote fresh() {
        return writer.checkpoint()
                .orTimeout(LedgerWriter.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(e -> {
                    throw new LeveeException(
                            ErrorCode.DATABASE_UNAVAILABLE, "the ledger could not sign a checkpoint now: try again", e);
                })
                .join();
    }

    private static List<Log> all(Connection connection) throws SQLException {
        List<Log> logs = new ArrayList<>();
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT id, organisation, replica FROM ledger.log ORDER BY id");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                logs.add(new Log(rows.getInt(1), new Origin(rows.getString(2), rows.getString(3))));
            }
        }
        return logs;
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
