package io.levee.realparts.failing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// Programs that each provoke one failure of PostgreSQL through JDBC. Arguments: the name of the failure, the address
/// of
/// an empty database for a superuser, and that of the user `reader`, who may do nothing. Without arguments it prints
/// the names.
public final class FailingStatements {
    private static final int CONNECTIONS_MAX = 200;

    /// One program, with the addresses of both users.
    interface Program {
        void run(String admin, String reader) throws Exception;
    }

    private static final Map<String, Program> ALL = Map.ofEntries(
            statement("syntax", "SELECT id FORM orders WHERE"),
            statement("column-not-found", "SELECT id, amount_eur FROM orders"),
            statement("table-not-found", "SELECT * FROM orders_daily"),
            statement("function-not-found", "SELECT to_euros(amount) FROM orders"),
            statement("column-ambiguous", "SELECT id FROM orders a JOIN orders b ON a.id = b.id"),
            statement("not-grouped", "SELECT customer, amount FROM orders GROUP BY customer"),
            statement("type-mismatch", "INSERT INTO orders VALUES (2, now(), 'ana')"),
            statement("operator-not-found", "SELECT * FROM orders WHERE customer = 7"),
            statement("table-exists", "CREATE TABLE orders (id int)"),
            statement("needed-by-others", "DROP TABLE orders"),
            statement("schema-not-found", "SELECT * FROM finance.orders"),
            statement("duplicate-key", "INSERT INTO orders VALUES (1, 5, 'ana')"),
            statement("null-value", "INSERT INTO orders VALUES (3, NULL, 'ana')"),
            statement("foreign-key", "INSERT INTO items VALUES (1, 99)"),
            statement("check", "INSERT INTO orders VALUES (4, -1, 'ana')"),
            statement("input-syntax", "INSERT INTO orders SELECT 5, 'many'::text::int, 'ana'"),
            statement("date-invalid", "SELECT '2026-02-30'::text::date"),
            statement("too-long", "INSERT INTO orders VALUES (6, 1, repeat('x', 200))"),
            statement("out-of-range", "SELECT 2147483647::int + amount FROM orders"),
            statement("divide-by-zero", "SELECT 1 / (amount - amount) FROM orders"),
            statement("subquery-rows", "SELECT (SELECT generate_series(1, 2))"),
            statement("conflict-twice", """
                    INSERT INTO orders VALUES (7, 1, 'a'), (7, 2, 'b')
                    ON CONFLICT (id) DO UPDATE SET amount = excluded.amount"""),
            statement("no-conflict-target", "INSERT INTO orders VALUES (8, 1, 'a') ON CONFLICT (amount) DO NOTHING"),
            statement("statement-timeout", "SET statement_timeout = 300", "SELECT pg_sleep(10)"),
            statement("read-only", "SET default_transaction_read_only = on", "INSERT INTO orders VALUES (9, 1, 'a')"),
            statement("temp-files", "SET work_mem = '64kB'", "SET temp_file_limit = '64kB'", """
                    SELECT count(*) FROM (SELECT md5(i::text) FROM generate_series(1, 300000) i ORDER BY 1) s"""),
            statement(
                    "idle-timeout",
                    "SET idle_in_transaction_session_timeout = 200",
                    "BEGIN",
                    "/* sleep */",
                    "SELECT 1"),
            statement("disconnected", "SELECT pg_terminate_backend(pg_backend_pid())"),
            statement("setting-unknown", "SET work_memory = '64kB'"),
            statement("setting-invalid", "SET work_mem = 'plenty'"),
            statement("encoding", "SELECT convert_from('\\xff'::bytea, 'UTF8')"),
            statement("extension", "CREATE EXTENSION vector"),
            statement("locks", """
                    DO $$ BEGIN FOR i IN 1..30000 LOOP
                    EXECUTE format('CREATE TABLE many_%s ()', i); END LOOP; END $$"""),
            Map.entry("permission", (_, reader) -> run(reader, "SELECT * FROM orders")),
            Map.entry("permission-schema", (_, reader) -> run(reader, "CREATE TABLE mine (id int)")),
            Map.entry("failed-transaction", (admin, _) -> failedTransaction(admin)),
            Map.entry("deadlock", (admin, _) -> deadlock(admin)),
            Map.entry("serialization", (admin, _) -> serialization(admin)),
            Map.entry("lock-timeout", (admin, _) -> lockTimeout(admin)),
            Map.entry(
                    "wrong-password",
                    (_, reader) -> run(reader.replaceAll("password=[^&]*", "password=x"), "SELECT 1")),
            Map.entry("role-not-found", (_, reader) -> run(reader.replaceAll("user=[^&]*", "user=rita"), "SELECT 1")),
            Map.entry("no-password", (_, reader) -> run(reader.replaceAll("&?password=[^&]*", ""), "SELECT 1")),
            Map.entry(
                    "database-not-found",
                    (_, reader) -> run(reader.replaceAll("/[a-z0-9_]+\\?", "/reports?"), "SELECT 1")),
            Map.entry("refused", (admin, _) -> run(admin.replaceAll(":[0-9]+/", ":1/"), "SELECT 1")),
            Map.entry(
                    "host-unknown",
                    (admin, _) -> run(admin.replaceAll("//[^/]*/", "//database.nowhere.invalid:5432/"), "SELECT 1")),
            Map.entry("no-tls", (admin, _) -> run(admin + "&sslmode=require", "SELECT 1")),
            Map.entry("too-many-connections", (_, reader) -> tooManyConnections(reader)),
            Map.entry("parameter-missing", (admin, _) -> parameterMissing(admin)));

