package io.levee.change;

import java.util.List;

/// What is kept of the lines of one file, and how much of all files is left to keep. Lines past a
/// limit are counted.
final class KeptLines {
    /// Of one file, hunks counted as lines.
    static final int FILE_LINES_MAX = 200_000;

    private final Room room;
    private final Whys whys;
    private long seen;
    private long kept;
    private boolean endedBefore;
    private boolean endedAfter;

    KeptLines(Room room, Whys whys) {
        this.room = room;
        this.whys = whys;
    }

    /// What a whole change may keep.
    static final class Room {
        static final int LINES_MAX = 1_500_000;
        /// Characters, of all lines together.
        static final long TEXT_MAX = 64L * 1024 * 1024;

        private long lines = LINES_MAX;
        private long text = TEXT_MAX;

        private boolean take(long length) {
            boolean fits = lines > 0 && text >= length;
            lines -= fits ? 1 : 0;
            text -= fits ? length : 0;
            return fits;
        }
    }

    /// Keeps a line of a hunk where there is room.
    ///
    /// @param prefix bytes that stand before its text
    /// @param less   bytes at its end that are the diff's and not the file's
    void add(List<Line> to, Line.Kind kind, int before, int after, DiffLines line, int prefix, int less) {
        if ((kind != Line.Kind.ADDED && endedBefore) || (kind != Line.Kind.REMOVED && endedAfter)) {
            whys.add("a line without its line feed is not the last");
        }
        if (line.skipped() > 0) {
            whys.add("a line of %,d bytes is read to %,d"
                    .formatted(line.length() + line.skipped(), DiffLines.LINE_BYTES_MAX));
        }
        if (room(line.length())) {
            to.add(new Line(kind, before, after, line.text(prefix, less), true));
        }
    }

    /// Keeps a hunk where there is room for it.
    void add(List<Hunk> to, Hunk hunk) {
        if (!hunk.lines().isEmpty() || room(0)) {
            to.add(hunk);
        }
    }

    private boolean room(int length) {
        seen++;
        boolean fits = kept < FILE_LINES_MAX && seen == kept + 1 && room.take(length);
        kept += fits ? 1 : 0;
        return fits;
    }

    /// No line feed ends the last line of these.
    void noLineFeed(List<Line> lines) {
        if (seen != kept || lines.isEmpty()) {
            return;
        }
        Line last = lines.getLast();
        lines.set(lines.size() - 1, new Line(last.kind(), last.before(), last.after(), last.text(), false));
        endedBefore |= last.kind() != Line.Kind.ADDED;
        endedAfter |= last.kind() != Line.Kind.REMOVED;
    }

    /// Says what was not kept.
    void close() {
        if (seen > kept) {
            whys.add("only the first %,d of its %,d lines are read".formatted(kept, seen));
        }
    }
}
