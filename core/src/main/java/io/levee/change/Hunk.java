package io.levee.change;

import java.util.List;

/// Lines that stand together, some of them changed. Starts count from 1; a side without lines
/// starts at the line that stands before it, or 0.
public record Hunk(int startBefore, int countBefore, int startAfter, int countAfter, List<Line> lines) {
    public Hunk {
        lines = List.copyOf(lines);
    }
}
