package io.levee.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.change.Change.NotReviewed;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A hundred megabytes in several shapes, in the memory that tests have.
final class LargeDiffTest {
    private static final int BYTES = 100_000_000;

    private static InputStream of(InputStream... parts) {
        return new SequenceInputStream(Collections.enumeration(List.of(parts)));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The same text again and again, without holding it more than once.
    private static InputStream again(String text, int times) {
        byte[] once = text.getBytes(StandardCharsets.UTF_8);
        return new SequenceInputStream(Collections.enumeration(new java.util.AbstractList<InputStream>() {
            @Override
            public InputStream get(int index) {
                return new ByteArrayInputStream(once);
            }

            @Override
            public int size() {
                return times;
            }
        }));
    }

    private static List<String> whys(Change change) {
        return change.notReviewed().stream().map(NotReviewed::why).toList();
    }

    @Test
    void oneFileOfShortLinesIsReadToTheLimit() {
        int lines = BYTES / 2;
        Change change = UnifiedDiff.read(of(
                text("--- /dev/null\n+++ b/x\n@@ -0,0 +1,%d @@\n".formatted(lines)),
                again("+\n".repeat(10_000), 5_000)));
        assertThat(change.files().getFirst().added()).hasSize(KeptLines.FILE_LINES_MAX);
        assertThat(whys(change)).containsExactly("only the first 200,000 of its 50,000,000 lines are read");
    }

    @Test
    void oneLineIsReadToTheLimit() {
        Change change = UnifiedDiff.read(of(
                text("--- /dev/null\n+++ b/x\n@@ -0,0 +1,2 @@\n+"),
                again("x".repeat(10_000), BYTES / 10_000),
                text("\n+after\n--- /dev/null\n+++ b/y\n@@ -0,0 +1 @@\n+next\n")));
        assertThat(whys(change)).containsExactly("a line of 100,000,001 bytes is read to 1,048,576");
        assertThat(change.files().getFirst().added().getLast().text()).isEqualTo("after");
        assertThat(change.files().getLast().added().getFirst().text()).isEqualTo("next");
    }

    @Test
    void tenThousandFilesAreReadWhole() {
        String body = "@@ -1,3 +1,3 @@\n one\n-two %1$s\n+zwei %1$s\n three\n".formatted("ä".repeat(100));
        String hunks = body + body.replace("-1,3 +1,3", "-101,3 +101,3");
        StringBuilder diff = new StringBuilder();
        for (int file = 0; file < 10_000; file++) {
            diff.append(
                            "diff --git a/dir/f%1$d b/dir/f%1$d\nindex 1111111..2222222 100644\n--- a/dir/f%1$d\n+++ b/dir/f%1$d\n"
                                    .formatted(file))
                    .append(hunks);
        }
        Change change = UnifiedDiff.read(diff.toString());
        assertThat(change.files()).hasSize(10_000);
        assertThat(change.notReviewed()).isEmpty();
    }

    @Test
    void manyLinesOfManyFilesAreReadToTheLimitAndTheRestIsSaid() {
        int lines = 25_000;
        String hunk = "--- /dev/null\n+++ b/x\n@@ -0,0 +1,%d @@\n".formatted(lines)
                + "+\u20AC234567890123456789\n".repeat(lines);
        Change change = UnifiedDiff.read(again(hunk, BYTES / hunk.length()));
        long kept =
                change.files().stream().mapToLong(file -> file.added().size()).sum();
        assertThat(kept).isLessThanOrEqualTo(KeptLines.Room.LINES_MAX).isGreaterThan(KeptLines.Room.LINES_MAX - 10_000);
        assertThat(whys(change)).contains("only the first 0 of its 25,001 lines are read");
        assertThat(change.files()).hasSize(BYTES / hunk.length());
    }

    @Test
    void whatGoesOnForEverEnds() {
        Change change = UnifiedDiff.read(again("hello\n".repeat(10_000), 10_000));
        assertThat(whys(change)).containsExactly("the diff goes on after 268,435,456 bytes");
    }

    @Test
    void tooManyFilesAreCounted() {
        StringBuilder diff = new StringBuilder();
        IntStream.range(0, Gathered.FILES_MAX + 7)
                .forEach(file ->
                        diff.append("diff --git a/f%1$d b/f%1$d\nold mode 100644\nnew mode 100755\n".formatted(file)));
        Change change = UnifiedDiff.read(diff.toString());
        assertThat(change.files()).hasSize(Gathered.FILES_MAX);
        assertThat(whys(change)).containsExactly("7 files after the first 50,000");
    }

    /// Each of these is slow to read for a reader that goes back.
    @Test
    void linesThatAreMadeToBeSlowAreNot() {
        for (String line : List.of(
                "diff --git " + "a ".repeat(2_000) + "\n",
                "diff --git " + "a/b ".repeat(2_000) + "\n",
                "Binary files " + "a and ".repeat(2_000) + " differ\n",
                "Files " + " and ".repeat(2_000) + " differ\n",
                "Submodule " + "1111111..".repeat(1_000) + "\n",
                "File " + " is a while file ".repeat(600) + "\n",
                "@@ -" + "1".repeat(10_000) + "\n",
                "@@@" + " -1,1".repeat(2_000) + "\n",
                "--- \"" + "\\".repeat(10_000) + "\n+++ x\n")) {
            Change change = UnifiedDiff.read(again(line.repeat(50), 40));
            assertThat(change.notReviewed()).isNotEmpty();
        }
    }
}
