package io.levee.adapters.postgres;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings each room's schema to the version that this code expects. Flyway does the work; where
/// there is none, one query finds that out and Flyway, which costs most of a second, is not even
/// loaded.
enum Migrations {
    LEDGER("ledger", 1),
    IDENTITY("identity", 1),
    APPROVAL("approval", 1),
    BUDGET("budget", 1),
    REVIEW("review", 1),
    JOB("job", 2);

    static final String HISTORY = "schema_history";

    private final String schema;
    private final int newest;

    /// @param newest the highest version among the scripts; 0 where there are none
    Migrations(String schema, int newest) {
        this.schema = schema;
        this.newest = newest;
    }

    String schema() {
        return schema;
    }

    int newest() {
        return newest;
    }

    String location() {
        return "classpath:db/migration/" + schema;
    }

    static void apply(Connection connection, DataSource pool) throws SQLException {
        for (Migrations room : values()) {
            int found = room.version(connection);
            if (found > room.newest) {
                throw new LeveeException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "the database was written by a newer Levee (schema `%s` is at version %d, this one knows %d): use that Levee"
                                .formatted(room.schema, found, room.newest));
            }
            if (found < room.newest) {
                room.migrate(pool);
            }
        }
    }

    /// 0 where the schema is new.
    private int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet exists =
                    statement.executeQuery("SELECT to_regclass('%s.%s') IS NOT NULL".formatted(schema, HISTORY))) {
                exists.next();
                if (!exists.getBoolean(1)) {
                    return 0;
                }
            }
            try (ResultSet versions = statement.executeQuery(
                    "SELECT coalesce(max(version::int), 0) FROM %s.%s WHERE success AND version IS NOT NULL"
                            .formatted(schema, HISTORY))) {
                versions.next();
                return versions.getInt(1);
            }
        }
    }

    private void migrate(DataSource pool) {
        try {
            var _ = Flyway.configure()
                    .dataSource(pool)
                    .schemas(schema)
                    .defaultSchema(schema)
                    .table(HISTORY)
                    .locations(location())
                    .failOnMissingLocations(true)
                    .cleanDisabled(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql) {
                    throw SqlFailures.translated(sql);
                }
            }
            throw new LeveeException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "schema `%s` of the database could not be brought up to date".formatted(schema),
                    e);
        }
    }
}
