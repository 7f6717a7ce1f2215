package io.levee.adapters.postgres.roles;

import io.levee.facts.JobId;
import io.levee.organisation.SignalSource;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.Owners;
import io.levee.rooms.jobs.Signal;
import io.levee.rooms.jobs.SignalKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// `kind: postgres-connections`: jobs that take more connections of a PostgreSQL than they may. A job's connections
/// are those whose `application_name` begins with its name: libpq takes it from `PGAPPNAME`, which jobs on this
/// machine are given.
///
/// | setting | |
/// |---|---|
/// | `url`, `tls`, `ca` | as stoppers of roles have them |
/// | `user`, `secret` | who may see all sessions: a member of `pg_read_all_stats` |
/// | `most` | connections of one job |
public final class ConnectionSignals implements SignalKind {
    private static final int NAMES_MAX = 10_000;

    @Override
    public String kind() {
        return "postgres-connections";
    }

    @Override
    public Set<String> required() {
        return Set.of("url", "user", "secret", "most");
    }

    @Override
    public Set<String> optional() {
        return Set.of("tls", "ca");
    }

    @Override
    public Signal signal(SignalSource source, UnaryOperator<String> secrets) {
        String most = source.settings().getOrDefault("most", "");
        if (!most.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException("`%s` is no number of connections: write `most: 20`".formatted(most));
        }
        return new Connections(
                source.name(), source.hold(), RoleServer.of(source.settings(), secrets::apply), Integer.parseInt(most));
    }

    private record Connections(String name, Duration hold, RoleServer server, int most) implements Signal {
        @Override
        public Map<JobId, String> harmful(List<Job> running) {
            return new Owners(running).above(counted(), most, "%s connections of `%s`, and %s are its limit");
        }

        private Map<String, Double> counted() {
            try (Connection connection = server.open();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("""
                            SELECT application_name, count(*) FROM pg_catalog.pg_stat_activity
                            WHERE application_name <> '' GROUP BY 1 ORDER BY 2 DESC LIMIT %d""".formatted(NAMES_MAX))) {
                Map<String, Double> counted = new HashMap<>();
                while (row.next()) {
                    counted.put(row.getString(1), row.getDouble(2));
                }
                return counted;
            } catch (SQLException e) {
                throw new IllegalStateException("its sessions cannot be read: SQLSTATE %s".formatted(e.getSQLState()));
            }
        }
    }
}
