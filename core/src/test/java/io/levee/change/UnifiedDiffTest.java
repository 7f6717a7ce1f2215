package io.levee.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.change.Change.NotReviewed;
import io.levee.change.ChangedFile.Body;
import io.levee.change.ChangedFile.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UnifiedDiffTest {
    private static final String EDIT = """
            diff --git a/x b/x
            index 1111111..2222222 100644
            --- a/x
            +++ b/x
            @@ -1,2 +1,2 @@
             one
            -two
            +zwei
            """;

    private static Change read(String diff) {
        return UnifiedDiff.read(diff);
    }

    private static List<String> lines(Change change) {
        return change.files().stream()
                .flatMap(file -> file.hunks().stream())
                .flatMap(hunk -> hunk.lines().stream())
                .map(line -> "%s %d %d %s".formatted(line.kind(), line.before(), line.after(), line.text()))
                .toList();
    }

    private static List<String> whys(Change change) {
        return change.notReviewed().stream()
                .map(it -> it.file() + ": " + it.why())
                .toList();
    }

    @Test
    void anEditHasItsNamesModesIdsAndNumbers() {
        Change change = read(EDIT);
        assertThat(change.notReviewed()).isEmpty();
        ChangedFile file = change.files().getFirst();
        assertThat(file.kind()).isEqualTo(Kind.MODIFIED);
        assertThat(file.path()).isEqualTo("x").isEqualTo(file.before());
        assertThat(file.modeBefore()).isEqualTo("100644").isEqualTo(file.modeAfter());
        assertThat(file.blobBefore() + file.blobAfter()).isEqualTo("11111112222222");
        assertThat(lines(change)).containsExactly("CONTEXT 1 1 one", "REMOVED 2 0 two", "ADDED 0 2 zwei");
    }

    @Test
    void nothingIsCleanAndTextIsNot() {
        assertThat(read("")).isEqualTo(new Change(List.of(), List.of()));
        assertThat(read("  \r\n\n")).isEqualTo(new Change(List.of(), List.of()));
        assertThat(whys(read("hello\n"))).containsExactly(": no diff was found in it");
    }

    @Test
    void whatLooksLikeAHeaderInsideAHunkIsContent() {
        Change change = read("""
                --- a/x
                +++ b/x
                @@ -1,4 +1,5 @@
                --- a/y
                -++ b/y
                -@@ -1 +1 @@
                +++ b/z
                +-- a/z
                +diff --git a/q b/q
                +@@ -9 +9 @@
                 rename to r
                """);
        assertThat(change.notReviewed()).isEmpty();
        assertThat(change.files()).hasSize(1);
        assertThat(change.files().getFirst().removed().stream().map(Line::text))
                .containsExactly("-- a/y", "++ b/y", "@@ -1 +1 @@");
        assertThat(change.files().getFirst().added().stream().map(Line::text))
                .containsExactly("++ b/z", "-- a/z", "diff --git a/q b/q", "@@ -9 +9 @@");
    }

    @Test
    void aMovedFileHasBothPaths() {
        Change change = read("""
                diff --git a/old name b/new name
                similarity index 100%
                rename from old name
                rename to new name
                diff --git a/old name b/copy
                similarity index 90%
                copy from old name
                copy to copy
                index 1111111..2222222 100644
                --- a/old name\t
                +++ b/copy
                @@ -1 +1 @@
                -a
                +b
                """);
        assertThat(change.notReviewed()).isEmpty();
        assertThat(change.files()).extracting(ChangedFile::kind).containsExactly(Kind.RENAMED, Kind.COPIED);
        assertThat(change.files()).extracting(ChangedFile::before).containsOnly("old name");
        assertThat(change.files()).extracting(ChangedFile::after).containsExactly("new name", "copy");
    }

    @Test
    void namesAreUnquotedAndPrefixesTakenOff() {
        record Case(String header, String path) {}
        List<Case> cases = List.of(
                new Case("diff --git \"a/\\303\\244 \\t\\\"b\" \"b/\\303\\244 \\t\\\"b\"", "ä \t\"b"),
                new Case("diff --git a/x b/x b/x b/x", "x b/x"),
                new Case("diff --git i/x w/x", "x"),
                new Case("diff --git c/x o/x", "x"),
                new Case("diff --git foo/x bar/x", "x"),
                new Case("diff --git src/x src/x", "src/x"),
                new Case("diff --git a/x a/x", "a/x"),
                new Case("diff --git x x", "x"));
        for (Case it : cases) {
            Change change = read(it.header + "\nold mode 100644\nnew mode 100755\n");
            assertThat(change.files()).as(it.header).hasSize(1);
            assertThat(change.files().getFirst().path()).as(it.header).isEqualTo(it.path);
            assertThat(change.files().getFirst().modeAfter()).isEqualTo("100755");
        }
    }

    @Test
    void linesThatNoLineFeedEndsSaySo() {
        Change change = read("""
                --- a/x
                +++ b/x
                @@ -1 +1 @@
                -a
                \\ Kein Zeilenumbruch am Dateiende.
                +b
                \\ No newline at end of file
                """);
        assertThat(change.notReviewed()).isEmpty();
        assertThat(change.files().getFirst().hunks().getFirst().lines())
                .extracting(Line::ended)
                .containsExactly(false, false);
    }

    @Test
    void aMissingLineFeedInTheMiddleJoinsLinesAndIsSaid() {
        Change change = read("""
                --- a/x
                +++ b/x
                @@ -1 +1,2 @@
                -a
                +sec
                \\ No newline at end of file
                +ret
                """);
        assertThat(whys(change)).containsExactly("x: a line without its line feed is not the last");
    }

    @Test
    void contextThatLostItsBlankIsContext() {
        Change change = read("--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n\n-a\n+b\n\n");
        assertThat(change.notReviewed()).isEmpty();
        assertThat(lines(change)).containsExactly("CONTEXT 1 1 ", "REMOVED 2 0 a", "ADDED 0 2 b", "CONTEXT 3 3 ");
    }

    @Test
    void carriageReturnsOfTheFileStayAndThoseOfTheDiffGo() {
        assertThat(lines(read("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\r\n+b\r\n")))
                .containsExactly("REMOVED 1 0 a\r", "ADDED 0 1 b\r");
        Change change = read(EDIT.replace("\n", "\r\n"));
        assertThat(change).isEqualTo(read(EDIT));
    }

    @Test
    void bytesThatAreNoTextAreKept() throws IOException {
        byte[] diff = RawText.encode("--- a/x\n+++ b/x\n@@ -0,0 +1,2 @@\n+\uDCFF\uDC80\u0000ä\n+\uD83D\uDE00\n");
        try (InputStream in = new ByteArrayInputStream(diff)) {
            assertThat(lines(UnifiedDiff.read(in)))
                    .containsExactly("ADDED 0 1 \uDCFF\uDC80\u0000ä", "ADDED 0 2 \uD83D\uDE00");
        }
    }

    @Test
    void binaryFilesAreListedAndNotReviewed() {
        Change change = read("""
                diff --git a/x.png b/x.png
                index 1111111..2222222 100644
                Binary files a/x.png and b/x.png differ
                diff --git a/y.png b/y.png
                new file mode 100644
                index 0000000..2222222
                GIT binary patch
                literal 7
                Ocma~ZzzzB*0Hpu`YybcN

                literal 0
                HcmV?d00001

                Binary files old/z.bin and new/z.bin differ
                """);
        assertThat(change.files()).extracting(ChangedFile::body).containsOnly(new Body.Binary());
        assertThat(whys(change)).containsExactly("x.png: binary", "y.png: binary", "z.bin: binary");
    }

    @Test
    void anotherRepositoryIsACommit() {
        Change change = read("""
                diff --git a/lib b/lib
                index 1111111..2222222 160000
                --- a/lib
                +++ b/lib
                @@ -1 +1 @@
                -Subproject commit 1111111111111111111111111111111111111111
                +Subproject commit 2222222222222222222222222222222222222222
                Submodule other 1111111..3333333:
                  > a message
                Submodule third 0000000...3333333 (new submodule)
                """);
        assertThat(change.files()).extracting(ChangedFile::path).containsExactly("lib", "other", "third");
        assertThat(change.files().get(0).body()).isEqualTo(new Body.Submodule("1".repeat(40), "2".repeat(40)));
        assertThat(change.files().get(2).kind()).isEqualTo(Kind.ADDED);
        assertThat(change.notReviewed()).contains(new NotReviewed("other", "another repository at 3333333"));
    }

    @Test
    void aMergeBesideItsParentsIsRead() {
        Change change = read("""
                diff --cc x
                index 1111111,2222222..3333333
                --- a/x
                +++ b/x
                @@@ -1,3 -1,4 +1,4 @@@
                  one
                - two
                 -zwei
                ++both
                + mine
                  three
                """);
        assertThat(change.notReviewed()).isEmpty();
        assertThat(lines(change))
                .containsExactly(
                        "CONTEXT 1 1 one",
                        "REMOVED 2 0 two",
                        "REMOVED 2 0 zwei",
                        "ADDED 0 2 both",
                        "ADDED 0 3 mine",
                        "CONTEXT 3 4 three");
    }

    @Test
    void theSameFileTwiceIsTwoEntries() {
        assertThat(read("commit 1\n\n    message\n\n" + EDIT + "\ncommit 2\n\n" + EDIT)
                        .files())
                .hasSize(2);
        assertThat(read(EDIT + "-- \n2.39.5\n\n" + EDIT).notReviewed()).isEmpty();
    }

    @Test
    void aStreamThatBreaksIsSaid() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        assertThat(whys(UnifiedDiff.read(closed)))
                .containsExactly(": the diff could not be read to its end: Stream closed");
    }
}
