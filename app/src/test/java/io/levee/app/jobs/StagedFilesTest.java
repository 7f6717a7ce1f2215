package io.levee.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.rooms.jobs.JobSpec.StagedOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StagedFilesTest {
    private static final StagedOutput OUTPUT =
            new StagedOutput(AssetId.parse("table:sales.daily"), "daily", "/srv/daily", List.of());

    @TempDir
    private Path folder;

    @Test
    void plainFilesAreFound() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("daily/day=1")).resolve("part"), "1,2");
        StagedFiles files = StagedFiles.in(folder.resolve("daily"));
        assertThat(files.plain(OUTPUT).passed()).isTrue();
        assertThat(files.files()).containsExactly(Path.of("day=1/part"));
    }

    /// A job may give a file that it cannot read a second name; Levee could read it.
    @Test
    void aSecondNameOfAFileIsNoOutput() throws IOException {
        Path other = Files.writeString(folder.resolve("secret"), "of somebody else");
        Path staged = Files.createDirectories(folder.resolve("daily"));
        Files.createLink(staged.resolve("part"), other);
        StagedFiles files = StagedFiles.in(staged);
        assertThat(files.plain(OUTPUT).passed()).isFalse();
        assertThat(files.files()).isEmpty();
    }
}
