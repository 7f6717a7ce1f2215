package io.levee.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignerFileTest {
    private static final String NAME = "acme/replica-1";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("signer");
    }

    @Test
    void aKeyIsMadeOnceAndReadableByItsOwnerOnly() throws IOException {
        NoteSigner made = SignerFile.loadOrCreate(file, NAME);
        assertThat(SignerFile.loadOrCreate(file, NAME).logKey()).isEqualTo(made.logKey());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("no draft is left").containsExactly(file);
        }
    }

    @Test
    void whoeverComesFirstMakesTheKeyForAll() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<VerifierKey>> keys = IntStream.range(0, 20)
                    .mapToObj(_ -> threads.submit(
                            () -> SignerFile.loadOrCreate(file, NAME).logKey()))
                    .toList();
            for (Future<VerifierKey> key : keys) {
                assertThat(key.get()).isEqualTo(keys.getFirst().get());
            }
        }
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws IOException {
        SignerFile.loadOrCreate(file, NAME);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertRefused("chmod 600");
    }

    @Test
    void theKeyOfAnotherLogIsRefused() {
        SignerFile.loadOrCreate(file, "acme/replica-2");
        assertRefused("it is the key of `acme/replica-2`");
    }

    @Test
    void aDamagedFileIsRefusedAndItsContentNotShown() throws IOException {
        SignerFile.loadOrCreate(file, NAME);
        List<String> lines = Files.readAllLines(file);
        Path second = folder.resolve("second");
        SignerFile.loadOrCreate(second, NAME);
        List<String> others = Files.readAllLines(second);
        List<List<String>> damaged = List.of(
                List.of(),
                List.of(lines.getFirst()),
                List.of(lines.getLast(), lines.getFirst()),
                List.of(lines.getFirst(), lines.getLast(), ""),
                List.of(lines.getFirst(), others.getLast()),
                List.of(lines.getFirst().replace("KEY", "KEX"), lines.getLast()),
                List.of(lines.getFirst() + "A", lines.getLast()),
                List.of("x".repeat(5000), lines.getLast()));
        for (List<String> content : damaged) {
            Files.write(file, content);
            assertRefused("restore it from a backup");
        }
    }

    private void assertRefused(String why) {
        assertThatExceptionOfType(LeveeException.class)
                .isThrownBy(() -> SignerFile.loadOrCreate(file, NAME))
                .withMessageContaining(why)
                .withMessageNotContaining("PRIVATE")
                .withNoCause()
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID));
    }
}
