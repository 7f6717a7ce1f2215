package io.levee.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.levee.adapters.json.JacksonFactCodec;
import io.levee.facts.Fact;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import io.levee.ledger.proof.SignerFile;
import io.levee.testkit.SampleFacts;
import io.levee.verifier.KeptCheckpoints;
import io.levee.verifier.TrustedKey;
import io.levee.verifier.Verification;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What dies in the middle of the work loses nothing that was acknowledged and writes nothing twice.
class CrashTest {
    private static final Origin ORIGIN = new Origin("acme", "replica-1");
    private static final int ROUNDS = Integer.getInteger("levee.crash.rounds", 2);
    private static final int RECEIPTS = 300;

    @TempDir
    private Path folder;

    @Test
    void killingTheProcessAgainAndAgainLosesNoAcknowledgedFact() throws Exception {
        Map<Long, String> acknowledged = new ConcurrentHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            Process process = startWriting(round);
            try (BufferedReader receipts =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (int i = 0; i < RECEIPTS + 97 * round; i++) {
                    remember(receipts.readLine(), acknowledged);
                }
                assertThatThrownBy(() -> Database.embedded(folder))
                        .isInstanceOfSatisfying(
                                LeveeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_FOLDER_IN_USE))
                        .hasMessageContaining("process " + process.pid());
                process.toHandle().destroyForcibly(); // the process itself would close its output too
                receipts.lines()
                        .filter(line -> line.matches("\\d+ \\S+"))
                        .forEach(line -> remember(line, acknowledged));
            }
            process.waitFor();
        }
        try (Database database = Database.embedded(folder);
                PostgresLedger ledger = open(database, LedgerWriter.PATIENCE)) {
            assertEachIsThereOnce(ledger, acknowledged);
            assertVerifies(ledger);
        }
    }

    @Test
    void killingTheDatabaseUnderLoadLosesNothingAndWritingGoesOn() throws Exception {
        Map<Long, String> acknowledged = new ConcurrentHashMap<>();
        AtomicBoolean enough = new AtomicBoolean();
        try (Database database = Database.embedded(folder);
                PostgresLedger ledger = open(database, LedgerWriter.PATIENCE)) {
            try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int writer = 0; writer < 8; writer++) {
                    String name = "d-" + writer + "-";
                    writers.execute(() -> {
                        for (int i = 0; !enough.get(); i++) {
                            var receipt = ledger.write(SampleFacts.decided(name + i));
                            acknowledged.put(receipt.position(), name + i);
                        }
                    });
                }
                for (int kill = 0; kill < 2; kill++) {
                    awaitMore(acknowledged);
                    killDatabase();
                    awaitMore(acknowledged);
                }
                enough.set(true);
            }
            assertEachIsThereOnce(ledger, acknowledged);
            assertVerifies(ledger);
        }
    }

    @Test
    void aFullDiskIsATypedRefusalAndPassesWhenThereIsSpaceAgain() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=160m,mode=0700", "levee-test", folder.toString()),
                "needs the right to mount a small file system");
        Map<Long, String> acknowledged = new ConcurrentHashMap<>();
        try (Database database = Database.embedded(folder);
                PostgresLedger ledger = open(database, Duration.ofMillis(500))) {
            write(ledger, "before", acknowledged);
            fill(folder.resolve("ballast"));
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            write(ledger, "full-" + i, acknowledged);
                        }
                    })
                    .isInstanceOfSatisfying(
                            LeveeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE));
            Files.delete(folder.resolve("ballast"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .untilAsserted(() -> write(ledger, "after", acknowledged));
            assertEachIsThereOnce(ledger, acknowledged);
            assertVerifies(ledger);
        } finally {
            run("umount", "-l", folder.toString());
        }
    }

    private Process startWriting(int round) throws IOException {
        return OwnProcess.start(WritingMain.class, folder.toString(), "round-" + round);
    }

    private PostgresLedger open(Database database, Duration patience) {
        return PostgresLedger.open(
                database,
                ORIGIN,
                SignerFile.loadOrCreate(folder.resolve("signer"), ORIGIN.toString()),
                new JacksonFactCodec(),
                InstantSource.system(),
                new PostgresLedger.Options(Duration.ofSeconds(12), patience, true));
    }

    private static void remember(String line, Map<Long, String> acknowledged) {
        assertThat(line).as("the writing process ended by itself").isNotNull();
        String[] parts = line.split(" ", 2);
        assertThat(acknowledged.put(Long.parseLong(parts[0]), parts[1])).isNull();
    }

    private static void write(PostgresLedger ledger, String id, Map<Long, String> acknowledged) {
        acknowledged.put(ledger.write(SampleFacts.decided(id)).position(), id);
    }

    private static void awaitMore(Map<Long, String> acknowledged) {
        int before = acknowledged.size();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(acknowledged).hasSizeGreaterThan(before + 200));
    }

    /// The postmaster first, as the kernel would, then what it leaves behind.
    private void killDatabase() throws Exception {
        String pid = Files.readAllLines(folder.resolve("postgres/data/postmaster.pid"))
                .getFirst();
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        List<ProcessHandle> sessions = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        sessions.forEach(ProcessHandle::destroyForcibly);
    }

    private static void assertEachIsThereOnce(PostgresLedger ledger, Map<Long, String> acknowledged) {
        acknowledged.forEach((position, id) -> assertThat(ledger.at(ORIGIN, position))
                .hasValueSatisfying(entry -> assertThat(entry.fact().subject()).isEqualTo(id)));
        List<Entry> all = ledger.latest(EnumSet.allOf(Fact.Family.class), 10_000);
        Set<String> subjects = all.stream().map(entry -> entry.fact().subject()).collect(Collectors.toSet());
        assertThat(subjects).as("nothing was written twice").hasSize(all.size());
        assertThat(new HashSet<>(acknowledged.values())).hasSize(acknowledged.size());
    }

    private static void assertVerifies(PostgresLedger ledger) throws IOException {
        ByteArrayOutputStream export = new ByteArrayOutputStream();
        ledger.logs().export(export);
        var report = new Verification(
                        ledger.logs().keys().stream().map(TrustedKey::parse).toList(), KeptCheckpoints.none())
                .export(new ByteArrayInputStream(export.toByteArray()));
        assertThat(report.ok()).as(report.toText()).isTrue();
    }

    private static void fill(Path file) throws IOException {
        byte[] megabyte = new byte[1 << 20];
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(megabyte);
            }
        } catch (IOException e) {
            // full
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }
}
