package io.levee.adapters.postgres;

import io.levee.consent.approval.Approval;
import io.levee.consent.approval.ApprovalLimits;
import io.levee.consent.approval.ApprovalStore;
import io.levee.consent.approval.HeldCall;
import io.levee.facts.ApprovalId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Approvals, in schema `approval`, by the clock of the database. Thread-safe; each method is one
/// transaction.
public final class ApprovalTable implements ApprovalStore {
    /// Whoever keeps a new approval holds this lock, so that limits hold and no call has two.
    private static final long KEEPING = 0x6c65766565617070L;

    private final Database database;

    public ApprovalTable(Database database) {
        this.database = database;
    }

    @Override
    public Kept keep(ApprovalId id, HeldCall call, Duration within, ApprovalLimits limits) {
        String digest = call.digest();
        Optional<Approval> known = database.read(connection -> byDigest(connection, digest));
        return known.isPresent()
                ? new Kept.Known(known.get())
                : database.transaction(connection -> keepNew(connection, id, digest, call, within, limits));
    }

    private static Kept keepNew(
            Connection connection, ApprovalId id, String digest, HeldCall call, Duration within, ApprovalLimits limits)
            throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
            lock.setLong(1, KEEPING);
            lock.execute();
        }
        // after the lock: a statement sees what was committed before it began
        Optional<Approval> known = byDigest(connection, digest);
        if (known.isPresent()) {
            return new Kept.Known(known.get());
        }
        Optional<String> full = full(connection, call, limits);
        if (full.isPresent()) {
            return new Kept.TooMany(full.get());
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO approval.approval (id, digest, person, agents, session, assets, method, api, target,
                    header_names, header_values, body, requested_at, expires_at, state)
                SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, clock.now, clock.now + ? * interval '1 millisecond', 'WAITING'
                FROM (SELECT clock_timestamp() AS now) AS clock
                RETURNING\s""" + ApprovalRow.COLUMNS)) {
            ApprovalRow.set(insert, id, digest, call);
            insert.setLong(13, within.toMillis());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return new Kept.New(ApprovalRow.read(row));
            }
        }
    }

    /// Whose limit is reached.
    private static Optional<String> full(Connection connection, HeldCall call, ApprovalLimits limits)
            throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("""
                SELECT count(*) FILTER (WHERE session = ?) >= ?, count(*) FILTER (WHERE person = ?) >= ?,
                    count(*) FILTER (WHERE agents[cardinality(agents)] = ?) >= ?, count(*) >= ?
                FROM approval.approval WHERE state <> 'USED' AND expires_at > clock_timestamp()""")) {
            count.setString(1, call.session().value());
            count.setInt(2, limits.perSessionMax());
            count.setString(3, call.chain().person().toString());
            count.setInt(4, limits.perPersonMax());
            count.setString(5, call.chain().caller().toString());
            count.setInt(6, limits.perAgentMax());
            count.setInt(7, limits.allMax());
            try (ResultSet row = count.executeQuery()) {
                row.next();
                List<String> whose = List.of("session", "person", "agent", "all");
                for (int i = 0; i < whose.size(); i++) {
                    if (row.getBoolean(i + 1)) {
                        return Optional.of(whose.get(i));
                    }
                }
                return Optional.empty();
            }
        }
    }

    private static Optional<Approval> byDigest(Connection connection, String digest) throws SQLException {
        return select(connection, "digest = ? AND state <> 'USED' AND expires_at > clock_timestamp()", digest);
    }

    @Override
    public Optional<Approval> find(ApprovalId id) {
        return database.read(connection -> select(connection, "id = ? AND expires_at > clock_timestamp()", id.value()));
    }

    private static Optional<Approval> select(Connection connection, String where, String value) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT " + ApprovalRow.COLUMNS + " FROM approval.approval WHERE " + where)) {
            select.setString(1, value);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(ApprovalRow.read(rows)) : Optional.empty();
            }
        }
    }

    @Override
    public List<Approval> open(int max) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT " + ApprovalRow.COLUMNS + """
                     FROM approval.approval
                    WHERE state IN ('WAITING', 'GIVING', 'GIVEN') AND expires_at > clock_timestamp()
                    ORDER BY requested_at, id LIMIT ?""")) {
                select.setInt(1, max);
                return all(select);
            }
        });
    }

    /// INVARIANT: one statement looks and writes under the row's lock, and commits before this
    /// answers. Of two replicas that try, the second waits, looks at the row again, and finds another
    /// state. A commit that is unsure throws, which is a no.
    @Override
    public boolean move(ApprovalId id, Approval.Event event, Optional<Approval.Answer> answer) {
        return database.with(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    """
                    UPDATE approval.approval
                    SET state = ?, answered_by = coalesce(?, answered_by), reason = coalesce(?, reason)
                    """ + (event.forgetsPayload() ? ApprovalRow.FORGET_PAYLOAD : "") + """
                     WHERE id = ? AND state = ? AND expires_at > clock_timestamp()""")) {
                update.setString(1, event.to().name());
                update.setString(2, answer.map(said -> said.by().toString()).orElse(null));
                update.setString(3, answer.map(Approval.Answer::reason).orElse(null));
                update.setString(4, id.value());
                update.setString(5, event.from().name());
                return update.executeUpdate() == 1;
            }
        });
    }

    @Override
    public List<Approval> sweep(int max) {
        return database
                .with(connection -> {
                    try (PreparedStatement delete = connection.prepareStatement("""
                            DELETE FROM approval.approval WHERE id IN (
                                SELECT id FROM approval.approval WHERE expires_at <= clock_timestamp()
                                ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED)
                            RETURNING\s""" + ApprovalRow.COLUMNS)) {
                        delete.setInt(1, max);
                        return all(delete);
                    }
                })
                .stream()
                .filter(Approval::open)
                .toList();
    }

    private static List<Approval> all(PreparedStatement query) throws SQLException {
        List<Approval> all = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                all.add(ApprovalRow.read(rows));
            }
        }
        return all;
    }
}
