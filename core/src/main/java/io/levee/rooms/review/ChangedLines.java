package io.levee.rooms.review;

import io.levee.change.ChangedFile;
import io.levee.change.Line;
import java.util.Optional;
import java.util.function.Predicate;

/// Lines of a change to point at.
final class ChangedLines {
    private ChangedLines() {}

    /// The line that the diff shows there; else the first changed one behind it, else the first
    /// changed one.
    ///
    /// @param after  its number after; 0 for one that is gone
    /// @param before its number before
    static Optional<Line> near(ChangedFile file, int after, int before) {
        Optional<Line> there = after > 0
                ? first(file, line -> line.after() == after)
                : first(file, line -> line.after() == 0 && line.before() == before);
        return there.or(() -> first(file, line -> isChanged(line) && line.number() >= Math.max(after, before)))
                .or(() -> first(file, ChangedLines::isChanged));
    }

    private static boolean isChanged(Line line) {
        return line.kind() != Line.Kind.CONTEXT;
    }

    private static Optional<Line> first(ChangedFile file, Predicate<Line> wanted) {
        return file.hunks().stream()
                .map(hunk -> hunk.lines().stream().filter(wanted).findFirst())
                .flatMap(Optional::stream)
                .findFirst();
    }
}
