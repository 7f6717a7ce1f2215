package io.levee.rooms.review;

import io.levee.change.ChangedFile;
import io.levee.change.Hunk;
import io.levee.change.Line;
import java.util.Optional;

/// Lines of a change to point at.
final class ChangedLines {
    private ChangedLines() {}

    /// The line of this number that the diff shows; else the first changed one behind it, else the
    /// first changed one.
    static Optional<Line> near(ChangedFile file, int number) {
        Optional<Line> behind = Optional.empty();
        Optional<Line> first = Optional.empty();
        for (Hunk hunk : file.hunks()) {
            for (Line line : hunk.lines()) {
                boolean changed = line.kind() != Line.Kind.CONTEXT;
                if (changed ? line.number() == number : number > 0 && line.after() == number) {
                    return Optional.of(line);
                }
                if (changed && first.isEmpty()) {
                    first = Optional.of(line);
                }
                if (changed && behind.isEmpty() && line.number() > number) {
                    behind = Optional.of(line);
                }
            }
        }
        return behind.isPresent() ? behind : first;
    }
}
