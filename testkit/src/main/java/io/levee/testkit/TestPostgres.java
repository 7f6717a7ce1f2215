package io.levee.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// One real PostgreSQL for all tests of a JVM, started on first use and gone with the JVM. It does not sync
/// to disk, so it is fast and proves nothing about crashes; those tests start a server of their own.
///
/// ```java
/// private final Database database = Database.external(TestPostgres.freshDatabase());
/// ```
public final class TestPostgres {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestPostgres() {}

    /// The address of a new, empty database, as `LEVEE_DATABASE_URL` would name it.
    public static String freshDatabase() {
        String name = "test_" + COUNT.incrementAndGet();
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " STRATEGY file_copy");
        } catch (SQLException e) {
            throw new IllegalStateException("could not create a database for a test", e);
        }
        return "postgresql://postgres@127.0.0.1:%d/%s".formatted(Server.RUNNING.getPort(), name);
    }

    /// Initialised by the JVM under its own lock, on first use.
    private static final class Server {
        private static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .setServerConfig("shared_buffers", "32MB")
                        .setServerConfig("max_connections", "100")
                        .setServerConfig("synchronous_commit", "off")
                        .setServerConfig("timezone", "UTC")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("could not start PostgreSQL for tests", e);
            }
        }
    }
}
