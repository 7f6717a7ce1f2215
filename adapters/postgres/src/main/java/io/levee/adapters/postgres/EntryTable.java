package io.levee.adapters.postgres;

import io.levee.facts.Fact.Family;
import io.levee.ledger.Origin;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// Reads lines of entries.
record EntryTable(Connection connection) {
    OptionalInt log(Origin origin) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id FROM ledger.log WHERE organisation = ? AND replica = ?")) {
            select.setString(1, origin.organisation());
            select.setString(2, origin.replica());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? OptionalInt.of(rows.getInt(1)) : OptionalInt.empty();
            }
        }
    }

    /// Consecutive entries of one log.
    List<byte[]> lines(int log, long from, long count) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT line FROM ledger.entry WHERE log = ? AND position >= ? AND position < ? ORDER BY position""")) {
            select.setInt(1, log);
            select.setLong(2, from);
            select.setLong(3, from + count);
            return lines(select);
        }
    }

    /// The first `limit` entries of these families from one position up to another.
    List<byte[]> lines(int log, Set<Family> families, long from, long to, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT line FROM ledger.entry WHERE log = ? AND position >= ? AND position < ? AND %s
                ORDER BY position LIMIT ?""".formatted(of(families)))) {
            select.setInt(1, log);
            select.setLong(2, from);
            select.setLong(3, to);
            select.setArray(4, names(families));
            select.setInt(5, limit);
            return lines(select);
        }
    }

    /// Newest first.
    List<byte[]> newest(Set<Family> families, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT line FROM ledger.entry WHERE %s ORDER BY time DESC, log DESC, position DESC LIMIT ?""".formatted(of(families)))) {
            select.setArray(1, names(families));
            select.setInt(2, limit);
            return lines(select);
        }
    }

    List<byte[]> about(String subject, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT line FROM ledger.entry WHERE subject = ? ORDER BY time, log, position LIMIT ?""")) {
            select.setString(1, subject);
            select.setInt(2, limit);
            return lines(select);
        }
    }

    /// Says literally that calls are not wanted where they are not, so that the indexes without them can be
    /// used.
    private static String of(Set<Family> families) {
        return families.contains(Family.CALL) ? "family = ANY (?)" : "family = ANY (?) AND family <> 'CALL'";
    }

    private Array names(Set<Family> families) throws SQLException {
        return connection.createArrayOf(
                "text", families.stream().map(Family::name).toArray(String[]::new));
    }

    private static List<byte[]> lines(PreparedStatement select) throws SQLException {
        List<byte[]> lines = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                lines.add(rows.getBytes(1));
            }
        }
        return lines;
    }
}
