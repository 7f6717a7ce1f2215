package io.levee.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.testkit.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationsTest {
    @ParameterizedTest
    @EnumSource
    void theNewestVersionThatTheCodeKnowsIsTheNewestScript(Migrations room) throws Exception {
        Path scripts = Path.of("src/main/resources/db/migration").resolve(room.schema());
        assertThat(versions(scripts).stream().max(Integer::compare).orElse(0)).isEqualTo(room.newest());
    }

    @Test
    void aDatabaseOfANewerLeveeIsRefused() {
        String url = TestPostgres.freshDatabase();
        try (Database database = Database.external(url)) {
            database.with(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate("""
                            INSERT INTO ledger.schema_history
                              (installed_rank, version, description, type, script, installed_by, execution_time, success)
                            VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 'levee', 1, true)""");
                }
            });
        }
        assertThatThrownBy(() -> Database.external(url))
                .hasMessageContaining("newer Levee")
                .hasMessageContaining("99");
    }

    @Test
    void openingADatabaseTwiceChangesNothing() {
        String url = TestPostgres.freshDatabase();
        Database.external(url).close();
        try (Database again = Database.external(url)) {
            assertThat(again).hasToString(url.replaceFirst("\\w+@", ""));
        }
    }

    /// Else an address could switch off what notices a database that has vanished.
    @Test
    void whatLeveeSetsOfAConnectionIsNotChangedByTheAddress() throws Exception {
        String url = TestPostgres.freshDatabase()
                + "?ApplicationName=mine&socketTimeout=0&options=-c%20tcp_keepalives_idle%3D900%20-c%20work_mem%3D5MB";
        try (Database database = Database.external(url);
                Connection dedicated = database.dedicated("test", Duration.ofSeconds(7))) {
            assertThat(setting(dedicated, "application_name")).isEqualTo("levee test");
            assertThat(setting(dedicated, "tcp_keepalives_idle")).isEqualTo("5");
            assertThat(dedicated.getNetworkTimeout()).isEqualTo(7_000);
            assertThat(database.<String>with(pooled -> setting(pooled, "application_name")))
                    .isEqualTo("levee");
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static List<Integer> versions(Path scripts) throws Exception {
        if (!Files.isDirectory(scripts)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(scripts)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("V\\d+__\\w+\\.sql"))
                    .map(name -> Integer.parseInt(name.substring(1, name.indexOf('_'))))
                    .toList();
        }
    }
}
