package io.levee.adapters.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.PGProperty;

/// The PostgreSQL that everything durable is in, migrated to what this version of Levee expects. Thread-safe.
public final class Database implements AutoCloseable {
    /// The oldest major version that works.
    public static final int VERSION_MIN = 15;
    /// Connections that all stores share; the ledger has two more of its own.
    static final int CONNECTIONS_MAX = 8;
    /// For a connection out of the pool.
    static final Duration WAIT_MAX = Duration.ofSeconds(5);
    /// For one answer of the database; a server that vanished is noticed after this.
    static final Duration ANSWER_MAX = Duration.ofSeconds(20);

    private final DatabaseUrl url;
    private final HikariDataSource pool;
    private final List<AutoCloseable> owned;

    private Database(DatabaseUrl url, List<AutoCloseable> owned) {
        this.url = url;
        this.owned = owned;
        this.pool = pool(url);
    }

    /// Starts the PostgreSQL that Levee brings along, on the data of this folder, and locks the folder.
    public static Database embedded(Path dataFolder) {
        List<AutoCloseable> owned = new ArrayList<>();
        try {
            DataFolder folder = DataFolder.lock(dataFolder);
            owned.add(folder);
            EmbeddedServer server = EmbeddedServer.start(folder.path());
            owned.add(server);
            return open(server.url(), owned);
        } catch (RuntimeException e) {
            closeAll(owned);
            throw e;
        }
    }

    /// The address, with the password, of the PostgreSQL that another process brought along and
    /// runs on this folder: what a second replica beside it is told.
    public static String addressOf(Path dataFolder) {
        ServerFiles files = new ServerFiles(dataFolder.resolve("postgres"));
        try {
            return "postgresql://%s:%s@127.0.0.1:%d/postgres"
                    .formatted(ServerPrograms.USER, files.readPassword(), files.knownPort());
        } catch (IOException | NumberFormatException e) {
            throw new LeveeException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "no embedded PostgreSQL runs on `%s`: is its replica up?".formatted(dataFolder),
                    e);
        }
    }

    /// Uses a PostgreSQL that somebody else runs, as named in `LEVEE_DATABASE_URL`.
    public static Database external(String url) {
        return open(DatabaseUrl.parse(url), List.of());
    }

    private static Database open(DatabaseUrl url, List<AutoCloseable> owned) {
        Database database = new Database(url, owned);
        // Not through the pool: what is wrong at the start shall be said at once, not after the pool's
        // patience.
        try (Connection connection = database.dedicated("start", ANSWER_MAX)) {
            checkVersion(connection.getMetaData().getDatabaseMajorVersion());
            Migrations.apply(connection, database.pool);
            return database;
        } catch (SQLException e) {
            database.pool.close();
            throw SqlFailures.translated(e);
        } catch (RuntimeException e) {
            database.pool.close();
            throw e;
        }
    }

    static void checkVersion(int major) {
        if (major < VERSION_MIN) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the database is PostgreSQL %d: Levee needs %d or newer".formatted(major, VERSION_MIN));
        }
    }

    /// The pool, for stores that bring their own way to write SQL.
    public DataSource dataSource() {
        return pool;
    }

    /// Runs `work` on a connection, each statement for itself; a failure becomes a [LeveeException].
    public <T> T with(SqlWork<T> work) {
        try (Connection connection = pool.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw SqlFailures.translated(e);
        }
    }

    /// Like [#with], for what only reads. After the database went away, connections that were used just before are
    /// handed out once more before they are found to be lost; whoever reads does not have to know, because reading
    /// twice harms nothing.
    public <T> T read(SqlWork<T> work) {
        try (Connection connection = pool.getConnection()) {
            try {
                return work.on(connection);
            } catch (SQLException e) {
                if (!SqlFailures.isLost(e)) {
                    throw e;
                }
                pool.getHikariPoolMXBean().softEvictConnections(); // the others are as old
            }
        } catch (SQLException e) {
            throw SqlFailures.translated(e);
        }
        return with(work);
    }

    /// Runs `work` as one transaction, rolled back where it throws.
    public <T> T transaction(SqlWork<T> work) {
        return with(connection -> {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    /// A connection outside the pool, for one that is kept for good. The caller closes it.
    ///
    /// @param purpose   shown in `pg_stat_activity`
    /// @param answerMax for one answer of the database
    Connection dedicated(String purpose, Duration answerMax) throws SQLException {
        return DriverManager.getConnection(url.place(), properties(url, "levee " + purpose, answerMax));
    }

    /// The address without the password.
    @Override
    public String toString() {
        return url.toString();
    }

    @Override
    public void close() {
        pool.close();
        closeAll(owned);
    }

    private static void rollBack(Connection connection, Exception why) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    private static HikariDataSource pool(DatabaseUrl url) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("levee");
        config.setJdbcUrl(url.place());
        config.setDataSourceProperties(properties(url, "levee", ANSWER_MAX));
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT_MAX.toMillis());
        config.setValidationTimeout(2_000);
        config.setKeepaliveTime(30_000);
        config.setIdleTimeout(60_000);
        config.setInitializationFailTimeout(-1); // the first use says what is wrong, in our words
        return new HikariDataSource(config);
    }

    /// As properties and not as one data source, which would spell them all out in the address that it
    /// reports: Flyway searches that address for secrets, for a tenth of a second each time. What the operator
    /// wrote into the address stays where it is not ours to say.
    private static Properties properties(DatabaseUrl url, String application, Duration answerMax) {
        Properties properties = new Properties();
        properties.putAll(url.parameters());
        PGProperty.USER.set(properties, url.user());
        url.password().ifPresent(password -> PGProperty.PASSWORD.set(properties, password));
        PGProperty.APPLICATION_NAME.set(properties, application);
        PGProperty.CONNECT_TIMEOUT.set(properties, 5);
        PGProperty.LOGIN_TIMEOUT.set(properties, 10);
        PGProperty.SOCKET_TIMEOUT.set(properties, (int) answerMax.toSeconds());
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        // The other side of the same worry: a session whose client vanished must not keep the log of a
        // replica.
        PGProperty.OPTIONS.set(
                properties,
                "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3"
                        + " -c idle_in_transaction_session_timeout=60000");
        return properties;
    }

    private static void closeAll(List<AutoCloseable> owned) {
        for (AutoCloseable one : owned.reversed()) {
            try {
                one.close();
            } catch (Exception e) {
                throw new LeveeException(ErrorCode.INTERNAL, "the database did not close", e);
            }
        }
    }
}
