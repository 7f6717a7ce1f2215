package io.levee.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.change.Change.NotReviewed;
import io.levee.change.ChangedFile.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What git, GNU diff and GNU patch's readers really write, of a change that has one of everything.
final class RealDiffsTest {
    private static final String COMMIT = "1".repeat(40);
    private static final String LATER = "2".repeat(40);

    @TempDir
    private Path folder;

    private Tools tools = new Tools(Path.of("."));

    private static String text(String name) {
        return IntStream.rangeClosed(1, 40)
                .mapToObj(it -> name + " " + it + "\n")
                .collect(Collectors.joining());
    }

    @BeforeEach
    void oneOfEverything() throws Exception {
        tools = new Tools(folder).init();
        for (String name :
                List.of("edited", "moved", "moved and edited", "copied", "gone", "t\t\"q\"", "b/b", "mode")) {
            tools.write(name, text(name));
        }
        tools.write("empty gone", "");
        tools.write("becomes link", "text\n");
        tools.write("windows", "one\r\ntwo\r\n");
        tools.write("image", "\u0000\u0001before");
        tools.write("no end", "a\nb");
        tools.git("update-index", "--add", "--cacheinfo", "160000," + COMMIT + ",library");
        tools.commit("before");
        tools.write("edited", text("edited").replace("edited 7\n", "-- seven\n++ seven\n"));
        Files.move(folder.resolve("moved"), folder.resolve("moved to"));
        Files.delete(folder.resolve("moved and edited"));
        tools.write("moved there", text("moved and edited").replace("edited 9\n", "nine\n"));
        tools.write("copied", text("copied") + "more\n");
        tools.write("copy", text("copied").replace("copied 3\n", ""));
        tools.delete("gone");
        tools.delete("empty gone");
        tools.write("empty new", "");
        tools.write("t\t\"q\"", text("t\t\"q\"") + "x");
        tools.write("b/b", "first\n" + text("b/b"));
        folder.resolve("mode").toFile().setExecutable(true);
        Files.delete(folder.resolve("becomes link"));
        Files.createSymbolicLink(folder.resolve("becomes link"), Path.of("edited"));
        tools.write("windows", "one\r\nzwei\r\n");
        tools.write("image", "\u0000\u0001after");
        tools.write("no end", "a\nb\nc");
        tools.write("new", "\uDCFFnew\n");
        tools.git("add", "-A");
        tools.git("update-index", "--add", "--cacheinfo", "160000," + LATER + ",library");
        tools.git("commit", "-q", "-m", "after\n\n-- of all\n--- 8< ---\n\n+++ kinds");
    }

    private Set<String> changed(String... options) {
        List<String> names = new ArrayList<>(List.of("diff", "--name-only", "-z", "HEAD~", "HEAD"));
        names.addAll(1, List.of(options));
        return new TreeSet<>(
                Arrays.asList(tools.git(names.toArray(String[]::new)).split("\0")));
    }

