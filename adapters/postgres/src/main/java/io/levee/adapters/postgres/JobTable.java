package io.levee.adapters.postgres;

import io.levee.catalog.AssetId;
import io.levee.facts.JobFact;
import io.levee.facts.JobId;
import io.levee.identity.ActorId;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobStore;
import io.levee.rooms.jobs.Supervision;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Jobs, in schema `job`, by the clock of the database. Thread-safe.
public final class JobTable implements JobStore {
    /// One in so many jobs takes away those that are over for longest.
    private static final int SWEEP_EVERY = 64;

    private static final System.Logger LOG = System.getLogger(JobTable.class.getName());

    private final Database database;
    private final Supervisor own;
    private final Text text;
    /// As they were last read or saved here; only what changed is read again. Guarded by itself.
    private final Map<JobId, Held> known = new HashMap<>();
    private final Set<String> unread = ConcurrentHashMap.newKeySet();

    /// @param machine names what only this machine's replicas can look after
    /// @param folder  of this replica's programs
    public record Supervisor(String replica, String machine, String folder) {}

    /// A job as it is kept.
    public interface Text {
        String write(Job job);

        Job read(String text);
    }

    public JobTable(Database database, Supervisor own, Text text) {
        this.database = database;
        this.own = own;
        this.text = text;
    }

