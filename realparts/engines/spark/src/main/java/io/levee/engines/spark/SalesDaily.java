package io.levee.engines.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/// Yesterday's sales by customer, as somebody wrote it who had never heard of skew: every order of the one
/// customer `walk-in`, who has nearly all of them, meets in one task, which keeps them in memory. The
/// first argument says what becomes of it: `daily` runs it, `column` misspells a column, `hang` waits for
/// what never comes. Writes to `$LEVEE_STAGING/daily`.
public final class SalesDaily {
    private static final long ORDERS = 1_100_000;
    private static final int CUSTOMERS = 1_000;

    private SalesDaily() {}

    public static void main(String[] arguments) throws IOException {
        try (SparkSession spark = SparkSession.builder().appName("sales-daily").getOrCreate()) {
            Dataset<Row> orders = orders(spark);
            switch (arguments[0]) {
                case "daily" -> daily(spark, orders);
                case "column" -> column(spark, orders);
                case "hang" ->
                    orders.repartition(2)
                            .foreachPartition((ForeachPartitionFunction<Row>) _ -> new CountDownLatch(1).await());
                default -> throw new IllegalArgumentException("`%s` is not known".formatted(arguments[0]));
            }
        }
    }

    private static Dataset<Row> orders(SparkSession spark) {
        Column id = functions.col("id");
        return spark.range(ORDERS)
                .withColumn(
                        "customer",
                        functions
                                .when(id.mod(20).equalTo(0), functions.concat(functions.lit("c-"), id.mod(CUSTOMERS)))
                                .otherwise("walk-in"))
                .withColumn("amount", id.mod(97).plus(1))
                .withColumn(
                        "note",
                        functions.concat(functions.lit("order "), id, functions.repeat(functions.lit("."), 90)));
    }

    private static void daily(SparkSession spark, Dataset<Row> orders) {
        Dataset<Row> customers = spark.range(CUSTOMERS)
                .select(functions
                        .concat(functions.lit("c-"), functions.col("id"))
                        .as("customer"))
                .union(spark.range(1).select(functions.lit("walk-in").as("customer")));
        orders.join(customers, "customer")
                .groupBy("customer")
                .agg(
                        functions.sum("amount").as("amount"),
                        functions.collect_list("note").as("notes"))
                .select(
                        functions.col("customer"),
                        functions.col("amount"),
                        functions.size(functions.col("notes")).as("orders"))
                .write()
                .mode("overwrite")
                .parquet(Path.of(System.getenv("LEVEE_STAGING"), "daily").toString());
    }

    private static void column(SparkSession spark, Dataset<Row> orders) {
        orders.createOrReplaceTempView("orders");
        spark.sql("SELECT customer, sum(amount_eur) AS amount FROM orders GROUP BY customer")
                .write()
                .mode("overwrite")
                .parquet(Path.of(System.getenv("LEVEE_STAGING"), "daily").toString());
    }
}
