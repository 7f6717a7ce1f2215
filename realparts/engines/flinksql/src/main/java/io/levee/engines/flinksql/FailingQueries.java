package io.levee.engines.flinksql;

import io.levee.engines.flinksql.FailingJobs.Job;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/// Queries in SQL, most of which Flink refuses before anything runs.
final class FailingQueries {
    private static final String SALES = """
            CREATE TABLE sales (id BIGINT, amount DOUBLE, seller STRING)
            WITH ('connector' = 'datagen', 'number-of-rows' = '20')
            """;

    static final Map<String, Job> ALL = Map.ofEntries(
            Map.entry("sql-connector-not-found", (cluster, folder) -> {
                TableEnvironment tables = tables(cluster);
                tables.executeSql("CREATE TABLE clicks (id BIGINT) WITH ('connector' = 'kafka', 'topic' = 'clicks')");
                tables.executeSql("SELECT * FROM clicks").print();
            }),
            Map.entry("sql-option-unknown", (cluster, folder) -> {
                TableEnvironment tables = tables(cluster);
                tables.executeSql("CREATE TABLE ticks (id BIGINT) WITH ('connector' = 'datagen', 'speed' = '9')");
                tables.executeSql("SELECT * FROM ticks").print();
            }),
            Map.entry("sql-column-not-found", query("SELECT id, amount_eur FROM sales")),
            Map.entry("sql-table-not-found", query("SELECT id FROM orders")),
            Map.entry("sql-syntax", query("SELECT id FORM sales WHERE")),
            Map.entry("sql-function-not-found", query("SELECT to_euros(amount) FROM sales")),
            Map.entry("sql-cast-invalid", query("SELECT CAST(seller AS INT) FROM sales")),
            Map.entry("sql-sink-columns", (cluster, folder) -> {
                TableEnvironment tables = tables(cluster);
                tables.executeSql(SALES);
                tables.executeSql("CREATE TABLE report (seller STRING, total DOUBLE) WITH ('connector' = 'blackhole')");
                tables.executeSql("INSERT INTO report SELECT id, seller FROM sales");
            }));

    private FailingQueries() {}

    private static Job query(String sql) {
        return (cluster, _) -> {
            TableEnvironment tables = tables(cluster);
            tables.executeSql(SALES);
            tables.executeSql(sql).print();
        };
    }

    private static TableEnvironment tables(Configuration cluster) {
        return TableEnvironment.create(EnvironmentSettings.newInstance()
                .withConfiguration(cluster)
                .inStreamingMode()
                .build());
    }
}
