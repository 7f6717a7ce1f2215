package io.levee.adapters.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.change.Change;
import io.levee.change.ChangedFile;
import io.levee.change.ChangedFile.Kind;
import io.levee.change.Contents;
import io.levee.change.UnifiedDiff;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitHistoryTest {
    private static final String TEN = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";

    @TempDir
    private Path folder;

    private GitProgram git = new GitProgram(Path.of("."));

    @BeforeEach
    void init() {
        git = GitProgram.init(folder);
    }

    private static List<String> kinds(Change change) {
        return change.files().stream()
                .map(file -> file.kind().word() + " " + file.path())
                .toList();
    }

    @Test
    void aRangeBeginsWhereTheTwoParted() {
        git.write("x", TEN);
        String parted = git.commit("first");
        git.run("checkout", "-q", "-b", "side");
        git.write("x", TEN + "11\n").commit("side");
        git.run("checkout", "-q", "main");
        git.write("y", "later\n").commit("main goes on");
        try (GitHistory history = GitHistory.open(folder)) {
            RangeChange range = history.range("main", "side");
            assertThat(range.base()).isEqualTo(parted);
            assertThat(kinds(range.change())).containsExactly("modified x");
            ChangedFile file = range.change().files().getFirst();
            assertThat(range.contents().before(file)).contains(TEN);
            assertThat(range.contents().after(file)).contains(TEN + "11\n");
        }
    }

    @Test
    void theFirstCommitIsAllOfIt() {
        git.write("dir/x", TEN).commit("first");
        try (GitHistory history = GitHistory.open(folder.resolve("dir"))) {
            RangeChange first = history.commit("HEAD");
            assertThat(first.base()).isEmpty();
            assertThat(kinds(first.change())).containsExactly("added dir/x");
            assertThat(first.contents().before(first.change().files().getFirst()))
                    .contains("");
            assertThat(history.pathsAt("HEAD")).containsExactly("dir/x");
            assertThat(history.textAt("HEAD", "dir/x")).contains(TEN);
            assertThat(history.textAt("HEAD", "dir")).isEmpty();
            assertThat(history.textAt("HEAD", "dir/../dir/x")).isEmpty();
        }
    }

    @Test
    void historiesThatHaveNothingInCommonAreCompared() {
        git.write("x", "x\n").commit("one");
        git.run("checkout", "-q", "--orphan", "other");
        git.run("rm", "-qrf", ".");
        git.write("y", "other\n").commit("other");
        try (GitHistory history = GitHistory.open(folder)) {
            assertThat(kinds(history.range("main", "other").change()))
                    .containsExactlyInAnyOrder("deleted x", "added y");
        }
    }

    @Test
    void whatMovedChangedModeOrIsNoTextIsSaid() throws IOException {
        git.write("old", TEN.repeat(5))
                .write("mode", "x\n")
                .write("image", "\0a")
                .write("becomes", "x\n");
        git.write("large", "x".repeat(3 * 1024 * 1024)).write("huge", "y\n".repeat(5 * 1024 * 1024));
        Files.createDirectory(folder.resolve("library"));
        git.run("update-index", "--add", "--cacheinfo", "160000," + "1".repeat(40) + ",library");
        git.commit("before");
        Files.move(folder.resolve("old"), folder.resolve("new"));
        git.write("new", TEN.repeat(5) + "more\n").write("image", "\0b");
        git.write("large", "z" + "x".repeat(3 * 1024 * 1024)).write("huge", "z\n".repeat(5 * 1024 * 1024));
        folder.resolve("mode").toFile().setExecutable(true);
        Files.delete(folder.resolve("becomes"));
        Files.createSymbolicLink(folder.resolve("becomes"), Path.of("/etc/passwd"));
        git.run("add", "-A");
        git.run("update-index", "--add", "--cacheinfo", "160000," + "2".repeat(40) + ",library");
        git.run("commit", "-qm", "after");
        try (GitHistory history = GitHistory.open(folder)) {
            RangeChange commit = history.commit("HEAD");
            assertThat(kinds(commit.change()))
                    .containsExactlyInAnyOrder(
                            "renamed new",
                            "modified mode",
                            "modified image",
                            "deleted becomes",
                            "added becomes",
                            "modified large",
                            "modified huge",
                            "modified library");
            assertThat(commit.change().notReviewed())
                    .extracting(it -> it.file() + ": " + it.why())
                    .containsExactlyInAnyOrder(
                            "image: binary",
                            "huge: the diff has no content for this file",
                            "large: a line of 3,145,729 bytes is read to 1,048,576",
                            "large: a line of 3,145,730 bytes is read to 1,048,576",
                            "library: another repository at " + "2".repeat(40));
            for (ChangedFile file : commit.change().files()) {
                boolean known = !List.of("image", "large", "huge", "library").contains(file.path());
                assertThat(commit.contents().after(file).isPresent())
                        .as(file.path())
                        .isEqualTo(known);
            }
            assertThat(history.textAt("HEAD", "becomes")).contains("/etc/passwd");
            assertThat(commit.change().files())
                    .filteredOn(file -> file.path().equals("mode"))
                    .extracting(ChangedFile::modeAfter)
                    .containsExactly("100755");
        }
    }

    @Test
    void namesOfAnyBytesAreKept() {
        String blob = git.feed("text\n", "hash-object", "-w", "--stdin").strip();
        String name = "\uDCFFraw \"\u00E4\"\t\\x";
        git.feed("100644 %s\t%s\0".formatted(blob, name), "update-index", "-z", "--index-info");
        git.run("commit", "-qm", "names");
        try (GitHistory history = GitHistory.open(folder)) {
            RangeChange commit = history.commit("HEAD");
            assertThat(kinds(commit.change())).containsExactly("added " + name);
            assertThat(commit.contents().after(commit.change().files().getFirst()))
                    .contains("text\n");
            assertThat(history.pathsAt("HEAD")).containsExactly(name);
            assertThat(history.textAt("HEAD", name)).contains("text\n");
        }
    }

    @Test
    void aDiffIsAppliedToWhatItFits() {
        git.write("x", TEN).write("moved", TEN).write("gone", "gone\n").commit("first");
        git.write("x", TEN + "11\n").write("new", "new\n");
        git.run("mv", "moved", "there");
        git.run("rm", "-q", "gone");
        git.run("add", "-A");
        Change change = UnifiedDiff.read(git.run("diff", "--cached", "-M", "--full-index"));
        git.run("reset", "-q", "--hard");
        try (GitHistory history = GitHistory.open(folder)) {
            Contents contents = history.applied(change);
            assertThat(change.files())
                    .extracting(file -> "%s: %s"
                            .formatted(
                                    file.path(),
                                    contents.after(file).orElse("?").length()))
                    .containsExactlyInAnyOrder("x: 24", "new: 4", "there: 21", "gone: 0");
            assertThat(change.files()).extracting(contents::before).doesNotContain(java.util.Optional.empty());
            // what is now at HEAD does not fit; the id of the diff still does
            git.write("x", "0\n").commit("moves on");
            Contents later = history.applied(change);
            ChangedFile x = change.files().stream()
                    .filter(file -> file.path().equals("x"))
                    .findFirst()
                    .orElseThrow();
            assertThat(later.before(x)).contains(TEN);
            ChangedFile unknown = new ChangedFile(Kind.MODIFIED, "x", "x", "", "", x.body());
            assertThat(later.before(unknown)).isEmpty();
            assertThat(later.after(unknown)).isEmpty();
        }
    }

    @Test
    void aWorktreeAndABareRepositoryAreRead(@TempDir Path other) {
        git.write("x", TEN).commit("first");
        git.run("worktree", "add", "-q", other.resolve("tree").toString(), "-b", "side");
        git.run("clone", "-q", "--bare", ".", other.resolve("bare.git").toString());
        for (String name : List.of("tree", "bare.git")) {
            try (GitHistory history = GitHistory.open(other.resolve(name))) {
                assertThat(history.textAt("HEAD", "x")).as(name).contains(TEN);
            }
        }
    }

    @Test
    void whatIsNotThereIsSaid(@TempDir Path empty) {
        git.write("x", TEN).commit("first");
        assertThatThrownBy(() -> GitHistory.open(empty))
                .isInstanceOf(LeveeException.class)
                .hasMessageContaining("is no repository of git; name a folder inside one");
        try (GitHistory history = GitHistory.open(folder)) {
            for (String rev :
                    List.of("nothing", "", "HEAD:x", "@{", "-x", "HEAD~9", "1".repeat(40), "a..b", "HEAD^{tree}")) {
                assertThatThrownBy(() -> history.commit(rev))
                        .as(rev)
                        .isInstanceOf(LeveeException.class)
                        .hasMessageContaining("`%s` is no commit of".formatted(rev));
            }
        }
    }
}
