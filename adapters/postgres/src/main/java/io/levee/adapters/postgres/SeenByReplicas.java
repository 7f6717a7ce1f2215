package io.levee.adapters.postgres;

import io.levee.fault.LeveeException;
import io.levee.ledger.Freshness;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.ledger.ReplicaView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Asks which replicas have not folded an entry yet.
///
/// A replica that was not heard for [Freshness#ALL_DENIED_AFTER] need not be waited for: it counts its own
/// silence from before its last sign of life was written, so by then it denies everything.
final class SeenByReplicas implements ReplicaView {
    private static final Duration ASK_EVERY = Duration.ofMillis(50);

    private final Database database;
    private final Replication replication;
    private volatile @Nullable Set<Origin> others;

    SeenByReplicas(Database database, Replication replication) {
        this.database = database;
        this.replication = replication;
    }

    @Override
    public Set<Origin> awaitSeen(Receipt receipt, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            long news = replication.news();
            Set<Origin> missing = missing(receipt);
            if (missing.isEmpty() || System.nanoTime() - deadline >= 0) {
                return missing;
            }
            try {
                replication.awaitNews(news, ASK_EVERY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return missing;
            }
        }
    }

    /// Where the database cannot say, everybody is missing who was there when it last could. Where it never could,
    /// nobody knows who is there, and that is no yes (I7).
    private Set<Origin> missing(Receipt receipt) {
        try {
            return database.read(connection -> ask(connection, receipt));
        } catch (LeveeException e) {
            Set<Origin> known = others;
            if (known == null) {
                throw e;
            }
            return known;
        }
    }

    private Set<Origin> ask(Connection connection, Receipt receipt) throws SQLException {
        Set<Origin> missing = new HashSet<>();
        Set<Origin> alive = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT reader.organisation, reader.replica,
                       coalesce((r.folded ->> written.id::text)::bigint, 0) > ?
                FROM ledger.log written
                JOIN ledger.replica r ON r.log <> written.id
                JOIN ledger.log reader ON reader.id = r.log
                WHERE written.organisation = ? AND written.replica = ?
                  AND r.heard > clock_timestamp() - ? * interval '1 millisecond'""")) {
            select.setLong(1, receipt.position());
            select.setString(2, receipt.origin().organisation());
            select.setString(3, receipt.origin().replica());
            select.setLong(4, Freshness.ALL_DENIED_AFTER.toMillis());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Origin reader = new Origin(rows.getString(1), rows.getString(2));
                    alive.add(reader);
                    if (!rows.getBoolean(3)) {
                        missing.add(reader);
                    }
                }
            }
        }
        others = Set.copyOf(alive);
        return missing;
    }
}
