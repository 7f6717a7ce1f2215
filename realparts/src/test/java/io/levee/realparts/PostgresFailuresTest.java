package io.levee.realparts;

import io.levee.realparts.failing.FailingStatements;
import io.levee.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Failures of programs on a real PostgreSQL are diagnosed as the kept ones were.
final class PostgresFailuresTest {
    /// The server of tests asks for no password, and is not what psql or its own log says; thousands of tables would
    /// outlive the test.
    private static final List<String> ELSEWHERE = List.of(
            "wrong-password",
            "no-password",
            "role-not-found",
            "deadlock-server",
            "disk-full-psql",
            "wrong-password-psql",
            "locks");

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> statements() throws Exception {
        String database = TestPostgres.freshDatabase();
        String address = "jdbc:postgresql://" + database.substring(database.indexOf('@') + 1);
        String admin = address + "?user=postgres";
        String reader = "reader_of_" + database.substring(database.lastIndexOf('/') + 1);
        try (var connection = DriverManager.getConnection(admin);
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + reader + " LOGIN");
        }
        return Failure.of("postgres").stream()
                .filter(failure -> !ELSEWHERE.contains(failure.name()))
                .map(failure -> DynamicTest.dynamicTest(
                        failure.name(), () -> failure.isDiagnosed(run(failure, admin, address + "?user=" + reader))));
    }

    private Failure.Ended run(Failure failure, String admin, String reader) throws IOException, InterruptedException {
        return Failure.run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FailingStatements.class.getName(),
                        failure.name(),
                        admin,
                        reader),
                Files.createDirectories(folder.resolve(failure.name())));
    }
}
