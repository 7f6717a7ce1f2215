package io.levee.examples;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.sql.DataSource;

/// The warehouse's own PostgreSQL: throw-away data, so it is not synced to disk.
public final class WarehouseDatabase implements AutoCloseable {
    private final EmbeddedPostgres server;

    private WarehouseDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    public static WarehouseDatabase start(Path folder) {
        try {
            return new WarehouseDatabase(EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(true)
                    .setServerConfig("shared_buffers", "16MB")
                    .setServerConfig("max_connections", "20")
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("the warehouse's PostgreSQL did not start: " + e.getMessage(), e);
        }
    }

    public DataSource dataSource() {
        return server.getPostgresDatabase();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the warehouse's PostgreSQL did not stop", e);
        }
    }
}
