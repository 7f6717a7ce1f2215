package io.levee.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.console.ReviewReport.Concern;
import io.levee.console.ShownChange.ShownFile;
import io.levee.console.ShownChange.ShownLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReviewedChangeTest {
    @Test
    void aFindingStandsAtTheLineAsItIsNowBeforeTheLineThatWentAway() {
        ShownChange change = change(file("a", line("removed", 3, 0), line("added", 0, 3), line("removed", 4, 0)));
        ReviewedChange reviewed = ReviewedChange.of(change, List.of(concern("a", 3), concern("a", 4)));
        List<ReviewedChange.Row> rows = reviewed.files().getFirst().rows();
        assertThat(rows.get(0).found()).isEmpty();
        assertThat(rows.get(1).found())
                .singleElement()
                .satisfies(it -> assertThat(it.line())
                        .isEqualTo("f1-n3")
                        .isEqualTo(rows.get(1).id()));
        assertThat(rows.get(2).found())
                .singleElement()
                .satisfies(it -> assertThat(it.line()).isEqualTo("f1-o4"));
    }

    @Test
    void aFileThatMovedIsFoundByItsOldNameUnlessAnotherHasItNow() {
        ShownFile moved = new ShownFile("old", "new", "renamed", "text", List.of(line("context", 1, 1)));
        Concern concern = concern("old", 1);
        assertThat(ReviewedChange.of(change(moved), List.of(concern)).elsewhere())
                .isEmpty();
        ReviewedChange both = ReviewedChange.of(change(moved, file("old", line("added", 0, 1))), List.of(concern));
        assertThat(both.files().getFirst().file().path()).isEqualTo("old");
    }

    @Test
    void longFilesWithoutFindingsAreFolded() {
        ShownLine[] lines = new ShownLine[ReviewedChange.OPEN_LINES_MAX + 1];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = line("added", 0, i + 1);
        }
        ShownChange change = change(file("long", lines), file("short", line("added", 0, 1)), file("bad", lines));
        ReviewedChange reviewed = ReviewedChange.of(change, List.of(concern("bad", 9)));
        assertThat(reviewed.files())
                .extracting(it -> it.file().path() + it.open())
                .containsExactly("badtrue", "longfalse", "shorttrue");
    }

    @Test
    void everyFindingIsShownOnceWhereverItIs() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<ShownFile> files = new ArrayList<>();
            for (int i = 0; i < random.nextInt(8); i++) {
                ShownLine[] lines = new ShownLine[random.nextInt(20)];
                for (int j = 0; j < lines.length; j++) {
                    String kind = List.of("added", "removed", "context", "gap").get(random.nextInt(4));
                    lines[j] = line(kind, random.nextInt(10), random.nextInt(10));
                }
                files.add(file("f" + random.nextInt(6), lines));
            }
            List<Concern> concerns = new ArrayList<>();
            for (int i = 0; i < random.nextInt(20); i++) {
                concerns.add(concern("f" + random.nextInt(8), random.nextInt(12)));
            }
            ReviewedChange reviewed = ReviewedChange.of(change(files.toArray(ShownFile[]::new)), concerns);
            List<Integer> shown = new ArrayList<>();
            reviewed.elsewhere().forEach(it -> shown.add(it.number()));
            for (ReviewedChange.ReviewedFile file : reviewed.files()) {
                file.top().forEach(it -> shown.add(it.number()));
                file.rows().forEach(row -> row.found().forEach(it -> shown.add(it.number())));
            }
            assertThat(shown).as("seed %d", seed).hasSize(concerns.size()).doesNotHaveDuplicates();
        }
    }

    private static ShownChange change(ShownFile... files) {
        return new ShownChange("a change", List.of(files), 0);
    }

    private static ShownFile file(String path, ShownLine... lines) {
        return new ShownFile(path, path, "modified", "text", List.of(lines));
    }

    private static ShownLine line(String kind, int before, int after) {
        return new ShownLine(kind, before, after, "text");
    }

    private static Concern concern(String file, int line) {
        return new Concern("pay", "rule", "high", file, line, "wrong", List.of(), List.of());
    }
}
