package io.levee.app.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.levee.adapters.processes.ProcessTrees;
import io.levee.app.replica.JobHouse.Jobs;
import io.levee.cli.CommandFailure;
import io.levee.fault.LeveeException;
import io.levee.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `kill -9` of the replica that supervises a job: the program goes on, another replica finishes it, and it ran once.
final class KilledSupervisorTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void launches() {
        try (ProcessTrees _ = ProcessTrees.open(folder.resolve("trial"))) {
            // programs are launched on this machine
        } catch (LeveeException e) {
            assumeTrue(false, e.getMessage());
        }
    }

    @Test
    void anotherReplicaFinishesWhatTheKilledOneBegan() throws Exception {
        JobHouse house = new JobHouse(folder);
        Path shared = shared();
        String database = TestPostgres.freshDatabase();
        ReplicaProcess one = start(house, "one", database);
        try (ReplicaProcess _ = start(house, "two", database)) {
            Map<String, Object> job = JobHouse.shell("""
                    echo start >> %1$s/starts
                    while [ ! -e %1$s/go ]; do sleep 0.1; done
                    mkdir -p "$LEVEE_STAGING/daily" && echo rows > "$LEVEE_STAGING/daily/part-0"
                    """.formatted(shared));
            job.put("outputs", List.of("table:sales.daily=daily"));
            String id = house.jobs("one", "gus").run(job);
            Awaitility.await().atMost(JobHouse.WITHIN).until(() -> Files.exists(shared.resolve("starts")));

            one.kill();

            Awaitility.await("adopted")
                    .atMost(JobHouse.WITHIN)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> told(house, "job.adopted.v1", id));
            Jobs gus = house.jobs("two", "gus");
            assertThat(gus.show(id).path("state").asString()).isEqualTo("running");
            Files.createFile(shared.resolve("go"));
            JsonNode over = gus.await(id, "closed");
            assertThat(over.path("outcome").asString()).as(over.toString()).isEqualTo("succeeded");
            assertThat(over.path("attempts")).hasSize(1);
            assertThat(shared.resolve("starts")).hasContent("start\n");
            assertThat(house.place("daily").resolve("part-0")).hasContent("rows\n");
        } finally {
            one.close();
        }
    }

    private static boolean told(JobHouse house, String kind, String job) {
        try {
            return house.facts("two").stream()
                    .map(JsonNode::toString)
                    .anyMatch(fact -> fact.contains(kind) && fact.contains(job));
        } catch (CommandFailure e) { // it has much to do, and is asked again
            return false;
        }
    }

    /// Where the program of a job may write, whoever it is.
    private Path shared() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        return Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /// On one database, under one master key.
    private static ReplicaProcess start(JobHouse house, String name, String database) throws IOException {
        Map<String, String> environment = name.equals("one")
                ? Map.of("LEVEE_DATABASE_URL", database)
                : Map.of(
                        "LEVEE_DATABASE_URL",
                        database,
                        "LEVEE_MASTER_KEY_FILE",
                        house.data("one").resolve("keys/master.key").toString());
        return ReplicaProcess.start(name, house.organisation(), house.data(name), Map.of(), environment);
    }
}
