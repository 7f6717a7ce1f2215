package io.levee.adapters.diagnosis;

import io.levee.adapters.diagnosis.log.EventReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which engine a run was on, by the words of its log. A client's words in the log of an engine
/// are the client's, so that what runs jobs comes before what jobs talk to.
final class Engines {
    /// In lower case, and whose they are.
    static final Map<String, String> WORDS = words();

    static final String UNKNOWN = "unknown";

    private Engines() {}

    private static Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        add(
                words,
                "spark",
                "org.apache.spark",
                "sparkcontext",
                "sparksession",
                "tasksetmanager",
                "dagscheduler",
                "pyspark",
                "spark.sql",
                "spark-submit",
                "sparkdriver",
                "sparkexception",
                "lost task ",
                " in stage ",
                "spark.");
        add(
                words,
                "flink",
                "org.apache.flink",
                "jobmanager",
                "taskmanager",
                "flink-",
                "executiongraph",
                "checkpointcoordinator",
                "taskexecutor",
                "pyflink",
                "switched from ");
        add(
                words,
                "kafka",
                "org.apache.kafka",
                "[consumer clientid=",
                "[producer clientid=",
                "[adminclient clientid=",
                "kafka.",
                "confluent_kafka",
                "librdkafka",
                "kafkaerror");
        add(
                words,
                "postgres",
                "org.postgresql",
                "psql:",
                "psycopg",
                "sqlstate",
                "postgres",
                "error:  ",
                "fatal:  ",
                "pg_",
                "asyncpg");
        add(
                words,
                "kubernetes",
                "kubelet",
                "oomkilled",
                "crashloopbackoff",
                "imagepullbackoff",
                "errimagepull",
                "kubectl",
                "back-off restarting",
                "failedscheduling",
                "pod/",
                "deadlineexceeded",
                "backofflimitexceeded",
                "evicted",
                "nodes are available",
                "createcontainer");
        add(
                words,
                "jvm",
                "\tat java.",
                "exception in thread",
                "java.lang.",
                "java virtual machine",
                "java.",
                "javax.",
                "[gc",
                "java runtime environment");
        return words;
    }

    private static void add(Map<String, String> words, String engine, String... all) {
        for (String word : all) {
            words.put(word, engine);
        }
    }

    static String of(EventReader read, Vocabulary vocabulary) {
        Map<String, Long> counts = new HashMap<>();
        WORDS.forEach((word, engine) -> counts.merge(engine, read.count(vocabulary.place(word)), Long::sum));
        long spark = counts.getOrDefault("spark", 0L);
        long flink = counts.getOrDefault("flink", 0L);
        if (spark + flink > 0) {
            return spark >= flink ? "spark" : "flink";
        }
        long kafka = counts.getOrDefault("kafka", 0L);
        long postgres = counts.getOrDefault("postgres", 0L);
        if (kafka + postgres > 0) {
            return kafka >= postgres ? "kafka" : "postgres";
        }
        if (counts.getOrDefault("kubernetes", 0L) > 0) {
            return "kubernetes";
        }
        return counts.getOrDefault("jvm", 0L) > 0 ? "jvm" : UNKNOWN;
    }

    /// Whether a signature of one engine can be about a run on another: everything runs on a JVM,
    /// a machine or in a container, and jobs of all engines talk to Kafka and PostgreSQL.
    static boolean fits(String signature, String run) {
        return switch (signature) {
            case "jvm", "process", "kubernetes" -> true;
            case "kafka", "postgres" -> (!run.equals("kafka") && !run.equals("postgres")) || run.equals(signature);
            default -> run.equals(signature) || run.equals(UNKNOWN) || run.equals("jvm") || run.equals("kubernetes");
        };
    }
}
