package io.levee.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;

/// One real PostgreSQL for all tests of a JVM, started on first use and gone with the JVM. It does not sync
/// to disk, so it is fast and proves nothing about crashes; those tests start a server of their own.
///
/// ```java
/// private final Database database = Database.external(TestPostgres.freshDatabase());
/// ```
public final class TestPostgres implements AutoCloseable {
    private static final String ARCHIVE = "postgres-linux-x86_64.txz";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final EmbeddedPostgres server;

    private TestPostgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /// The address of a new, empty database, as `LEVEE_DATABASE_URL` would name it.
    public static String freshDatabase() {
        return Shared.SERVER.database();
    }

    /// A server of another version, from the jar with its programs; it ends with the caller.
    public static TestPostgres start(Path jar) {
        return new TestPostgres(started(EmbeddedPostgres.builder().setPgBinaryResolver((_, _) -> archive(jar))));
    }

    /// The address of a new, empty database on this server. Its owner may do nothing else there, as the operator of
    /// a shared server would have it.
    public String database() {
        String name = "test_" + COUNT.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + name + " LOGIN");
            statement.execute("CREATE DATABASE %s OWNER %s".formatted(name, name));
        } catch (SQLException e) {
            throw new IllegalStateException("could not create a database for a test", e);
        }
        return "postgresql://%s@127.0.0.1:%d/%s".formatted(name, server.getPort(), name);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static EmbeddedPostgres started(EmbeddedPostgres.Builder builder) {
        try {
            return builder.setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("shared_buffers", "32MB")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("timezone", "UTC")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("could not start PostgreSQL for tests", e);
        }
    }

    private static InputStream archive(Path jar) throws IOException {
        try (JarFile programs = new JarFile(jar.toFile());
                InputStream archive = programs.getInputStream(programs.getJarEntry(ARCHIVE))) {
            return new ByteArrayInputStream(archive.readAllBytes());
        }
    }

    /// Initialised by the JVM under its own lock, on first use.
    private static final class Shared {
        private static final TestPostgres SERVER = new TestPostgres(started(EmbeddedPostgres.builder()));
    }
}
