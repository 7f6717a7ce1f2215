package io.levee.realparts;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.flink.FlinkKind;
import io.levee.app.drill.outside.Engine;
import io.levee.facts.StopFact;
import io.levee.rooms.stop.Stopper;
import io.levee.testkit.StopTrial;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A JobManager and two TaskManagers as processes, and a job whose code swallows every interrupt.
final class FlinkEscalationTest {
    private static final String STUBBORN = "0d000000000000000000000000000002";
    private static final String OTHERS = "0e000000000000000000000000000002";
    private static final List<String> OPENINGS = List.of(
            "java.util",
            "java.lang",
            "java.lang.reflect",
            "java.time",
            "java.util.concurrent",
            "java.net",
            "java.io",
            "java.nio",
            "sun.net.util");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    private static final List<Engine> TASK_MANAGERS = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private static Engine jobManager;

    @SuppressWarnings("NullAway.Init")
    private static Upstream flink;

    @BeforeAll
    static void start() throws IOException {
        List<String> ports = Engine.freePorts(2);
        Files.writeString(
                Files.createDirectories(folder.resolve("conf")).resolve("config.yaml"),
                configuration(ports.get(0), ports.get(1)));
        flink = new Upstream(URI.create("http://127.0.0.1:" + ports.get(1)));
        jobManager = engine("jobmanager", "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
        for (String name : List.of("one", "two")) {
            TASK_MANAGERS.add(engine(name, "org.apache.flink.runtime.taskexecutor.TaskManagerRunner"));
        }
        flink.await("/overview", "\"slots-available\":2");
        try (Engine submission = Engines.start(
                "flink",
                "io.levee.engines.flink.Submission",
                folder,
                OPENINGS,
                List.of(ports.get(1), STUBBORN + "~stubborn", OTHERS + "#others"))) {
            submission.awaitSaid("ready");
        }
    }

    @AfterAll
    static void end() {
        TASK_MANAGERS.forEach(Engine::close);
        jobManager.close();
    }

    @Test
    void theTaskManagerOfAJobThatDoesNotEndIsKilled() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Path pids = Files.createDirectories(folder.resolve("pids"));
            List<Long> known = new ArrayList<>(
                    List.of(stranger.pid(), ProcessHandle.current().pid()));
            TASK_MANAGERS.forEach(process -> known.add(process.pid()));
            Files.write(
                    pids.resolve("flink-me-taskexecutor.pid"),
                    known.stream().map(String::valueOf).toList());
            Effects stubborn = new Effects(folder.resolve("stubborn"));
            Effects others = new Effects(folder.resolve("others"));
            stubborn.awaitMore();
            others.awaitMore();
            StopTrial trial = new StopTrial(
                    new FlinkKind(),
                    Map.of("url", flink.uri().toString(), "taskManagerPids", pids.toString()),
                    "writer stubborn");
            StopFact.Ordered order = trial.order("s-1", "writer");

            Instant ordered = Instant.now();
            Stopper.Done done = trial.stopper().stop(order, StopTrial.AT);
            Instant reported = Instant.now();

            assertThat(done.detail()).isEqualTo("1 jobs ended, 1 TaskManagers");
            assertThat(trial.stopper().verify(order, StopTrial.AT).holds()).isTrue();
            assertThat(flink.get("/jobs/%s/status".formatted(STUBBORN))).contains("CANCELED");
            assertThat(alive())
                    .as("of two TaskManagers, the one with the other job")
                    .isEqualTo(1);
            assertThat(stranger.isAlive()).isTrue();
            others.awaitMore();
            assertThat(stubborn.last()).isBefore(reported);
            System.out.printf(
                    "flink, escalated: confirmed %d ms, last effect %d ms%n",
                    Duration.between(ordered, reported).toMillis(),
                    Duration.between(ordered, stubborn.last()).toMillis());
        } finally {
            stranger.destroyForcibly();
        }
    }

    private static long alive() {
        return TASK_MANAGERS.stream()
                .filter(process -> ProcessHandle.of(process.pid())
                        .filter(ProcessHandle::isAlive)
                        .isPresent())
                .count();
    }

    private static Engine engine(String name, String main) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        return Engines.start(
                "flink",
                "io.levee.engines.flink.TiedToInput",
                own,
                OPENINGS,
                List.of(main, "--configDir", folder.resolve("conf").toString()));
    }

    /// With the effects of jobs in one folder, whoever runs them.
    private static String configuration(String rpc, String rest) {
        return """
                jobmanager.rpc.address: 127.0.0.1
                jobmanager.rpc.port: %s
                jobmanager.bind-host: 127.0.0.1
                rest.address: 127.0.0.1
                rest.bind-address: 127.0.0.1
                rest.port: %s
                rest.bind-port: %s
                heartbeat.interval: 500 ms
                taskmanager.host: 127.0.0.1
                taskmanager.bind-host: 127.0.0.1
                taskmanager.numberOfTaskSlots: 1
                taskmanager.cpu.cores: 1.0
                taskmanager.memory.framework.heap.size: 64m
                taskmanager.memory.framework.off-heap.size: 64m
                taskmanager.memory.task.heap.size: 64m
                taskmanager.memory.task.off-heap.size: 0m
                taskmanager.memory.network.min: 16m
                taskmanager.memory.network.max: 16m
                taskmanager.memory.managed.size: 16m
                taskmanager.memory.jvm-metaspace.size: 128m
                taskmanager.memory.jvm-overhead.min: 64m
                taskmanager.memory.jvm-overhead.max: 64m
                """.formatted(rpc, rest, rest);
    }
}
