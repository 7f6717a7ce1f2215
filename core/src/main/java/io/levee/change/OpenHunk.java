package io.levee.change;

import java.util.ArrayList;
import java.util.List;

/// A hunk that is being read. Its counts alone say which lines are its content.
final class OpenHunk {
    private final HunkHeader header;
    private final KeptLines kept;
    private final boolean carriageReturns;
    private final Whys whys;
    private final int[] leftBefore;
    private final int[] nextBefore;
    private int leftAfter;
    private int nextAfter;
    private boolean markable;
    private final List<Line> lines = new ArrayList<>();

    /// @param carriageReturns whether the diff adds one to each line
    OpenHunk(HunkHeader header, KeptLines kept, boolean carriageReturns, Whys whys) {
        this.header = header;
        this.kept = kept;
        this.carriageReturns = carriageReturns;
        this.whys = whys;
        int parents = header.before().size();
        this.leftBefore = new int[parents];
        this.nextBefore = new int[parents];
        for (int parent = 0; parent < parents; parent++) {
            leftBefore[parent] = header.before().get(parent).count();
            nextBefore[parent] = header.before().get(parent).start();
        }
        this.leftAfter = header.after().count();
        this.nextAfter = header.after().start();
    }

    /// Whether its counts promise more lines.
    boolean isOpen() {
        for (int left : leftBefore) {
            if (left > 0) {
                return true;
            }
        }
        return leftAfter > 0;
    }

    boolean isCombined() {
        return header.isCombined();
    }

    /// Takes a line that is its content; false where the line cannot be.
    boolean take(DiffLines line) {
        int less = carriageReturns && line.endsInCarriageReturn() ? 1 : 0;
        boolean taken = isCombined() ? takeCombined(line, less) : takePlain(line, less);
        if (taken) {
            markable = true;
            if (carriageReturns && less == 0) {
                whys.add("only some of its lines end as those of its header do");
            }
        }
        return taken;
    }

    private boolean takePlain(DiffLines line, int less) {
        boolean empty = line.length() == less;
        boolean context = empty || line.at(0) == ' ';
        boolean removed = !empty && line.at(0) == '-';
        boolean added = !empty && line.at(0) == '+';
        boolean fits = (context && leftBefore[0] > 0 && leftAfter > 0)
                || (removed && leftBefore[0] > 0)
                || (added && leftAfter > 0);
        if (!fits) {
            return false;
        }
        int before = added ? 0 : nextBefore[0]++;
        int after = removed ? 0 : nextAfter++;
        leftBefore[0] -= added ? 0 : 1;
        leftAfter -= removed ? 0 : 1;
        Line.Kind kind = context ? Line.Kind.CONTEXT : removed ? Line.Kind.REMOVED : Line.Kind.ADDED;
        kept.add(lines, kind, before, after, line, empty ? 0 : 1, less);
        return true;
    }

    /// One column for each parent: `-` was there and is gone, `+` was not there and is, a blank
    /// is neither: the line was there if it is there now.
    private boolean takeCombined(DiffLines line, int less) {
        boolean added = false;
        boolean removed = false;
        int columns = leftBefore.length;
        boolean empty = line.length() == less;
        for (int parent = 0; parent < columns && !empty; parent++) {
            int column = line.at(parent);
            if (column != ' ' && column != '+' && column != '-') {
                return false;
            }
            added |= column == '+';
            removed |= column == '-';
        }
        if ((added && removed) || (!removed && leftAfter == 0)) {
            return false;
        }
        for (int parent = 0; parent < columns; parent++) {
            if (wasIn(line, parent, removed, empty) && leftBefore[parent] == 0) {
                return false;
            }
        }
        int before = 0;
        for (int parent = columns - 1; parent >= 0; parent--) {
            if (wasIn(line, parent, removed, empty)) {
                before = nextBefore[parent]++;
                leftBefore[parent]--;
            }
        }
        leftAfter -= removed ? 0 : 1;
        int after = removed ? 0 : nextAfter++;
        Line.Kind kind = removed ? Line.Kind.REMOVED : added ? Line.Kind.ADDED : Line.Kind.CONTEXT;
        kept.add(lines, kind, added ? 0 : before, after, line, empty ? 0 : columns, less);
        return true;
    }

    private static boolean wasIn(DiffLines line, int parent, boolean removed, boolean empty) {
        return removed ? line.at(parent) == '-' : empty || line.at(parent) == ' ';
    }

    /// Takes `\ No newline at end of file`, in whatever language; false where it cannot stand here.
    boolean takeMarker() {
        if (!markable) {
            return false;
        }
        markable = false;
        kept.noLineFeed(lines);
        return true;
    }

    /// As it was read. Of a combined diff, numbers before are those of the first parent that has
    /// the line.
    Hunk hunk() {
        HunkHeader.Range first = header.before().getFirst();
        HunkHeader.Range after = header.after();
        return new Hunk(first.start(), first.count(), after.start(), after.count(), lines);
    }
}
