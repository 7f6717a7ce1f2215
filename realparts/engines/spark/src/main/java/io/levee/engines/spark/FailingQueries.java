package io.levee.engines.spark;

import io.levee.engines.spark.FailingJobs.Job;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/// Queries that Spark refuses before it reads anything: the analysis fails.
final class FailingQueries {
    static final Map<String, Job> ALL = Map.ofEntries(
            Map.entry("column-not-found", (spark, folder) -> query(spark, "SELECT id, amount_eur FROM sales")),
            Map.entry("table-not-found", (spark, folder) -> query(spark, "SELECT * FROM warehouse.sales_daily")),
            Map.entry("syntax", (spark, folder) -> query(spark, "SELECT id FORM sales WHERE")),
            Map.entry("function-not-found", (spark, folder) -> query(spark, "SELECT to_euros(amount) FROM sales")),
            Map.entry("type-mismatch", (spark, folder) -> query(spark, "SELECT array(1, 2) + amount FROM sales")),
            Map.entry(
                    "column-ambiguous",
                    (spark, folder) -> query(spark, "SELECT id FROM sales a JOIN sales b ON a.id = b.id")),
            Map.entry("not-grouped", (spark, folder) -> query(spark, "SELECT day, amount FROM sales GROUP BY day")),
            Map.entry(
                    "union-columns",
                    (spark, folder) -> query(spark, "SELECT id FROM sales UNION ALL SELECT id, day FROM sales")),
            Map.entry(
                    "path-not-found",
                    (spark, folder) -> spark.read()
                            .parquet(folder.resolve("landing/day=7").toString())
                            .show()),
            Map.entry(
                    "source-not-found",
                    (spark, folder) ->
                            spark.read().format("iceberg").load("db.sales").show()),
            Map.entry("no-schema", (spark, folder) -> {
                java.nio.file.Files.createDirectories(folder.resolve("empty"));
                spark.read().parquet(folder.resolve("empty").toString()).show();
            }),
            Map.entry("output-exists", (spark, folder) -> {
                String out = folder.resolve("report").toString();
                spark.range(3).write().parquet(out);
                spark.range(3).write().parquet(out);
            }),
            Map.entry("table-exists", (spark, folder) -> {
                spark.range(3).write().saveAsTable("report");
                spark.range(3).write().saveAsTable("report");
            }),
            Map.entry("insert-columns", (spark, folder) -> {
                spark.sql("CREATE TABLE report (id BIGINT, day STRING) USING parquet");
                spark.sql("INSERT INTO report SELECT 1, '2026-11-30', 3");
            }),
            Map.entry(
                    "session-setting",
                    (spark, folder) -> spark.conf().set("spark.sql.shuffle.partitions", "as many as it takes")),
            Map.entry("static-setting", (spark, folder) -> spark.conf().set("spark.sql.warehouse.dir", "/elsewhere")));

    private FailingQueries() {}

    private static void query(SparkSession spark, String sql) {
        spark.sql("SELECT id, id * 1.5 AS amount, cast(current_date() AS STRING) AS day FROM range(100)")
                .createOrReplaceTempView("sales");
        spark.sql(sql).show();
    }
}
