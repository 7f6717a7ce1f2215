package io.levee.adapters.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.facts.Scope;
import io.levee.facts.StopId;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.ledger.proof.NoteSigner;
import io.levee.rooms.stop.signed.SignedOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Orders on the disk of one replica.
final class FileJournalTest {
    private static final NoteSigner CY = NoteSigner.generate("operator/cy");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void whatIsKeptIsThereAfterARestartUntilItIsTold() {
        FileJournal journal = FileJournal.open(orders());
        journal.keep(new StopId("stop-1"), note("stop-1"));
        journal.keep(new StopId("stop-2"), note("stop-2"));
        journal.keep(new StopId("stop-1"), note("stop-1"));

        assertThat(FileJournal.open(orders()).kept()).containsExactlyInAnyOrder(note("stop-1"), note("stop-2"));

        journal.told(new StopId("stop-1"));
        journal.told(new StopId("stop-1"));

        assertThat(journal.kept()).containsExactly(note("stop-2"));
        assertThat(FileJournal.open(orders()).kept()).containsExactly(note("stop-2"));
    }

    @Test
    void onlyItsOwnerMayRead() throws IOException {
        FileJournal.open(orders()).keep(new StopId("stop-1"), note("stop-1"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(orders())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(orders().resolve("stop-1.order"))))
                .isEqualTo("rw-------");
    }

    @Test
    void whatIsDamagedIsLeftAndKeepsNothingElseFromBeingRead() throws IOException {
        FileJournal.open(orders()).keep(new StopId("stop-1"), note("stop-1"));
        Files.writeString(orders().resolve("stop-2.order"), "half an or");
        Files.write(orders().resolve("stop-3.order"), new byte[] {(byte) 0xff, (byte) 0xfe});
        Files.writeString(orders().resolve("stop-4.part"), "a crash came between");

        assertThat(FileJournal.open(orders()).kept()).containsExactly(note("stop-1"));
        assertThat(orders().resolve("stop-2.order")).exists();
    }

    @Test
    void aDiskThatTakesNothingIsSaid() throws IOException {
        FileJournal journal = FileJournal.open(orders());
        Files.delete(orders());

        assertThatThrownBy(() -> journal.keep(new StopId("stop-1"), note("stop-1")))
                .isInstanceOf(LeveeException.class)
                .hasMessageContaining("is the disk full?");
        assertThat(journal.kept()).isEmpty();
    }

    private Path orders() {
        return folder.resolve("orders");
    }

    private static String note(String stop) {
        // the same text each time: Ed25519 signs without randomness
        return CY.sign(new SignedOrder(
                                new StopId(stop),
                                new Scope.Everything(),
                                Set.of(),
                                ActorId.person("cy"),
                                Instant.parse("2026-11-29T09:30:00Z"),
                                "a test says so")
                        .text())
                .toString();
    }
}