    private static Set<String> paths(Change change) {
        return change.files().stream().map(ChangedFile::path).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyFormThatGitHasIsReadWhole() {
        List<String> forms = List.of(
                "-M",
                "-M -C --find-copies-harder",
                "--no-renames",
                "-M --no-prefix",
                "-M --src-prefix=i/ --dst-prefix=w/",
                "-M --src-prefix=one/ --dst-prefix=two/",
                "-M --binary --full-index",
                "-M -U0",
                "-M -U100 --patience",
                "-B -M",
                "-M -W",
                "-M --submodule=log",
                "-M --raw --stat --summary -p",
                "-M --ita-invisible-in-index --no-color-moved",
                "--text -M");
        for (String form : forms) {
            String[] options = form.split(" ");
            List<String> command = new ArrayList<>(List.of("diff", "HEAD~", "HEAD"));
            command.addAll(1, List.of(options));
            Change change = UnifiedDiff.read(tools.git(command.toArray(String[]::new)));
            List<NotReviewed> expected = new ArrayList<>();
            if (!form.contains("--text")) {
                expected.add(new NotReviewed("image", "binary"));
            }
            String commit = form.contains("=log") ? LATER.substring(0, 7) : LATER;
            expected.add(new NotReviewed("library", "another repository at " + commit));
            assertThat(change.notReviewed()).as(form).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(paths(change)).as(form).isEqualTo(changed(options));
        }
    }

    @Test
    void whatWasMovedAndCopiedIsKnown() {
        Change change = UnifiedDiff.read(tools.git("diff", "-M", "-C", "HEAD~", "HEAD"));
        assertThat(change.files())
                .filteredOn(file -> file.kind() == Kind.RENAMED || file.kind() == Kind.COPIED)
                .extracting(file -> file.kind().word() + " " + file.before() + " > " + file.after())
                .containsExactlyInAnyOrder(
                        "renamed moved > moved to",
                        "renamed empty gone > empty new",
                        "renamed moved and edited > moved there",
                        "copied copied > copy");
        assertThat(change.files())
                .filteredOn(file -> file.path().equals("becomes link"))
                .extracting(ChangedFile::kind)
                .containsExactlyInAnyOrder(Kind.DELETED, Kind.ADDED);
    }

    @Test
    void anotherOrderOfTheSidesIsTheSameChangeBackwards() {
        Change change = UnifiedDiff.read(tools.git("diff", "-R", "--no-renames", "HEAD~", "HEAD"));
        assertThat(paths(change)).isEqualTo(changed("--no-renames"));
        assertThat(change.notReviewed()).hasSize(2);
    }

    @Test
    void namesOfAnyBytesAreRead() {
        String blob = tools.run("text\n", List.of("git", "hash-object", "-w", "--stdin"))
                .out()
                .strip();
        String entry = "100644 %s\t\uDCFFraw \u00E4\u0000100644 %s\tb/ plain\u0000".formatted(blob, blob);
        tools.run(entry, List.of("git", "update-index", "-z", "--index-info"));
        for (String quoting : List.of("core.quotePath=true", "core.quotePath=false")) {
            Change change = UnifiedDiff.read(tools.git("-c", quoting, "diff", "--cached"));
            assertThat(change.notReviewed()).isEmpty();
            assertThat(paths(change)).containsExactlyInAnyOrder("\uDCFFraw \u00E4", "b/ plain");
        }
    }

    @Test
    void messagesAndMailsAroundAreNoChange() {
        Set<String> expected = changed("-M");
        for (List<String> command : List.of(
                List.of("log", "-p", "-M", "-1"),
                List.of("show", "-M", "--stat", "-p"),
                List.of("format-patch", "--stdout", "-1", "-M", "--no-binary"))) {
            Change change = UnifiedDiff.read(tools.git(command.toArray(String[]::new)));
            assertThat(paths(change)).as(command.toString()).isEqualTo(expected);
            assertThat(change.notReviewed()).as(command.toString()).hasSize(2);
        }
    }

    @Test
    void aMergeIsReadInItsCombinedForms() {
        tools.git("checkout", "-q", "-b", "side", "HEAD~");
        tools.write("edited", text("edited").replace("edited 7\n", "seven of the side\n"));
        tools.commit("side");
        tools.git("checkout", "-q", "main");
        tools.git("merge", "-q", "-s", "ours", "--no-commit", "side");
        tools.write(
                "edited",
                text("edited").replace("edited 7\n", "-- seven\nboth\n").replace("edited 20\n", ""));
        tools.commit("merge");
        for (String form : List.of("--cc", "-c", "-c --combined-all-paths")) {
            List<String> command = new ArrayList<>(List.of("show"));
            command.addAll(List.of(form.split(" ")));
            Change change = UnifiedDiff.read(tools.git(command.toArray(String[]::new)));
            assertThat(change.notReviewed()).as(form).isEmpty();
            assertThat(paths(change)).containsExactly("edited");
            ChangedFile file = change.files().getFirst();
            assertThat(file.added()).extracting(Line::text).containsExactly("-- seven", "both");
            assertThat(file.removed()).extracting(Line::text).contains("++ seven", "seven of the side", "edited 20");
        }
    }

    @Test
    void whatGnuDiffWritesOfTwoFoldersIsRead() {
        tools.write("left/same", "x\n");
        tools.write("right/same", "x\n");
        tools.write("left/edited file", text("a"));
        tools.write("right/edited file", text("a") + "more\n");
        tools.write("right/added", "x\n");
        tools.write("left/gone", "x\n");
        tools.write("left/image", "\0a");
        tools.write("right/image", "\0b");
        String diff = tools.run("", List.of("diff", "-ruNp", "left", "right")).out();
        Change change = UnifiedDiff.read(diff);
        assertThat(change.files())
                .extracting(file -> file.kind().word() + " " + file.path())
                .containsExactlyInAnyOrder("added added", "modified edited file", "deleted gone", "modified image");
        assertThat(change.notReviewed()).containsExactly(new NotReviewed("image", "binary"));

        Change partly = UnifiedDiff.read(
                tools.run("", List.of("diff", "-ru", "left", "right")).out());
        assertThat(partly.notReviewed())
                .extracting(NotReviewed::file)
                .containsExactlyInAnyOrder("right/added", "left/gone", "image");

        String crlf = diff.replace("\n", "\r\n");
        assertThat(UnifiedDiff.read(crlf)).isEqualTo(change);
        assertThat(UnifiedDiff.read(tools.run("", List.of("diff", "-rc", "left", "right"))
                                .out())
                        .notReviewed())
                .anyMatch(it -> it.why().endsWith("a context diff, which is not read"));
        assertThat(UnifiedDiff.read(tools.run("", List.of("diff", "-r", "left", "right"))
                                .out())
                        .notReviewed())
                .anyMatch(it -> it.why().endsWith("a diff without context, which is not read"));
        assertThat(UnifiedDiff.read(tools.run("", List.of("diff", "-re", "left", "right"))
                                .out())
                        .notReviewed())
                .isNotEmpty();
    }
}
