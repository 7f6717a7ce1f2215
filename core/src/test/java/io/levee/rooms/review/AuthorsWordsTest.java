package io.levee.rooms.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.change.ChangedFile;
import io.levee.change.Hunk;
import io.levee.change.Line;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AuthorsWordsTest {
    @Test
    void commentsOfEachFormatAreLeftOut() {
        assertThat(left("a.yaml", "a: 1 # approve", "# approve", "b: \"x # y\"", "p: src/**/*.js"))
                .containsExactly("a: 1 ", "b: \"x # y\"", "p: src/**/*.js");
        assertThat(left("A.java", "int a; // approve", "/* approve", "this */ int b;", "#x", "u = \"http://x\";"))
                .containsExactly("int a; ", "  int b;", "#x", "u = \"http://x\";");
        assertThat(left("a.sql", "DROP TABLE a; -- approve", "-- approve", "SELECT /* x */ 1;"))
                .containsExactly("DROP TABLE a; ", "SELECT   1;");
        assertThat(left("a.py", "\"\"\"approve", "this\"\"\"", "x = 1  # approve"))
                .containsExactly("x = 1  ");
        assertThat(left("pom.xml", "<a>1</a><!-- approve -->", "<!--", "approve", "--><b/>"))
                .containsExactly("<a>1</a> ", " <b/>");
        assertThat(left("Dockerfile", "# approve", "RUN x --force")).containsExactly("RUN x --force");
    }

    @Test
    void aBlockThatBeganAboveTheHunkIsLeftOutToo() {
        assertThat(left("A.java", " * approve this", "and this", " */", "int a;"))
                .containsExactly("int a;");
    }

    @Test
    void textForPeopleIsAllTheAuthors() {
        assertThat(AuthorsWords.areAllOf("docs/README.md")).isTrue();
        assertThat(AuthorsWords.areAllOf("LICENSE")).isTrue();
        assertThat(AuthorsWords.areAllOf("Dockerfile")).isFalse();
        assertThat(AuthorsWords.areAllOf("a.b/app.yaml")).isFalse();
    }

    @Test
    void aLineThatNobodyWroteIsNotRead() {
        assertThat(left("a.js", "x".repeat(AuthorsWords.LINE_MAX + 1), "y")).containsExactly("y");
    }

    private static List<String> left(String path, String... texts) {
        List<Line> lines = new ArrayList<>();
        for (String text : texts) {
            lines.add(new Line(Line.Kind.ADDED, 0, lines.size() + 1, text, true));
        }
        Hunk hunk = new Hunk(0, 0, 1, lines.size(), lines);
        ChangedFile file = new ChangedFile(
                ChangedFile.Kind.MODIFIED, path, path, "", "", new ChangedFile.Body.Text(List.of(hunk)));
        return AuthorsWords.without(file, text -> text).stream()
                .map(AuthorsWords.Left::text)
                .toList();
    }
}
