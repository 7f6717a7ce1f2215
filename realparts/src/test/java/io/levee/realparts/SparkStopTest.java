package io.levee.realparts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.levee.adapters.processes.ProcessWorkloads;
import io.levee.app.drill.outside.Engine;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A driver of Spark that an agent's run launched, and that ends for nobody who asks.
final class SparkStopTest {
    @TempDir
    private Path folder;

    @Test
    void aDriverThatSwallowsEverythingEndsWithItsTasks() throws Exception {
        Engines.assumeThere("spark");
        Effects effects = new Effects(folder.resolve("rows"));
        List<String> command = Engine.command(
                Engines.HOME,
                "spark",
                "io.levee.engines.spark.StubbornDriver",
                Files.createDirectories(folder.resolve("spark")),
                Engines.SPARK_OPENINGS,
                List.of(folder.resolve("rows").toString()));
        try (Replica replica = Replica.start(folder.resolve("levee"), "warehouse", URI.create("http://127.0.0.1:1"))) {
            assumeTrue(replica.canLaunch(), "this machine can end no program whole");
            ProcessWorkloads.Launch launched = replica.programs()
                    .launch(
                            Chain.of(ActorId.person("ana"), ActorId.agent("report-writer")),
                            new SessionId("s-spark"),
                            new ProcessWorkloads.Program(
                                    command, Map.of("PATH", "/usr/bin:/bin"), folder, folder.resolve("driver.out")));
            assertThat(launched).isInstanceOf(ProcessWorkloads.Launch.Begun.class);
            effects.awaitMore();
            ProcessHandle driver = driver();
            driver.destroy();
            effects.awaitMore();
            assertThat(driver.isAlive()).as("SIGTERM ends it").isTrue();

            JsonNode stop = replica.as("cy")
                    .post("/v1/stops", Map.of("scope", "agent:report-writer", "reason", "a test says so"));
            Instant reported = Instant.now();

            JsonNode processes = stop.path("reports")
                    .valueStream()
                    .filter(report -> report.path("stopper").asString().equals("processes"))
                    .findFirst()
                    .orElseThrow();
            assertThat(processes.path("verified").asBoolean())
                    .as(stop.toString())
                    .isTrue();
            Awaitility.await().until(() -> !driver.isAlive());
            assertThat(effects.last()).isBefore(reported);
        }
    }

    /// The one java that works in our folder; its command line is longer than a process handle tells.
    private ProcessHandle driver() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .filter(process -> worksIn(process, folder))
                .findFirst()
                .orElseThrow();
    }

    private static boolean worksIn(ProcessHandle process, Path folder) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .equals(folder.toRealPath());
        } catch (IOException _) {
            return false; // gone, or not ours
        }
    }
}
