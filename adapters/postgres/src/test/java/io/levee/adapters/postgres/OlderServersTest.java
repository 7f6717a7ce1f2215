package io.levee.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The versions that `LEVEE_DATABASE_URL` may name beside the one that Levee brings: real servers, on which a role
/// that owns nothing but its database migrates, writes, follows and proves. The newest too old one is refused.
class OlderServersTest {
    @Nested
    class Postgres15 extends PostgresLedgerContract {
        Postgres15() {
            super(database(15));
        }
    }

    @Nested
    class Postgres16 extends PostgresLedgerContract {
        Postgres16() {
            super(database(16));
        }
    }

    @Nested
    class Postgres17 extends PostgresLedgerContract {
        Postgres17() {
            super(database(17));
        }
    }

    private static final Map<Integer, TestPostgres> SERVERS = new HashMap<>();

    @AfterAll
    static void stop() throws IOException {
        for (TestPostgres server : SERVERS.values()) {
            server.close();
        }
        SERVERS.clear();
    }

    @Test
    void anOlderOneIsRefusedBeforeAnythingIsWritten() {
        String url = database(14);
        assertThatThrownBy(() -> Database.external(url))
                .isInstanceOfSatisfying(
                        LeveeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                .hasMessage("the database is PostgreSQL 14: Levee needs 15 or newer");
        assertThat(schemas(url)).doesNotContain("ledger", "identity");
    }

    private static List<String> schemas(String url) {
        DatabaseUrl address = DatabaseUrl.parse(url);
        try (var connection = DriverManager.getConnection(address.jdbc(), address.user(), "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT nspname FROM pg_namespace")) {
            List<String> schemas = new ArrayList<>();
            while (rows.next()) {
                schemas.add(rows.getString(1));
            }
            return schemas;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String database(int major) {
        return SERVERS.computeIfAbsent(
                        major, _ -> TestPostgres.start(Path.of("target/servers/postgres-%d.jar".formatted(major))))
                .database();
    }
}
