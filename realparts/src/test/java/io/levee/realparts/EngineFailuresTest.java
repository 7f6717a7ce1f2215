package io.levee.realparts;

import io.levee.app.drill.outside.Engine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Failures of jobs and clients on real engines are diagnosed as the kept ones were. Each takes some seconds, so that
/// one of each kind is provoked; `-Dlevee.failures=all` provokes all.
final class EngineFailuresTest {
    private static final boolean ALL = "all".equals(System.getProperty("levee.failures"));

    private static final Set<String> SOME = Set.of(
            "spark column-not-found",
            "spark not-serializable",
            "spark task-memory",
            "spark bad-conf",
            "flink bad-record",
            "flink checkpoint-expired",
            "flink savepoint-operator",
            "flink sql-connector-not-found",
            "kafka unknown-topic",
            "kafka topic-denied",
            "kafka record-too-large",
            "kafka wrong-password",
            "kafka nothing-listens");

    /// Needs a disk that root makes small, an ending without failure, or rights given up.
    private static final Set<String> ELSEWHERE =
            Set.of("spark disk-full", "spark succeeded", "spark permission", "spark permission-write");

    private static final List<String> OPENINGS = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "sun.net.util",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.util.calendar");

    /// The program and settings of failures that are not called as their program is.
    private static final Map<String, List<String>> SETTINGS = Map.ofEntries(
            Map.entry("spark result-size", List.of("spark.driver.maxResultSize=4m")),
            Map.entry("spark bad-conf", List.of("spark.executor.memory=banana")),
            Map.entry("spark master-yarn", List.of("spark.master=yarn")),
            Map.entry("spark master-away", List.of("spark.master=spark://127.0.0.1:1")),
            Map.entry("spark port", List.of("spark.port.maxRetries=0")),
            Map.entry("flink slots", List.of("slot.request.timeout=3s", "local.number-taskmanager=1")),
            Map.entry(
                    "flink network-buffers",
                    List.of(
                            "parallelism.default=16",
                            "taskmanager.memory.network.min=1m",
                            "taskmanager.memory.network.max=1m")),
            Map.entry(
                    "flink no-file-system",
                    List.of(
                            "execution.checkpointing.storage=filesystem",
                            "execution.checkpointing.dir=s3://lake/checkpoints")),
            Map.entry(
                    "flink checkpoint-folder",
                    List.of(
                            "execution.checkpointing.storage=filesystem",
                            "execution.checkpointing.dir=file:///proc/checkpoints")),
            Map.entry(
                    "flink restarts",
                    List.of(
                            "restart-strategy.type=fixed-delay",
                            "restart-strategy.fixed-delay.attempts=3",
                            "restart-strategy.fixed-delay.delay=200 ms")),
            Map.entry("flink bad-conf", List.of("execution.checkpointing.interval=often")));

    private static final Map<String, String> JOBS = Map.of(
            "spark bad-conf", "nothing",
            "spark master-yarn", "nothing",
            "spark master-away", "nothing",
            "spark heap-too-small", "nothing",
            "flink no-file-system", "checkpoint-folder",
            "flink restarts", "bad-record",
            "flink bad-conf", "bad-record");

    private static final Map<String, String> HEAPS = Map.of(
            "spark heap-too-small", "256m",
            "spark driver-memory", "480m",
            "spark task-memory", "480m",
            "spark skew", "480m");

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> sparkJobs() throws IOException {
        Engines.assumeThere("spark");
        return tests("spark", failure -> job(failure, "spark", "io.levee.engines.spark.FailingJobs", List.of()));
    }

    @TestFactory
    Stream<DynamicTest> flinkJobs() throws IOException {
        Engines.assumeThere("flinksql");
        return tests(
                "flink",
                failure -> job(
                        failure,
                        "flinksql",
                        "io.levee.engines.flinksql.FailingJobs",
                        List.of("parallelism.default=2")));
    }

    @TestFactory
    Stream<DynamicTest> kafkaClients() throws Exception {
        Engines.assumeThere("kafka");
        return tests("kafka", this::client);
    }

    private interface Run {
        Failure.Ended of(Failure failure) throws Exception;
    }

    private static Stream<DynamicTest> tests(String engine, Run run) throws IOException {
        return Failure.of(engine).stream()
                .filter(failure -> !ELSEWHERE.contains(called(failure)))
                .filter(failure -> ALL || SOME.contains(called(failure)))
                .map(failure -> DynamicTest.dynamicTest(called(failure), () -> failure.isDiagnosed(run.of(failure))));
    }

    private static String called(Failure failure) {
        return failure.engine() + " " + failure.name();
    }

    private Failure.Ended job(Failure failure, String engine, String main, List<String> settings) throws Exception {
        String called = called(failure);
        Path own = Files.createDirectories(folder.resolve(called.replace(' ', '-')));
        List<String> arguments = new ArrayList<>(List.of(JOBS.getOrDefault(called, failure.name()), own.toString()));
        arguments.addAll(settings);
        arguments.addAll(SETTINGS.getOrDefault(called, List.of()));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            if (called.equals("spark port")) {
                arguments.add("spark.driver.port=" + taken.getLocalPort());
            }
            List<String> command = Engine.command(Engines.HOME, engine, main, own, OPENINGS, arguments);
            command.set(1, "-Xmx" + HEAPS.getOrDefault(called, "512m"));
            return Failure.run(command, own);
        }
    }

    private Failure.Ended client(Failure failure) throws Exception {
        Path own = Files.createDirectories(folder.resolve("kafka-" + failure.name()));
        try (Broker broker = Broker.start(Files.createDirectories(own.resolve("broker")))) {
            return Failure.run(
                    Engine.command(
                            Engines.HOME,
                            "kafka",
                            "io.levee.engines.kafka.FailingClients",
                            own,
                            List.of(),
                            List.of(failure.name(), broker.bootstrap(), Broker.PASSWORD)),
                    own);
        }
    }
}
