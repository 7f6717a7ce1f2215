package io.levee.examples;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/// acme's data warehouse on PostgreSQL: a few tables of sales, and one of salaries.
final class Warehouse {
    /// Rows of one answer.
    static final int ROWS_MAX = 1_000;

    private static final String SCHEMA = """
            CREATE SCHEMA IF NOT EXISTS sales;
            CREATE SCHEMA IF NOT EXISTS hr;
            CREATE TABLE IF NOT EXISTS sales.orders (
                id bigint PRIMARY KEY, region text NOT NULL, product text NOT NULL, cents bigint NOT NULL);
            CREATE TABLE IF NOT EXISTS sales.customers (
                id bigint PRIMARY KEY, name text NOT NULL, email text NOT NULL);
            CREATE TABLE IF NOT EXISTS hr.payroll (person text PRIMARY KEY, cents_per_month bigint NOT NULL);
            INSERT INTO sales.orders SELECT n, (ARRAY['north','south','east','west'])[1 + n % 4],
                (ARRAY['kayak','tent','lamp'])[1 + n % 3], 1000 + n * 37 % 90000
                FROM generate_series(1, 2000) AS n ON CONFLICT DO NOTHING;
            INSERT INTO sales.customers SELECT n, 'Customer ' || n, 'customer' || n || '@example.com'
                FROM generate_series(1, 200) AS n ON CONFLICT DO NOTHING;
            INSERT INTO hr.payroll SELECT 'person ' || n, 300000 + n * 1000 FROM generate_series(1, 20) AS n
                ON CONFLICT DO NOTHING;
            """;

    private final DataSource database;

    Warehouse(DataSource database) {
        this.database = database;
    }

    void prepare() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SCHEMA);
        }
    }

    List<String> tables() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT table_schema || '.' || table_name FROM information_schema.tables"
                                + " WHERE table_schema IN ('sales', 'hr', 'agents') ORDER BY 1");
                ResultSet rows = query.executeQuery()) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    /// Reads up to `limit` rows; empty where there is no such table. The name is looked up, never pasted from a caller.
    Optional<List<Map<String, Object>>> read(String table, int limit) throws SQLException {
        Optional<String> known = tables().stream().filter(table::equals).findFirst();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("SELECT * FROM " + known.get() + " ORDER BY 1 LIMIT ?")) {
            query.setInt(1, Math.clamp(limit, 1, ROWS_MAX));
            try (ResultSet rows = query.executeQuery()) {
                return Optional.of(all(rows));
            }
        }
    }

    /// Creates an empty table in the schema `agents`; false where the name is no plain word or is taken.
    boolean create(String name) throws SQLException {
        if (!name.matches("[a-z][a-z0-9_]{0,40}") || tables().contains("agents." + name)) {
            return false;
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS agents");
            statement.execute("CREATE TABLE agents." + name + " (id bigint PRIMARY KEY, note text)");
        }
        return true;
    }

    private static List<Map<String, Object>> all(ResultSet rows) throws SQLException {
        List<Map<String, Object>> all = new ArrayList<>();
        while (rows.next()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                row.put(rows.getMetaData().getColumnLabel(column), rows.getObject(column));
            }
            all.add(row);
        }
        return all;
    }
}
