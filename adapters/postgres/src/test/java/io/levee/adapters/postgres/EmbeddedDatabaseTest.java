package io.levee.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The PostgreSQL that Levee brings along; one server for all stories, since starting one is what costs.
class EmbeddedDatabaseTest {
    @TempDir
    private static Path temporary;

    @Test
    void theServerIsDurablePrivateAndComesBackHoweverItEnds() throws Exception {
        Path folder = temporary.resolve("data");
        String jdbc;
        try (Database database = Database.embedded(folder)) {
            assertThat(settings(database))
                    .containsEntry("fsync", "on")
                    .containsEntry("full_page_writes", "on")
                    .containsEntry("synchronous_commit", "on")
                    .containsEntry("data_checksums", "on")
                    .containsEntry("listen_addresses", "127.0.0.1")
                    .containsEntry("password_encryption", "scram-sha-256")
                    .containsEntry("unix_socket_directories", "");
            assertThat(text(database, "SHOW server_version")).isEqualTo("18.6");
            // Ctrl-C in a terminal reaches every process of its session
            assertThat(session(postmaster(folder))).isNotEqualTo(session(ProcessHandle.current()));
            assertThat(permissions(folder)).isEqualTo("rwx------");
            assertThat(permissions(folder.resolve("postgres"))).isEqualTo("rwx------");
            assertThat(permissions(folder.resolve("postgres/password"))).isEqualTo("rw-------");
            jdbc = "jdbc:" + database;
            assertThatThrownBy(() -> DriverManager.getConnection(jdbc, ServerPrograms.USER, "guess")
                            .close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> Database.embedded(folder))
                    .isInstanceOfSatisfying(
                            LeveeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_FOLDER_IN_USE))
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            execute(database, "CREATE TABLE kept (what text)");
            execute(database, "INSERT INTO kept VALUES ('before')");

            killPostmaster(folder);
            Awaitility.await()
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(text(database, "SELECT what FROM kept")).isEqualTo("before"));
        }
        assertThat(folder.resolve("postgres/data/postmaster.pid")).doesNotExist();
        try (Database again = Database.embedded(folder)) {
            assertThat(text(again, "SELECT what FROM kept")).isEqualTo("before");
            assertThat("jdbc:" + again).isEqualTo(jdbc);
        }
        Files.writeString(folder.resolve("postgres/data/PG_VERSION"), "12\n");
        assertThatThrownBy(() -> Database.embedded(folder)).hasMessageContaining("PostgreSQL `12`");
    }

    private static void killPostmaster(Path folder) throws Exception {
        ProcessHandle postmaster = postmaster(folder);
        postmaster.destroyForcibly();
        postmaster.onExit().get();
    }

    private static ProcessHandle postmaster(Path folder) throws IOException {
        String pid = Files.readAllLines(folder.resolve("postgres/data/postmaster.pid"))
                .getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /// proc_pid_stat(5): the session is the sixth field; the second, in brackets, may contain anything.
    private static String session(ProcessHandle process) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5)[3];
    }

    private static Map<String, String> settings(Database database) {
        return database.with(connection -> {
            Map<String, String> settings = new HashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT name, setting FROM pg_settings")) {
                while (rows.next()) {
                    settings.put(rows.getString(1), rows.getString(2));
                }
            }
            return settings;
        });
    }

    private static String text(Database database, String sql) {
        return database.with(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getString(1);
            }
        });
    }

    private static void execute(Database database, String sql) {
        database.with(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
