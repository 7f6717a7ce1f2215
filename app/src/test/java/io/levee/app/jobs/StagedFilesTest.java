package io.levee.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @Test
    void whatWasCheckedIsCopied() throws IOException {
        Path staged = staged();
        String one = StagedFiles.in(staged).copy(folder, folder.resolve("copied"));
        assertThat(folder.resolve("copied/day=1/part")).hasContent("1,2");
        assertThat(StagedFiles.in(staged).copy(folder, folder.resolve("again"))).isEqualTo(one);
    }

    /// By another job of the same cluster, between the check and the copy.
    @Test
    void aFolderThatBecameALinkIsCopiedFromNowhere() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("part"), "of somebody else");
        for (String swapped : List.of("run/daily/day=1", "run/daily", "run")) {
            Path staged = staged();
            StagedFiles checked = StagedFiles.in(staged);
            Path real = folder.resolve(swapped);
            Path aside = folder.resolve("aside");
            Files.move(real, aside);
            Files.createSymbolicLink(real, swapped.endsWith("1") ? elsewhere : aside);
            Path copied = folder.resolve("copied");
            assertThatThrownBy(() -> checked.copy(folder, copied)).isInstanceOf(IOException.class);
            assertThat(copied.resolve("day=1/part")).doesNotExist();
            StagedFiles.delete(real);
            StagedFiles.delete(folder.resolve("run"));
            StagedFiles.delete(aside);
            StagedFiles.delete(copied);
        }
        assertThat(elsewhere.resolve("part")).exists();
    }

    @Test
    void aFileThatBecameALinkIsNotCopied() throws IOException {
        Path staged = staged();
        StagedFiles checked = StagedFiles.in(staged);
        Files.delete(staged.resolve("day=1/part"));
        Files.createSymbolicLink(staged.resolve("day=1/part"), Path.of("/etc/hostname"));
        assertThatThrownBy(() -> checked.copy(folder, folder.resolve("copied"))).isInstanceOf(IOException.class);
    }

    @Test
    void linksAreDeletedAndNotWhereTheyLead() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("kept"), "of somebody else");
        Path staged = staged();
        Files.createSymbolicLink(staged.resolve("link"), elsewhere);
        StagedFiles.delete(folder.resolve("run"));
        assertThat(folder.resolve("run")).doesNotExist();
        assertThat(elsewhere.resolve("kept")).exists();
        StagedFiles.delete(folder.resolve("run")); // again does nothing
    }

    private Path staged() throws IOException {
        Path staged = folder.resolve("run/daily");
        Files.writeString(Files.createDirectories(staged.resolve("day=1")).resolve("part"), "1,2");
        return staged;
    }
}
