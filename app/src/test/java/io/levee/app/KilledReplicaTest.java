package io.levee.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.app.replica.ReplicaProcess;
import io.levee.cli.CommandFailure;
import io.levee.cli.Remote;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of a whole `levee up` while people order stops: whatever was acknowledged is there afterwards, is still in
/// force, and the record verifies.
final class KilledReplicaTest {
    private static final Path ROOT = Path.of(System.getProperty("levee.root", ".."));
    private static final int CALLERS = 4;
    private static final int ACKNOWLEDGED_MIN = 20;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void nothingAcknowledgedIsLost() throws Exception {
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        ReplicaProcess levee = start();
        CountDownLatch enough = new CountDownLatch(ACKNOWLEDGED_MIN);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.execute(() -> orderUntilItEnds(acknowledged, enough));
            }
            assertThat(enough.await(120, TimeUnit.SECONDS)).isTrue();
            levee.kill();
        }
        CommandRun commands = new CommandRun(Map.of("LEVEE_DATA", folder.toString()));
        assertThat(commands.run("ledger", "verify").exit())
                .as(commands.toString())
                .isZero();
        String tail = commands.run("ledger", "tail", "--family", "stop", "--limit", "10000", "--json")
                .out();
        assertThat(acknowledged).allSatisfy(stop -> assertThat(tail).contains(stop));

        try (ReplicaProcess _ = start()) {
            String stops = remote().apiAs(Optional.of("cy")).get("/v1/stops").toString();
            assertThat(acknowledged).allSatisfy(stop -> assertThat(stops).contains(stop));
        }
    }

    @Test
    @Timeout(120) // a second server that came up all the same would never end
    void theSecondProcessOnOneFolderSaysWhoHasIt() throws Exception {
        try (ReplicaProcess first = start()) {
            CommandRun second = new CommandRun(Map.of("LEVEE_DATA", folder.toString()));
            CommandRun.Result result =
                    second.run("up", acme(), "--gateway-port", "0", "--api-port", "0", "--console-port", "0");
            assertThat(result.exit()).isEqualTo(4);
            assertThat(result.err()).contains(Long.toString(first.pid()));
        }
    }

    private void orderUntilItEnds(Queue<String> acknowledged, CountDownLatch enough) {
        try {
            while (true) {
                String id = remote().apiAs(Optional.of("cy"))
                        .post("/v1/stops", Map.of("scope", "agent:report-writer", "reason", "test"))
                        .path("id")
                        .asString();
                acknowledged.add(id);
                enough.countDown();
            }
        } catch (CommandFailure killed) {
            // the server is gone: what it had acknowledged counts
        }
    }

    private Remote remote() {
        return new Remote(folder, _ -> Optional.empty(), _ -> Optional.empty());
    }

    private static String acme() {
        return ROOT.resolve("examples/acme").toString();
    }

    private ReplicaProcess start() throws IOException {
        return ReplicaProcess.start(Path.of(acme()), folder, Map.of());
    }
}
