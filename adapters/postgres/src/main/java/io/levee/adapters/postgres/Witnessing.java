package io.levee.adapters.postgres;

import io.levee.fault.LeveeException;
import io.levee.ledger.proof.Checkpoint;
import io.levee.ledger.proof.NoteSigner;
import io.levee.ledger.proof.SignedNote;
import io.levee.ledger.proof.VerifierKey;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Watches the logs of the other replicas: a checkpoint that only grew from the one seen before is cosigned
/// and kept; one that did not is a conflict, which is kept for good and reported. So nobody can rewrite the
/// log of one replica, not even with its key, without the others noticing.
final class Witnessing implements Runnable {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final System.Logger LOG = System.getLogger(Witnessing.class.getName());

    private final Database database;
    private final int log;
    private final NoteSigner signer;
    private final InstantSource clock;
    private final Thread thread;

    /// What another replica's log says now, and what this one saw of it before.
    private record Sight(
            int log,
            VerifierKey key,
            SignedNote now,
            @Nullable VerifierKey knownKey,
            @Nullable SignedNote before) {}

    Witnessing(Database database, int log, NoteSigner signer, InstantSource clock) {
        this.database = database;
        this.log = log;
        this.signer = signer;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("levee-ledger-witness").daemon().unstarted(this);
    }

    void start() {
        thread.start();
    }

    void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        while (Pauses.pause(LOOK_EVERY)) {
            try {
                look();
            } catch (LeveeException e) {
                LOG.log(Level.DEBUG, "nothing was witnessed: {0}", e.getMessage());
            }
        }
    }

    /// Looks at every other log once.
    void look() {
        database.with(connection -> {
            for (Sight sight : sights(connection)) {
                Optional<String> conflict = conflict(connection, sight);
                if (conflict.isPresent()) {
                    LOG.log(
                            Level.ERROR,
                            "log {0} was rewritten: {1}",
                            sight.key().name(),
                            conflict.get());
                }
                keep(connection, sight, conflict.orElse(null));
            }
            return true;
        });
    }

    private List<Sight> sights(Connection connection) throws SQLException {
        List<Sight> sights = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT l.id, l.vkey, l.checkpoint_note, w.vkey, w.note
                FROM ledger.log l LEFT JOIN ledger.witness w ON w.log = l.id AND w.witness = ?
                WHERE l.id <> ? AND l.checkpoint_note IS NOT NULL AND w.conflict IS NULL
                  AND (w.log IS NULL OR w.size <> l.checkpoint_size OR w.vkey <> l.vkey
                       OR left(w.note, length(l.checkpoint_note)) <> l.checkpoint_note)""")) {
            select.setInt(1, log);
            select.setInt(2, log);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String knownKey = rows.getString(4);
                    String before = rows.getString(5);
                    sights.add(new Sight(
                            rows.getInt(1),
                            VerifierKey.parse(rows.getString(2)),
                            SignedNote.parse(rows.getString(3)),
                            knownKey == null ? null : VerifierKey.parse(knownKey),
                            before == null ? null : SignedNote.parse(before)));
                }
            }
        }
        return sights;
    }

    private Optional<String> conflict(Connection connection, Sight sight) {
        Checkpoint now = sight.now().checkpoint();
        if (!sight.key().signed(sight.now()) || !now.origin().equals(sight.key().name())) {
            return Optional.of("its checkpoint of %d entries is not signed with its key".formatted(now.size()));
        }
        if (sight.knownKey() == null || sight.before() == null) {
            return Optional.empty();
        }
        if (!sight.knownKey().equals(sight.key())) {
            return Optional.of("it changed its key from `%s`".formatted(sight.knownKey()));
        }
        if (!signer.witnessKey().signed(sight.before())) {
            return Optional.of("what this replica had witnessed was replaced");
        }
        Checkpoint before = sight.before().checkpoint();
        if (now.size() < before.size()) {
            return Optional.of("it had %d entries, now %d".formatted(before.size(), now.size()));
        }
        boolean grew = new StoredTree(connection, sight.log())
                .tree(now.size())
                .consistencyProof(before.size())
                .proves(before.root(), now.root());
        return grew
                ? Optional.empty()
                : Optional.of("its %d entries do not begin with the %d witnessed".formatted(now.size(), before.size()));
    }

    /// Where there is a conflict, what was witnessed before stays, as evidence.
    private void keep(Connection connection, Sight sight, @Nullable String conflict) throws SQLException {
        SignedNote cosigned = sight.now().with(signer.cosign(sight.now(), clock.instant()));
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO ledger.witness AS w (witness, log, vkey, size, note, conflict, time)
                VALUES (?, ?, ?, ?, ?, ?, clock_timestamp())
                ON CONFLICT (witness, log) DO UPDATE SET
                    size = CASE WHEN excluded.conflict IS NULL THEN excluded.size ELSE w.size END,
                    note = CASE WHEN excluded.conflict IS NULL THEN excluded.note ELSE w.note END,
                    conflict = excluded.conflict, time = excluded.time""")) {
            upsert.setInt(1, log);
            upsert.setInt(2, sight.log());
            upsert.setString(3, sight.key().toString());
            upsert.setLong(4, sight.now().checkpoint().size());
            upsert.setString(5, (conflict == null ? cosigned : sight.now()).toString());
            upsert.setString(6, conflict);
            upsert.executeUpdate();
        }
    }
}
