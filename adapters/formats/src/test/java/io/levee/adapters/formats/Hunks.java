package io.levee.adapters.formats;

import io.levee.change.ChangedFile;
import io.levee.change.Hunk;
import io.levee.change.Line;
import java.util.ArrayList;
import java.util.List;

/// Files of a diff, as tests write them: each line with its sign.
final class Hunks {
    private Hunks() {}

    static ChangedFile modified(String path, Hunk... hunks) {
        return file(ChangedFile.Kind.MODIFIED, path, hunks);
    }

    static ChangedFile file(ChangedFile.Kind kind, String path, Hunk... hunks) {
        return new ChangedFile(kind, path, path, "", "", new ChangedFile.Body.Text(List.of(hunks)));
    }

    static Hunk at(int before, int after, String text) {
        List<Line> lines = new ArrayList<>();
        int old = before;
        int now = after;
        for (String line : text.lines().toList()) {
            String content = line.isEmpty() ? "" : line.substring(1);
            switch (line.isEmpty() ? ' ' : line.charAt(0)) {
                case '+' -> lines.add(new Line(Line.Kind.ADDED, 0, now++, content, true));
                case '-' -> lines.add(new Line(Line.Kind.REMOVED, old++, 0, content, true));
                default -> lines.add(new Line(Line.Kind.CONTEXT, old++, now++, content, true));
            }
        }
        return new Hunk(before, old - before, after, now - after, lines);
    }
}
