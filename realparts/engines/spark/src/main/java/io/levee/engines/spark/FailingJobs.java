package io.levee.engines.spark;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/// Batch jobs that each provoke one failure, as jobs of people do: the driver ends with the stack trace.
/// Arguments: the name of the job, an empty folder for its files, and settings of Spark as `KEY=VALUE`. Without
/// arguments it prints the names.
public final class FailingJobs {
    /// One job, with the folder that is its own.
    interface Job {
        void run(SparkSession spark, Path folder) throws Exception;
    }

    private FailingJobs() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, Job> jobs = new HashMap<>(FailingQueries.ALL);
        jobs.putAll(FailingRecords.ALL);
        jobs.putAll(FailingTasks.ALL);
        if (arguments.length == 0) {
            System.out.println(jobs.keySet().stream().sorted().collect(Collectors.joining("\n")));
            return;
        }
        Path folder = Path.of(arguments[1]);
        SparkSession.Builder builder = SparkSession.builder()
                .appName(arguments[0])
                .config("spark.master", "local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "localhost")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "4")
                .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
                .config("spark.local.dir", folder.resolve("local").toString());
        for (int i = 2; i < arguments.length; i++) {
            String[] setting = arguments[i].split("=", 2);
            builder = builder.config(setting[0], setting[1]);
        }
        // no try: a job that fails does not close its session either
        SparkSession spark = builder.getOrCreate();
        jobs.get(arguments[0]).run(spark, folder);
        spark.stop();
    }
}
