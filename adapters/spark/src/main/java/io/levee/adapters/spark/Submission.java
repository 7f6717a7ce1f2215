package io.levee.adapters.spark;

import io.levee.facts.WorkloadId;
import io.levee.organisation.JobSettings.Caps;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobSpec;
import io.levee.rooms.jobs.Setting;
import io.levee.rooms.jobs.SharedStaging;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is sent to begin one attempt, within its caps: a
/// [CreateSubmissionRequest](https://github.com/apache/spark/blob/master/core/src/main/scala/org/apache/spark/deploy/rest/SubmitRestProtocolRequest.scala).
///
/// Driver and executors are told what they may take; Spark holds them to cores and heaps, not to what they take beside.
final class Submission {
    /// By which a driver is known as that of an attempt; in its command, and so in what its worker starts.
    static final String RUN = "spark.levee.run";

    /// A master wants one, whichever it is.
    private static final String VERSION = "4.0.0";

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})([kKmMgG]?)[bB]?");
    private static final int MILLIS_PER_CORE = 1_000;
    private static final int USUAL_MIB = 1_024;

    private Submission() {}

    /// @param master  `spark://HOST:PORT`
    /// @throws IllegalArgumentException where the command asks for what it may not have
    static Map<String, Object> of(WorkloadId run, Job job, JobSpec spec, String master, Optional<String> staging) {
        if (staging.isEmpty() && SharedStaging.isNamed(spec.command())) {
            throw new IllegalArgumentException(
                    "the command names `$LEVEE_STAGING`, and this engine stages nothing: give it `staging`");
        }
        SparkCommand command = SparkCommand.parse(SharedStaging.named(spec.command(), staging.orElse("")), master);
        Map<String, String> properties = new TreeMap<>(command.conf());
        within(properties, spec.caps());
        properties.put("spark.app.name", run.value());
        properties.put(RUN, run.value());
        properties.put("spark.master", master);
        properties.put("spark.submit.deployMode", "cluster");
        properties.put("spark.driver.supervise", "false"); // Levee tries again, not Spark
        properties.put("spark.jars", command.jars());
        Map<String, String> environment = new HashMap<>();
        for (Setting each : spec.environment()) {
            environment.put(each.name(), each.value());
        }
        environment.put("LEVEE_JOB", job.id().value());
        environment.put("LEVEE_ATTEMPT", String.valueOf(job.attempts().size()));
        staging.ifPresent(folder -> environment.put("LEVEE_STAGING", folder));
        environment.forEach((name, value) -> properties.put("spark.executorEnv." + name, value));
        return Map.of(
                "action",
                "CreateSubmissionRequest",
                "clientSparkVersion",
                VERSION,
                "appResource",
                command.app(),
                "mainClass",
                command.main(),
                "appArgs",
                command.arguments(),
                "sparkProperties",
                properties,
                "environmentVariables",
                environment);
    }

    /// One core is the driver's; the executors have the others, and never less than one.
    private static void within(Map<String, String> properties, Caps caps) {
        int cores = caps.cpuMillis() / MILLIS_PER_CORE;
        int driverCores = count(properties, "spark.driver.cores", 1);
        int executors = count(properties, "spark.cores.max", Math.max(1, cores - driverCores));
        int each = count(properties, "spark.executor.cores", 1);
        if (driverCores + executors > cores) {
            throw new IllegalArgumentException(
                    "driver and executors ask for %d cores, and the job has %d: a job on Spark needs at least 2"
                            .formatted(driverCores + executors, cores));
        }
        int driver = mib(properties, "spark.driver.memory", USUAL_MIB);
        int executor = mib(properties, "spark.executor.memory", USUAL_MIB);
        int overhead =
                mib(properties, "spark.executor.memoryOverhead", 0) + mib(properties, "spark.driver.memoryOverhead", 0);
        int offHeap = mib(properties, "spark.memory.offHeap.size", 0);
        int instances = Math.max(1, executors / each); // as many as the master could start
        long all = driver + (long) instances * (executor + offHeap) + overhead;
        if (all > caps.memoryMib()) {
            throw new IllegalArgumentException(
                    "a driver of %d MiB and %d executors of %d MiB are %d MiB, and the job has %d"
                            .formatted(driver, instances, executor + offHeap, all, caps.memoryMib()));
        }
        properties.put("spark.driver.cores", String.valueOf(driverCores));
        properties.put("spark.cores.max", String.valueOf(executors));
        properties.put("spark.executor.cores", String.valueOf(each));
        properties.put("spark.driver.memory", driver + "m");
        properties.put("spark.executor.memory", executor + "m");
    }

    private static int count(Map<String, String> properties, String name, int otherwise) {
        String said = properties.getOrDefault(name, String.valueOf(otherwise));
        if (!said.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException("`%s=%s` is no number of cores".formatted(name, said));
        }
        return Integer.parseInt(said);
    }

    private static int mib(Map<String, String> properties, String name, int otherwise) {
        String said = properties.getOrDefault(name, otherwise + "m");
        Matcher size = SIZE.matcher(said);
        if (!size.matches()) {
            throw new IllegalArgumentException("`%s=%s` is no size: write `512m`".formatted(name, said));
        }
        long number = Long.parseLong(size.group(1));
        long mib = switch (size.group(2)) {
            case "k", "K" -> Math.ceilDiv(number, 1_024);
            case "g", "G" -> number * 1_024;
            default -> number;
        };
        return (int) Math.min(mib, Integer.MAX_VALUE / 4);
    }
}