    @Override
    public void add(Job job, String machine) {
        database.with(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    INSERT INTO job.job (id, agent, open, body, replica, machine, person, asset)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")) {
                insert.setString(1, job.id().value());
                insert.setString(2, job.spec().chain().caller().toString());
                insert.setBoolean(3, job.open());
                insert.setString(4, text.write(job));
                insert.setString(5, own.replica());
                insert.setString(6, machine);
                insert.setString(7, job.spec().person().toString());
                insert.setString(8, job.spec().asset().toString());
                return insert.executeUpdate();
            }
        });
        keep(new Held(job, 0, "", ""));
        if (Math.floorMod(job.id().hashCode(), SWEEP_EVERY) == 0) {
            sweep(CLOSED_MAX);
        }
    }

    @Override
    public boolean save(Held before, Job after) {
        int saved = database.with(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    UPDATE job.job SET body = ?, open = ?, quarantined = ?, version = version + 1, taken_from = ''
                    WHERE id = ? AND replica = ? AND version = ?""")) {
                update.setString(1, text.write(after));
                update.setBoolean(2, after.open());
                update.setBoolean(
                        3,
                        after.outcome()
                                .filter(JobFact.Outcome.QUARANTINED::equals)
                                .isPresent());
                update.setString(4, after.id().value());
                update.setString(5, own.replica());
                update.setLong(6, before.version());
                return update.executeUpdate();
            }
        });
        if (saved == 1) {
            keep(new Held(after, before.version() + 1, "", before.wish()));
        }
        return saved == 1;
    }

    @Override
    public List<Held> beat() {
        return database.transaction(connection -> {
            say(connection);
            takeOver(connection);
            return mine(connection);
        });
    }

    private void say(Connection connection) throws SQLException {
        try (PreparedStatement say = connection.prepareStatement("""
                INSERT INTO job.supervisor (replica, machine, folder, heard_at) VALUES (?, ?, ?, clock_timestamp())
                ON CONFLICT (replica) DO UPDATE
                SET machine = excluded.machine, folder = excluded.folder, heard_at = excluded.heard_at""")) {
            say.setString(1, own.replica());
            say.setString(2, own.machine());
            say.setString(3, own.folder());
            say.executeUpdate();
        }
    }

    private void takeOver(Connection connection) throws SQLException {
        try (PreparedStatement take = connection.prepareStatement("""
                UPDATE job.job SET replica = ?, version = job.version + 1, taken_from = supervisor.replica || ' ' || supervisor.folder
                FROM job.supervisor
                WHERE job.open AND job.replica = supervisor.replica AND supervisor.replica <> ?
                  AND supervisor.heard_at < clock_timestamp() - ? * interval '1 millisecond'
                  AND job.machine IN ('', ?)""")) {
            take.setString(1, own.replica());
            take.setString(2, own.replica());
            take.setLong(3, Supervision.SILENT.toMillis());
            take.setString(4, own.machine());
            take.executeUpdate();
        }
    }

    private List<Held> mine(Connection connection) throws SQLException {
        List<Held> all = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT id, version, taken_from, wish FROM job.job WHERE open AND replica = ?")) {
            select.setString(1, own.replica());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    JobId id = new JobId(row.getString(1));
                    Optional<Held> same = known(id, row.getLong(2));
                    if (same.isPresent()) {
                        all.add(new Held(same.get().job(), row.getLong(2), row.getString(3), row.getString(4)));
                    } else {
                        changed.add(id.value());
                    }
                }
            }
        }
        all.addAll(read(connection, changed));
        synchronized (known) { // what another replica took over is not ours to remember
            known.keySet().retainAll(all.stream().map(held -> held.job().id()).collect(Collectors.toSet()));
        }
        return all;
    }

    private List<Held> read(Connection connection, List<String> ids) throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<Held> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT body, version, taken_from, wish, id FROM job.job WHERE id = ANY (?) AND replica = ?")) {
            select.setArray(1, connection.createArrayOf("text", ids.toArray()));
            select.setString(2, own.replica());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long version = row.getLong(2);
                    String from = row.getString(3);
                    String wish = row.getString(4);
                    read(row.getString(5), row.getString(1)).ifPresent(job -> {
                        Held held = new Held(job, version, from, wish);
                        keep(held);
                        all.add(held);
                    });
                }
            }
        }
        return all;
    }

    private void keep(Held held) {
        synchronized (known) {
            if (held.job().open()) {
                known.put(held.job().id(), held);
            } else {
                known.remove(held.job().id());
            }
        }
    }

    private Optional<Held> known(JobId id, long version) {
        synchronized (known) {
            return Optional.ofNullable(known.get(id)).filter(held -> held.version() == version);
        }
    }

    @Override
    public void giveBack(Held held) {
        String replica = held.from().substring(0, Math.max(0, held.from().indexOf(' ')));
        database.with(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    UPDATE job.job SET replica = ?, version = version + 1, taken_from = ''
                    WHERE id = ? AND replica = ? AND version = ?""")) {
                update.setString(1, replica);
                update.setString(2, held.job().id().value());
                update.setString(3, own.replica());
                update.setLong(4, held.version());
                return update.executeUpdate();
            }
        });
    }

    @Override
    public Optional<Job> find(JobId job) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT body FROM job.job WHERE id = ?")) {
                select.setString(1, job.value());
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(text.read(row.getString(1))) : Optional.empty();
                }
            }
        });
    }

    @Override
    public List<Job> newest(Optional<ActorId> person, int max) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT id, body FROM job.job WHERE ? = '' OR person = ? ORDER BY created_at DESC LIMIT ?""")) {
                String whose = person.map(ActorId::toString).orElse("");
                select.setString(1, whose);
                select.setString(2, whose);
                select.setInt(3, max);
                try (ResultSet row = select.executeQuery()) {
                    List<Job> all = new ArrayList<>();
                    while (row.next()) {
                        read(row.getString(1), row.getString(2)).ifPresent(all::add);
                    }
                    return all;
                }
            }
        });
    }

    /// One that another version of Levee wrote and this one cannot read keeps nobody from the others.
    private Optional<Job> read(String id, String body) {
        try {
            return Optional.of(text.read(body));
        } catch (IllegalArgumentException e) {
            if (unread.add(id)) {
                LOG.log(System.Logger.Level.WARNING, "{0} was written by another version and is left alone", id);
            }
            return Optional.empty();
        }
    }

    @Override
    public Optional<JobId> quarantined(String agent, AssetId asset) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT id FROM job.job WHERE quarantined AND agent = ? AND asset = ?
                    ORDER BY created_at DESC LIMIT 1""")) {
                select.setString(1, agent);
                select.setString(2, asset.toString());
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(new JobId(row.getString(1))) : Optional.empty();
                }
            }
        });
    }

    @Override
    public boolean release(String agent, AssetId asset) {
        return database.with(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE job.job SET quarantined = false WHERE agent = ? AND asset = ? AND quarantined")) {
                update.setString(1, agent);
                update.setString(2, asset.toString());
                return update.executeUpdate() > 0;
            }
        });
    }

    @Override
    public int openOf(String agent) {
        return database.read(connection -> {
            try (PreparedStatement count =
                    connection.prepareStatement("SELECT count(*) FROM job.job WHERE open AND agent = ?")) {
                count.setString(1, agent);
                try (ResultSet row = count.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }

    @Override
    public boolean wishEnd(JobId job, String by) {
        return database.with(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE job.job SET wish = ? WHERE id = ? AND open")) {
                update.setString(1, by);
                update.setString(2, job.value());
                return update.executeUpdate() == 1;
            }
        });
    }

    /// Takes away all that are over but the newest. Returns how many.
    int sweep(int max) {
        return database.with(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("""
                    DELETE FROM job.job WHERE NOT open AND NOT quarantined AND created_at < (
                        SELECT created_at FROM job.job WHERE NOT open ORDER BY created_at DESC OFFSET ? LIMIT 1)""")) {
                delete.setInt(1, max - 1);
                return delete.executeUpdate();
            }
        });
    }
}
