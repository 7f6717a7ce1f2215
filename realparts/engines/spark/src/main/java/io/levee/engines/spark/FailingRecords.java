package io.levee.engines.spark;

import io.levee.engines.spark.FailingJobs.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/// Jobs that a record ends: what is read is not what was expected.
final class FailingRecords {
    static final Map<String, Job> ALL = Map.ofEntries(
            Map.entry(
                    "malformed-csv",
                    (spark, folder) -> spark.read()
                            .option("mode", "FAILFAST")
                            .schema("id INT, amount DOUBLE")
                            .csv(written(folder, "sales.csv", "1,2.5", "2,3.0", "three,many"))
                            .show()),
            Map.entry(
                    "malformed-json",
                    (spark, folder) -> spark.read()
                            .option("mode", "FAILFAST")
                            .schema("id INT, amount DOUBLE")
                            .json(written(
                                    folder, "sales.json", "{\"id\": 1, \"amount\": 2.5}", "{\"id\": 2, \"amount\""))
                            .show()),
            Map.entry(
                    "divide-by-zero",
                    (spark, folder) -> spark.sql("SELECT id, 100 / (id - 5) AS share FROM range(10)")
                            .show()),
            Map.entry(
                    "cast-invalid",
                    (spark, folder) -> spark.sql("SELECT cast(concat('item-', id) AS INT) FROM range(10)")
                            .show()),
            Map.entry(
                    "overflow",
                    (spark, folder) -> spark.sql("SELECT cast(id AS INT) * 2000000000 FROM range(10)")
                            .show()),
            Map.entry(
                    "array-index",
                    (spark, folder) -> spark.sql("SELECT array(1, 2)[cast(id AS INT)] FROM range(10)")
                            .show()),
            Map.entry(
                    "date-invalid",
                    (spark, folder) -> spark.sql(
                                    "SELECT to_date(concat('30.02.', 2000 + id), 'dd.MM.yyyy') FROM range(3)")
                            .show()),
            Map.entry(
                    "subquery-rows",
                    (spark, folder) ->
                            spark.sql("SELECT (SELECT id FROM range(2)) AS one").show()),
            Map.entry(
                    "duplicate-keys",
                    (spark, folder) -> spark.sql("SELECT map_from_arrays(array(id, id), array(1, 2)) FROM range(3)")
                            .show()),
            Map.entry("not-parquet", (spark, folder) -> {
                Files.createDirectories(folder.resolve("table"));
                written(folder, "table/part-0.parquet", "these are words and no columns at all");
                spark.read()
                        .schema("id INT")
                        .parquet(folder.resolve("table").toString())
                        .show();
            }),
            Map.entry("parquet-type", (spark, folder) -> {
                String table = folder.resolve("table").toString();
                spark.range(5).selectExpr("cast(id AS STRING) AS id").write().parquet(table);
                spark.read().schema("id INT").parquet(table).show();
            }),
            Map.entry("file-gone", (spark, folder) -> {
                Path table = folder.resolve("table");
                spark.range(5).write().parquet(table.toString());
                var rows = spark.read().parquet(table.toString());
                try (var files = Files.list(table)) {
                    for (Path file : files.filter(part -> part.toString().endsWith(".parquet"))
                            .toList()) {
                        Files.delete(file);
                    }
                }
                rows.show();
            }),
            Map.entry("udf-failed", (spark, folder) -> {
                UDF1<Long, String> label = id -> List.of("new", "old").get(id.intValue());
                spark.udf().register("label", label, DataTypes.StringType);
                spark.sql("SELECT label(id) FROM range(10)").show();
            }),
            Map.entry("null-in-udf", (spark, folder) -> {
                UDF1<String, Integer> length = String::length;
                spark.udf().register("width", length, DataTypes.IntegerType);
                spark.sql("SELECT width(cast(NULL AS STRING)) FROM range(3)").show();
            }));

    private FailingRecords() {}

    private static String written(Path folder, String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines)).toString();
    }
}
