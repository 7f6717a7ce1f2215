package io.levee.app.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.app.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StalenessWaiverCommandTest {
    private static final Path ACME =
            Path.of(System.getProperty("levee.root", "..")).resolve("examples/acme");

    private final CommandRun levee = new CommandRun(Map.of());

    @TempDir
    Path folder;

    @Test
    void whatIsPrintedBelongsIntoLeveeYaml() throws IOException {
        Path organisation = copied();
        Path settings = organisation.resolve("levee.yaml");
        String key = folder.resolve("cy.key").toString();
        append(settings, levee.run("operator-key", "--as", "cy", "--key", key).out());

        CommandRun.Result waiver = waiver(key, "8000");

        assertThat(waiver.exit()).as(waiver.err()).isZero();
        append(settings, waiver.out());
        assertThat(checked(organisation).exit()).as(levee.toString()).isZero();
        Files.writeString(settings, Files.readString(settings).replace("changes: 8000ms", "changes: 9000ms"));
        assertThat(checked(organisation).exit()).isNotZero();
        assertThat(levee.toString()).contains("no waiver says that");
    }

    @Test
    void moreThanTheHouseBearsIsNotSigned() {
        String key = folder.resolve("cy.key").toString();
        var _ = levee.run("operator-key", "--as", "cy", "--key", key);

        CommandRun.Result waiver = waiver(key, "10001");

        assertThat(waiver.exit()).isEqualTo(2);
        assertThat(waiver.out()).isEmpty();
        assertThat(waiver.err()).contains("longer than");
    }

    private CommandRun.Result waiver(String key, String changes) {
        List<String> told = List.of("--reason", "its database moves", "--until", "2099-01-31", "--as", "cy");
        return levee.run(Stream.concat(
                        Stream.of("staleness-waiver", "--api", "orders", "--changes", changes, "--key", key),
                        told.stream())
                .toArray(String[]::new));
    }

    private CommandRun.Result checked(Path organisation) {
        return levee.run("org", "check", organisation.toString());
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private Path copied() throws IOException {
        Path copy = folder.resolve("acme");
        try (Stream<Path> files = Files.walk(ACME)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(ACME.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return copy;
    }
}
