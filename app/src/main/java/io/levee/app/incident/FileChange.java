package io.levee.app.incident;

import io.levee.change.ChangedFile;
import io.levee.change.Line;
import io.levee.change.StructuredChange;
import io.levee.change.Structures;
import io.levee.knowledge.ExampleChange;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Rule;
import java.util.List;
import java.util.Optional;

/// One file that a commit changed, whole on both sides.
///
/// @param before empty where the file was not there
/// @param after  empty where it is gone
record FileChange(String path, String before, String after) {
    FileChange reversed() {
        return new FileChange(path, after, before);
    }

    Guardrail.Example example(boolean matches) {
        return new Guardrail.Example(matches, path, before, after, List.of(), 0);
    }

    /// As a diff with all lines of the file tells it.
    ChangedFile file() {
        return new ExampleChange(example(true)).file();
    }

    Optional<StructuredChange> structured(Structures structures) {
        ExampleChange change = new ExampleChange(example(true));
        return structures.of(change.file(), change.contents());
    }

    /// Whether a rule finds something in it; what it cannot tell is nothing that it found.
    boolean isFoundBy(Rule rule, Structures structures) {
        List<Rule.Match> matches = new ExampleChange(example(true)).asked(rule, structures);
        return !matches.isEmpty() && matches.stream().allMatch(Rule.Match::told);
    }

    /// Whether a rule lets it pass, and could tell.
    boolean isPassedBy(Rule rule, Structures structures) {
        return new ExampleChange(example(true)).asked(rule, structures).isEmpty();
    }

    /// The lines from the first that differs to the last, with some around them.
    FileChange around(int context) {
        List<Line> lines =
                file().hunks().stream().flatMap(hunk -> hunk.lines().stream()).toList();
        int first = 0;
        while (first < lines.size() && lines.get(first).kind() == Line.Kind.CONTEXT) {
            first++;
        }
        int last = lines.size() - 1;
        while (last > first && lines.get(last).kind() == Line.Kind.CONTEXT) {
            last--;
        }
        List<Line> kept = lines.subList(Math.max(0, first - context), Math.min(lines.size(), last + 1 + context));
        return new FileChange(path, text(kept, Line.Kind.ADDED), text(kept, Line.Kind.REMOVED));
    }

    private static String text(List<Line> lines, Line.Kind without) {
        StringBuilder text = new StringBuilder();
        lines.stream()
                .filter(line -> line.kind() != without)
                .forEach(line -> text.append(line.text()).append('\n'));
        return text.toString();
    }
}