    private FailingStatements() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            System.out.println(ALL.keySet().stream().sorted().collect(Collectors.joining("\n")));
            return;
        }
        Program program = ALL.get(arguments[0]);
        if (program == null) {
            throw new IllegalArgumentException("no failure `%s`".formatted(arguments[0]));
        }
        run(
                arguments[1],
                "DROP TABLE IF EXISTS items, orders",
                "CREATE TABLE orders (id int PRIMARY KEY, amount int NOT NULL CHECK (amount > 0), customer varchar(20))",
                "CREATE TABLE items (id int, order_id int REFERENCES orders)",
                "INSERT INTO orders VALUES (1, 5, 'ana'), (11, 7, 'ben')");
        program.run(arguments[1], arguments[2]);
    }

    private static Map.Entry<String, Program> statement(String name, String... statements) {
        return Map.entry(name, (admin, _) -> run(admin, statements));
    }

    private static void run(String address, String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection(address);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                if (sql.contains("sleep */")) {
                    Thread.sleep(600);
                }
                statement.execute(sql);
            }
        }
    }

    private static void failedTransaction(String admin) throws SQLException {
        try (Connection connection = DriverManager.getConnection(admin);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute("INSERT INTO orders VALUES (1, 5, 'ana')");
            } catch (SQLException e) {
                System.err.println("not new, going on: " + e.getMessage());
            }
            statement.execute("INSERT INTO orders VALUES (12, 5, 'ana')");
        }
    }

    private static void deadlock(String admin) throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        AtomicReference<Exception> first = new AtomicReference<>();
        Thread other = new Thread(() -> {
            try {
                update(admin, 11, 1, both);
            } catch (Exception e) {
                first.set(e);
            }
        });
        other.start();
        update(admin, 1, 11, both);
        other.join();
        if (first.get() != null) {
            throw first.get();
        }
    }

    private static void update(String admin, int mine, int theirs, CountDownLatch both) throws Exception {
        try (Connection connection = DriverManager.getConnection(admin);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("UPDATE orders SET amount = amount + 1 WHERE id = " + mine);
            both.countDown();
            both.await();
            statement.execute("UPDATE orders SET amount = amount + 1 WHERE id = " + theirs);
            connection.commit();
        }
    }

    private static void serialization(String admin) throws SQLException {
        try (Connection one = DriverManager.getConnection(admin);
                Connection two = DriverManager.getConnection(admin);
                Statement first = one.createStatement();
                Statement second = two.createStatement()) {
            one.setAutoCommit(false);
            one.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            first.execute("SELECT amount FROM orders WHERE id = 1");
            second.execute("UPDATE orders SET amount = amount + 1 WHERE id = 1");
            first.execute("UPDATE orders SET amount = amount * 2 WHERE id = 1");
            one.commit();
        }
    }

    private static void lockTimeout(String admin) throws SQLException {
        try (Connection one = DriverManager.getConnection(admin);
                Connection two = DriverManager.getConnection(admin);
                Statement first = one.createStatement();
                Statement second = two.createStatement()) {
            one.setAutoCommit(false);
            first.execute("LOCK TABLE orders");
            second.execute("SET lock_timeout = 300");
            second.execute("ALTER TABLE orders ADD COLUMN note text");
        }
    }

    private static void tooManyConnections(String reader) throws SQLException {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS_MAX; i++) {
            all.add(DriverManager.getConnection(reader));
        }
        System.out.println(all.size());
    }

    private static void parameterMissing(String admin) throws SQLException {
        try (Connection connection = DriverManager.getConnection(admin);
                PreparedStatement statement =
                        connection.prepareStatement("SELECT * FROM orders WHERE id = ? AND customer = ?")) {
            statement.setInt(1, 1);
            statement.execute();
        }
    }
}
