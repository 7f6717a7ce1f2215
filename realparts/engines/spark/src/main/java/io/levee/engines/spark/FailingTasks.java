package io.levee.engines.spark;

import io.levee.engines.spark.FailingJobs.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/// Jobs that fail while their tasks run: memory, disk, classes, what a program does in a task.
final class FailingTasks {
    private static final int KIBI = 1 << 10;
    private static final int MEBI = 1 << 20;
    private static final Duration ON_TIME = Duration.ofSeconds(2);
    private static final int KILLED = 137;

    static final Map<String, Job> ALL = Map.ofEntries(
            Map.entry("driver-memory", (spark, folder) -> {
                List<Row> rows = spark.range(4_000_000)
                        .selectExpr("id", "repeat(cast(id AS STRING), 40) AS note")
                        .collectAsList();
                System.out.println(rows.size());
            }),
            Map.entry("task-memory", (spark, folder) -> numbers(spark, 2).foreach(number -> hoard())),
            Map.entry(
                    "executor-killed",
                    (spark, folder) -> numbers(spark, 2)
                            .foreach(number -> Runtime.getRuntime().halt(KILLED))),
            Map.entry(
                    "result-size",
                    (spark, folder) -> System.out.println(spark.range(2_000_000)
                            .selectExpr("id", "uuid() AS note")
                            .collectAsList()
                            .size())),
            Map.entry("skew", (spark, folder) -> skew(spark)),
            Map.entry(
                    "disk-full",
                    (spark, folder) -> spark.range(0, 4_000_000, 1, 4)
                            .selectExpr("id", "uuid() AS a", "uuid() AS b")
                            .repartition(8)
                            .sort("a")
                            .write()
                            .parquet(folder.resolve("out").toString())),
            Map.entry(
                    "class-not-found",
                    (spark, folder) -> numbers(spark, 2).foreach(number -> Class.forName("com.acme.pricing.Tariffs"))),
            Map.entry("class-of-a-library", (spark, folder) -> {
                Files.createDirectories(folder.resolve("in"));
                spark.sparkContext().hadoopConfiguration().set("fs.tape.impl", "com.acme.tape.TapeFileSystem");
                spark.read().text("tape://archive/2026").show();
            }),
            Map.entry(
                    "no-file-system",
                    (spark, folder) -> spark.read().text("s3://lake/sales").show()),
            Map.entry("not-serializable", (spark, folder) -> {
                Thread price = new Thread();
                numbers(spark, 2).map(number -> price.threadId() * number).collect();
            }),
            Map.entry("output-exists-rdd", (spark, folder) -> {
                String out = folder.resolve("report").toString();
                numbers(spark, 2).saveAsTextFile(out);
                numbers(spark, 2).saveAsTextFile(out);
            }),
            Map.entry(
                    "input-not-found-rdd",
                    (spark, folder) -> System.out.println(context(spark)
                            .textFile(folder.resolve("landing/day=7").toString())
                            .count())),
            Map.entry("permission", (spark, folder) -> {
                Path secret = Files.writeString(folder.resolve("salaries.csv"), "1,2\n");
                Files.setPosixFilePermissions(secret, Set.of());
                spark.read().csv(secret.toString()).show();
            }),
            Map.entry("permission-write", (spark, folder) -> {
                Path shut = Files.createDirectories(folder.resolve("published"));
                Files.setPosixFilePermissions(shut, Set.of());
                spark.range(3)
                        .write()
                        .mode("append")
                        .parquet(shut.resolve("day=7").toString());
            }),
            Map.entry("stopped-context", (spark, folder) -> {
                spark.stop();
                spark.range(3).show();
            }),
            Map.entry("port", (spark, folder) -> spark.range(3).show()),
            Map.entry("nothing", (spark, folder) -> spark.range(3).show()));

    private FailingTasks() {}

    private static JavaSparkContext context(SparkSession spark) {
        return JavaSparkContext.fromSparkContext(spark.sparkContext());
    }

    private static JavaRDD<Integer> numbers(SparkSession spark, int tasks) {
        return context(spark).parallelize(IntStream.range(0, 100).boxed().toList(), tasks);
    }

    /// Takes the whole heap, and lets go of it when the task ends.
    private static void hoard() {
        List<byte[]> all = new ArrayList<>();
        while (all.size() < Integer.MAX_VALUE) {
            all.add(new byte[4 * MEBI]);
        }
    }

    /// One key has nearly all rows: one task of the grouping works while the others are long done, and the job is late.
    private static void skew(SparkSession spark) throws TimeoutException {
        Instant begun = Instant.now();
        JavaRDD<Integer> orders =
                context(spark).parallelize(IntStream.range(0, 4_000).boxed().toList(), 8);
        orders.mapToPair(order -> new Tuple2<>(order % 100 < 90 ? 7 : order % 100, new byte[KIBI]))
                .groupByKey(8)
                .foreach(customer -> {
                    for (byte[] order : customer._2()) {
                        Thread.sleep(Duration.ofNanos(1_000L * order.length));
                    }
                });
        Duration took = Duration.between(begun, Instant.now());
        if (took.compareTo(ON_TIME) > 0) {
            throw new TimeoutException(
                    "the report took %d s, and may take %d".formatted(took.toSeconds(), ON_TIME.toSeconds()));
        }
    }
}
