package io.levee.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What a diff hides, or what somebody else would read in it, is said.
final class NotReviewedTest {
    /// @param why what must be said, by its beginning
    record Case(String name, String diff, String file, String why) {}

    private static final String HUNK = "@@ -1 +1 @@\n-a\n+b\n";
    private static final String PLAIN = "--- a/x\n+++ b/x\n" + HUNK;

    private static final List<Case> CASES = List.of(
            new Case("end", "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n", "x", "the diff ends inside a hunk"),
            new Case(
                    "wrong count",
                    "--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\ndiff --git a/y b/y\n",
                    "x",
                    "line 5: a hunk ends before its counts do"),
            new Case("more than counted", PLAIN + "+more\n", "x", "line 6: lines of a change follow"),
            new Case("more than counted, a header", PLAIN + "--- more\n", "x", "line 6: lines of a change follow"),
            new Case("no patch", "diff --git a/x b/x\nindex 1111111..2222222 100644\n", "x", "the diff has no content"),
            new Case("bare header", "diff --git a/x b/x\n", "x", "the diff has no content"),
            new Case("names alone", "--- a/x\n+++ b/x\n", "x", "the diff has no content"),
            new Case(
                    "Index alone", "Index: x\n=====\n" + PLAIN.replace("/x", "/y") + "Index: z\n", "z", "the diff has"),
            new Case("overlap", PLAIN + HUNK, "x", "its hunks overlap or are out of order"),
            new Case("order", PLAIN.replace("@@ -1 +1", "@@ -9 +9") + HUNK, "x", "its hunks overlap or are out"),
            new Case("lies", PLAIN.replace("+1 @@", "+5 @@"), "x", "a hunk does not stand where its header says"),
            new Case("unreadable", PLAIN.replace("@@ -1 +1 @@", "@@ -1+1 @@"), "x", "line 3: a header of a hunk"),
            new Case("huge number", PLAIN.replace("-1 +", "-9999999999 +"), "x", "line 3: a header of a hunk"),
            new Case("orphan", "text\n" + HUNK, "", "line 2: a hunk without a header of its file"),
            new Case(
                    "deleted, and not",
                    "diff --git a/x b/x\n--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n",
                    "x",
                    "its header says that it is there and that it is not"),
            new Case("one name", "--- a/evil\n" + HUNK, "evil", "line 2: a hunk whose header names only one side"),
            new Case("garbage between", PLAIN + "\n@@ -5 +5 @@\n-a\n+b\n", "x", "line 7: a hunk without a header"),
            new Case(
                    "other names",
                    "diff --git a/safe b/safe\nindex 1111111..2222222 100644\n--- a/evil\n+++ b/evil\n" + HUNK,
                    "safe",
                    "its headers name different files"),
            new Case(
                    "other rename",
                    "diff --git a/x b/y\nrename from x\nrename to y\n--- a/x\n+++ b/evil\n" + HUNK,
                    "evil",
                    "its headers name different files"),
            new Case("other merge", "diff --cc x\n--- a/evil\n+++ b/x\n" + HUNK, "evil", "its headers name different"),
            new Case(
                    "half a rename",
                    "diff --git a/x b/evil\nsimilarity index 100%\nrename from x\n\nrename to evil\n",
                    "evil",
                    "its header names only one side"),
            new Case("two names", "--- a/x\n+++ b/y\n" + HUNK, "x", "its two names differ"),
            new Case("up", PLAIN.replace("/x", "/../x"), "../x", "its path has a step `..`"),
            new Case("git's own", PLAIN.replace("/x", "/.GIT/config"), ".GIT/config", "its path has a step `.GIT`"),
            new Case("absolute", PLAIN.replace("a/x", "/etc/x").replace("b/x", "/etc/x"), "/etc/x", "its path is abs"),
            new Case("line feed", PLAIN.replaceAll("([ab])/x", "\"$1/x\\\\ny\""), "x\ny", "its path has control"),
            new Case("carriage return", PLAIN.replace("/x", "/x\ry"), "x\ry", "its path has control characters"),
            new Case("blank", PLAIN.replace("/x", "/x y"), "x y", "a name with a blank is not ended by a tab"),
            new Case("context diff", "*** a/x\n--- b/x\n***************\n*** 1 ****\n! a\n", "", "line 3: a context"),
            new Case("normal diff", "1c1\n< a\n---\n> b\n", "", "line 2: a diff without context"),
            new Case("ed", "1c\nb\n.\n", "", "line 3: a script for ed"),
            new Case("indented", PLAIN.replaceAll("(?m)^", "  "), "", "line 3: an indented patch"),
            new Case("indented by X", PLAIN.replaceAll("(?m)^", "X"), "", "line 3: an indented patch"),
            new Case("mail", "Content-Transfer-Encoding: base64\n\nZGlm\n", "", "line 1: a mail whose text is encoded"),
            new Case("UTF-16", "\uDCFF\uDCFEd\0i\0", "", "it is UTF-16"),
            new Case(
                    "twice",
                    "diff --git a/x b/x\nold mode 100644\nold mode 100755\n",
                    "x",
                    "its header says `old mode`"),
            new Case("mode", "diff --git a/x b/x\nold mode 100644\nnew mode 9\n", "x", "its mode cannot be read"),
            new Case("one side", "diff --git a/x b/x\nnew file mode 100644\n--- a/x\n", "x", "its header says that it"),
            new Case(
                    "new, and not",
                    "diff --git a/x b/x\nnew file mode 100644\n--- /dev/null\n+++ b/x\n" + HUNK,
                    "x",
                    "it is said to be added"),
            new Case("prefixes", PLAIN + "--- y\n+++ y\n" + HUNK, "y", "its names have another kind of prefix"),
            new Case("one side only", "Only in a: y\n", "a/y", "it is on one side only"),
            new Case("Subversion", PLAIN + "\nProperty changes on: x\n", "x", "properties that Subversion keeps"),
            new Case("Mercurial", "diff -r 0123456789ab -r 0123456789ab x\n", "x", "the diff has no content"),
            new Case(
                    "long header",
                    "diff --git a/x b/x\nindex 1111111..1111111 100644\nold mode 100644" + " ".repeat(20_000) + "\n",
                    "x",
                    "line 3: a line of its header is longer"),
            new Case(
                    "submodule with text",
                    "diff --git a/x b/x\nindex 1111111..2222222 160000\n--- a/x\n+++ b/x\n" + HUNK,
                    "x",
                    "another repository, whose commit cannot be read"));

    @TestFactory
    List<DynamicTest> whatIsNotReadIsSaid() {
        return CASES.stream()
                .map(it -> DynamicTest.dynamicTest(
                        it.name,
                        () -> assertThat(UnifiedDiff.read(it.diff).notReviewed())
                                .as(it.diff)
                                .anyMatch(said -> said.file().equals(it.file)
                                        && said.why().startsWith(it.why))))
                .toList();
    }
}
