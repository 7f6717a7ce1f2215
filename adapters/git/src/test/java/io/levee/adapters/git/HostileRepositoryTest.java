package io.levee.adapters.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.change.Change;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A repository that wants programs run, files hidden or others read.
final class HostileRepositoryTest {
    @TempDir
    private Path folder;

    private GitProgram git = new GitProgram(Path.of("."));

    @BeforeEach
    void init() {
        git = GitProgram.init(folder);
    }

    @Test
    void noProgramOfTheRepositoryRuns() throws IOException {
        Path trace = folder.resolve("trace");
        git.write("x.txt", "before\n").write(".gitattributes", "* filter=evil diff=evil merge=evil text eol=crlf\n");
        git.commit("first");
        git.write("x.txt", "after\n").commit("second");
        for (String key : List.of(
                "filter.evil.clean",
                "filter.evil.smudge",
                "filter.evil.process",
                "diff.evil.textconv",
                "diff.evil.command",
                "diff.external",
                "core.fsmonitor",
                "core.sshCommand",
                "core.pager",
                "credential.helper",
                "uploadpack.packObjectsHook")) {
            git.run("config", key, "touch " + trace);
        }
        git.run("config", "filter.evil.required", "true");
        for (String hook : List.of("post-checkout", "reference-transaction", "post-index-change")) {
            Path file = Files.writeString(folder.resolve(".git/hooks/" + hook), "#!/bin/sh\ntouch " + trace + "\n");
            file.toFile().setExecutable(true);
        }
        try (GitHistory history = GitHistory.open(folder)) {
            RangeChange commit = history.commit("HEAD");
            assertThat(commit.change().notReviewed()).isEmpty();
            assertThat(commit.contents().after(commit.change().files().getFirst()))
                    .contains("after\n");
            history.reverts(history.commits("HEAD~", "HEAD"));
        }
        assertThat(trace).doesNotExist();
    }

    @Test
    void attributesHideNothing() {
        git.write("x.txt", "before\n")
                .write(".gitattributes", "*.txt binary -diff -text\n")
                .commit("first");
        git.write("x.txt", "after\n").commit("second");
        try (GitHistory history = GitHistory.open(folder)) {
            Change change = history.commit("HEAD").change();
            assertThat(change.notReviewed()).isEmpty();
            assertThat(change.files().getFirst().added().getFirst().text()).isEqualTo("after");
        }
    }

    @Test
    void replacedObjectsAreTheRealOnes() {
        git.write("x", "harmless\n").commit("first");
        String harmless = git.run("rev-parse", "HEAD:x").strip();
        git.write("x", "harmful\n").commit("second");
        git.run("replace", git.run("rev-parse", "HEAD:x").strip(), harmless);
        assertThat(git.run("cat-file", "-p", "HEAD:x")).isEqualTo("harmless\n");
        try (GitHistory history = GitHistory.open(folder)) {
            assertThat(history.textAt("HEAD", "x")).contains("harmful\n");
        }
    }

    @Test
    void aConfigurationThatLeadsElsewhereIsRefused() throws IOException {
        git.write("x", "x\n").commit("first");
        Path config = folder.resolve(".git/config");
        String own = Files.readString(config);
        for (String include : List.of("[include]\n path = /dev/zero\n", " [ includeIf \"gitdir:/\"]\npath=x\n")) {
            Files.writeString(config, own + include);
            assertThatThrownBy(() -> GitHistory.open(folder))
                    .isInstanceOf(LeveeException.class)
                    .hasMessageContaining("its `config` includes other files");
        }
        Files.delete(config);
        Files.createSymbolicLink(config, Path.of("/dev/zero"));
        assertThatThrownBy(() -> GitHistory.open(folder))
                .isInstanceOf(LeveeException.class)
                .hasMessageContaining("its `config` is no file of at most");
    }

    @Test
    void nothingIsWritten() throws IOException {
        git.write("x", "x\n").commit("first");
        List<String> before = files();
        try (GitHistory history = GitHistory.open(folder)) {
            history.commit("HEAD");
            history.commits("HEAD", "HEAD");
        }
        assertThat(files()).isEqualTo(before);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(Path::toString).sorted().toList();
        }
    }

    @Test
    void pathsThatLeadElsewhereAreSaid() {
        String blob = git.feed("evil\n", "hash-object", "-w", "--stdin").strip();
        String inner =
                git.feed("100644 blob %s\tconfig\n".formatted(blob), "mktree").strip();
        String tree = git.feed("040000 tree %1$s\t..\n040000 tree %1$s\t.git\n".formatted(inner), "mktree")
                .strip();
        String commit = git.run("commit-tree", "-m", "evil", tree).strip();
        try (GitHistory history = GitHistory.open(folder)) {
            RangeChange change = history.commit(commit);
            assertThat(change.change().notReviewed())
                    .extracting(it -> it.file() + ": " + it.why())
                    .containsExactlyInAnyOrder(
                            "../config: its path has a step `..`", ".git/config: its path has a step `.git`");
        }
    }

    @Test
    void treesThatAreMadeToBeEndlessEnd() {
        String blob = git.feed("x\n", "hash-object", "-w", "--stdin").strip();
        String files = git.feed("100644 blob %s\tx\n".formatted(blob), "mktree").strip();
        String folders = git.feed("", "mktree").strip();
        String deep = files;
        for (int level = 0; level < 10; level++) {
            files = git.feed(ten(files), "mktree").strip();
            folders = git.feed(ten(folders), "mktree").strip();
        }
        for (int level = 0; level < 50; level++) {
            deep = git.feed("040000 tree %s\t%s\n".formatted(deep, "d".repeat(100)), "mktree")
                    .strip();
        }
        try (GitHistory history = GitHistory.open(folder)) {
            for (String tree : List.of(files, folders, deep)) {
                String commit = git.run("commit-tree", "-m", "endless", tree).strip();
                assertThat(history.commit(commit).change().notReviewed())
                        .contains(new Change.NotReviewed("", "more files differ than are looked at"));
            }
            assertThat(history.pathsAt(
                            git.run("commit-tree", "-m", "endless", folders).strip()))
                    .isEmpty();
        }
    }

    private static String ten(String tree) {
        StringBuilder entries = new StringBuilder();
        for (int entry = 0; entry < 10; entry++) {
            entries.append("040000 tree %s\tt%d\n".formatted(tree, entry));
        }
        return entries.toString();
    }

    @Test
    void aMissingOrBrokenObjectIsSaid() throws IOException {
        git.write("x", "x\n").commit("first");
        git.write("x", "y\n").commit("second");
        String id = git.run("rev-parse", "HEAD:x").strip();
        Path blob = folder.resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2));
        Files.delete(blob);
        try (GitHistory history = GitHistory.open(folder)) {
            assertThat(history.commit("HEAD").change().notReviewed())
                    .extracting(Change.NotReviewed::why)
                    .containsExactly("the diff has no content for this file");
        }
        Files.writeString(blob, "broken");
        try (GitHistory history = GitHistory.open(folder)) {
            assertThat(history.commit("HEAD").change().notReviewed()).isNotEmpty();
        }
        String tree = git.run("rev-parse", "HEAD^{tree}").strip();
        Files.delete(folder.resolve(".git/objects/" + tree.substring(0, 2) + "/" + tree.substring(2)));
        try (GitHistory history = GitHistory.open(folder)) {
            assertThatThrownBy(() -> history.commit("HEAD"))
                    .isInstanceOf(LeveeException.class)
                    .hasMessageContaining("missing or broken objects");
        }
    }
}
