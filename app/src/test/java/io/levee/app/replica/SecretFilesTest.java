package io.levee.app.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final FakeClock clock = FakeClock.start();

    @Test
    void aKeyThatWasReplacedIsReadAgain() throws IOException {
        SecretFiles keys = new SecretFiles(folder, clock);
        assertThat(keys.secret("anthropic")).isEmpty();
        write("anthropic", "rw-------", "one\n");
        clock.advance(Duration.ofSeconds(11));
        assertThat(keys.secret("anthropic")).contains("one");
        write("anthropic", "rw-------", "two");
        assertThat(keys.secret("anthropic")).contains("one");
        clock.advance(Duration.ofSeconds(11));
        assertThat(keys.secret("anthropic")).contains("two");
    }

    @Test
    void whatOthersCanReadOrWhatIsNoKeyIsNone() throws IOException {
        write("group", "rw-r-----", "one");
        write("others", "rw----r--", "one");
        write("lines", "rw-------", "one\ntwo");
        write("long", "rw-------", "x".repeat(9_000));
        Files.createDirectory(folder.resolve("folder"));
        SecretFiles keys = new SecretFiles(folder, clock);
        for (String name : new String[] {"group", "others", "lines", "long", "folder"}) {
            assertThat(keys.secret(name)).as(name).isEmpty();
        }
    }

    private void write(String name, String permissions, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
