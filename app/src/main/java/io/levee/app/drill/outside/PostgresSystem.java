package io.levee.app.drill.outside;

import io.levee.adapters.postgres.Database;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A PostgreSQL in which the agent writes row after row with a role of its own, and keeps a transaction open that it
/// commits at the very end: what it wrote there must never be seen.
public final class PostgresSystem implements OutsideSystem {
    private static final String STOPPER = "levee_stopper";
    private static final long ROW_EVERY_MILLIS = 2;

    private final String agent;
    private final String agentPassword = Password.random();
    private final String stopperPassword = Password.random();
    private final Database database;
    private final String url;

    private PostgresSystem(String agent, Database database) {
        this.agent = agent;
        this.database = database;
        this.url = database.with(connection -> connection.getMetaData().getURL().replaceAll("\\?.*", ""));
        run("CREATE ROLE %s LOGIN CREATEROLE PASSWORD '%s'".formatted(STOPPER, stopperPassword));
        run("GRANT pg_signal_backend TO " + STOPPER);
        run("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(agent, agentPassword));
        run("GRANT %s TO %s WITH ADMIN TRUE, INHERIT FALSE, SET FALSE".formatted(agent, STOPPER));
        run("CREATE SCHEMA drill");
        run("CREATE TABLE drill.rows (at timestamptz NOT NULL DEFAULT clock_timestamp())");
        run("GRANT USAGE ON SCHEMA drill TO " + agent);
        run("GRANT INSERT ON drill.rows TO " + agent);
    }

    /// @param agent its id, and the name of its role: letters only
    public static PostgresSystem start(Path folder, String agent) {
        Database database = Database.embedded(folder);
        try {
            return new PostgresSystem(agent, database);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "postgres-role";
    }

    @Override
    public List<String> stopper() {
        return List.of(
                "system: postgres",
                "settings: { url: \"%s\", user: %s, secret: %s }".formatted(url, STOPPER, name()),
                "footholds: [{ agent: %s, id: %s }]".formatted(agent, agent));
    }

    @Override
    public Map<String, String> secrets() {
        return Map.of(name(), stopperPassword);
    }

    @Override
    public Duration bound() {
        return Duration.ofMillis(250);
    }

    @Override
    public Work begin() {
        run("TRUNCATE drill.rows");
        Persistence agents = new Persistence();
        agents.again(() -> writeOn(agents));
        agents.again(() -> holdOn(agents));
        return new Rows(agents);
    }

    private void writeOn(Persistence agents) throws SQLException, InterruptedException {
        try (Connection session = login();
                Statement statement = session.createStatement()) {
            while (!agents.isOver()) {
                statement.execute("INSERT INTO drill.rows DEFAULT VALUES");
                TimeUnit.MILLISECONDS.sleep(ROW_EVERY_MILLIS);
            }
        }
    }

    private void holdOn(Persistence agents) throws SQLException, InterruptedException {
        try (Connection session = login();
                Statement statement = session.createStatement()) {
            session.setAutoCommit(false);
            statement.execute("INSERT INTO drill.rows VALUES ('infinity')");
            while (!agents.isOver()) {
                statement.execute("SELECT 1");
                TimeUnit.MILLISECONDS.sleep(ROW_EVERY_MILLIS);
            }
            session.commit();
        }
    }

    private Connection login() throws SQLException {
        return DriverManager.getConnection(url, agent, agentPassword);
    }

    private void run(String sql) {
        database.with(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    @Override
    public void close() {
        database.close();
    }

    private final class Rows implements Work {
        private final Persistence agents;

        Rows(Persistence agents) {
            this.agents = agents;
        }

        @Override
        public long count() {
            return arrivals().size();
        }

        /// What was committed at the end counts as of now.
        @Override
        public List<Instant> arrivals() {
            return database.with(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery(
                                "SELECT least(at, clock_timestamp()) FROM drill.rows ORDER BY 1")) {
                    List<Instant> arrivals = new ArrayList<>();
                    while (rows.next()) {
                        Timestamp at = rows.getTimestamp(1);
                        if (at == null) {
                            throw new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, "a row without a time");
                        }
                        arrivals.add(at.toInstant());
                    }
                    return arrivals;
                }
            });
        }

        @Override
        public void close() {
            agents.close();
        }
    }
}
