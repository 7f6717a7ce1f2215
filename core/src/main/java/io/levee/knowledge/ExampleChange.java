package io.levee.knowledge;

import io.levee.catalog.AssetId;
import io.levee.change.ChangedFile;
import io.levee.change.Contents;
import io.levee.change.Hunk;
import io.levee.change.Line;
import io.levee.change.StructuredChange;
import io.levee.change.Structures;
import io.levee.knowledge.Conditions.Owned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An example of a guardrail as the change that it tells.
public final class ExampleChange {
    /// Cells of the table that lines are compared in; of longer texts the whole middle counts
    /// as changed.
    private static final int CELLS_MAX = 4_000_000;

    public enum Verdict {
        RIGHT,
        /// It finds nothing where it should, or something where it should not.
        WRONG,
        /// Its condition could not be told.
        UNTOLD
    }

    private final Guardrail.Example example;
    private final ChangedFile file;

    public ExampleChange(Guardrail.Example example) {
        this.example = example;
        this.file = new ChangedFile(
                kind(example),
                example.file(),
                example.file(),
                "100644",
                "100644",
                new ChangedFile.Body.Text(hunks(lines(example.before()), lines(example.after()))));
    }

    public ChangedFile file() {
        return file;
    }

    /// Both sides, whole.
    public Contents contents() {
        return new Contents() {
            @Override
            public Optional<String> before(ChangedFile asked) {
                return Optional.of(example.before());
            }

            @Override
            public Optional<String> after(ChangedFile asked) {
                return Optional.of(example.after());
            }
        };
    }

    /// What the rule finds in it. What the example says is touched is not touched directly, and
    /// nothing is known of its settings.
    public List<Rule.Match> asked(Rule rule, Structures structures) {
        Optional<StructuredChange> structured = structures.of(file, contents());
        Map<AssetId, Boolean> touched = new TreeMap<>();
        example.touched().forEach(id -> touched.put(AssetId.parse(id), false));
        structured.ifPresent(it ->
                it.parts().forEach(part -> part.assets().forEach(asset -> touched.put(asset, true))));
        List<Owned> owned = new ArrayList<>();
        touched.forEach((asset, direct) -> owned.add(new Owned(asset, "", direct, Map.of())));
        return rule.in(file, structured, owned);
    }

    /// Whether the rule finds in it what it should.
    public Verdict verdict(Rule rule, Structures structures) {
        List<Rule.Match> matches = asked(rule, structures);
        if (matches.stream().anyMatch(match -> !match.told())) {
            return Verdict.UNTOLD;
        }
        return matches.isEmpty() == example.matches() ? Verdict.WRONG : Verdict.RIGHT;
    }

    private static ChangedFile.Kind kind(Guardrail.Example example) {
        if (example.before().isEmpty()) {
            return ChangedFile.Kind.ADDED;
        }
        return example.after().isEmpty() ? ChangedFile.Kind.DELETED : ChangedFile.Kind.MODIFIED;
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    private static List<Hunk> hunks(List<String> before, List<String> after) {
        int same = 0;
        while (same < Math.min(before.size(), after.size()) && before.get(same).equals(after.get(same))) {
            same++;
        }
        int tail = 0;
        int tailMax = Math.min(before.size(), after.size()) - same;
        while (tail < tailMax && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < same; i++) {
            lines.add(new Line(Line.Kind.CONTEXT, i + 1, i + 1, before.get(i), true));
        }
        middle(before, after, same, tail, lines);
        for (int i = tail; i > 0; i--) {
            int b = before.size() - i;
            lines.add(new Line(Line.Kind.CONTEXT, b + 1, after.size() - i + 1, before.get(b), true));
        }
        if (lines.stream().allMatch(line -> line.kind() == Line.Kind.CONTEXT)) {
            return List.of();
        }
        return List.of(new Hunk(before.isEmpty() ? 0 : 1, before.size(), after.isEmpty() ? 0 : 1, after.size(), lines));
    }

    /// The lines between what both sides begin and end with, by their longest common
    /// subsequence.
    private static void middle(List<String> before, List<String> after, int same, int tail, List<Line> lines) {
        int b = before.size() - tail;
        int a = after.size() - tail;
        boolean compare = (long) (b - same) * (a - same) <= CELLS_MAX;
        int[][] common = compare ? common(before.subList(same, b), after.subList(same, a)) : new int[0][0];
        int i = same;
        int j = same;
        while (i < b || j < a) {
            if (compare && i < b && j < a && before.get(i).equals(after.get(j))) {
                lines.add(new Line(Line.Kind.CONTEXT, i + 1, j + 1, before.get(i), true));
                i++;
                j++;
            } else if (i < b
                    && (j == a || !compare || common[i - same + 1][j - same] >= common[i - same][j - same + 1])) {
                lines.add(new Line(Line.Kind.REMOVED, i + 1, 0, before.get(i), true));
                i++;
            } else {
                lines.add(new Line(Line.Kind.ADDED, 0, j + 1, after.get(j), true));
                j++;
            }
        }
    }

    /// At `[i][j]`, how many lines the rests from `i` and `j` on have in common.
    private static int[][] common(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
