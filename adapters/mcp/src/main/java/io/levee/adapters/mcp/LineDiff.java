package io.levee.adapters.mcp;

import java.util.ArrayList;
import java.util.List;

/// Which lines went, came and stayed: a longest common subsequence, after what is the same at both ends. Pure.
final class LineDiff {
    /// Of the table; beyond it, all lines in the middle went and came.
    private static final int CELLS_MAX = 1_000_000;

    private LineDiff() {}

    static List<Difference.Line> between(List<String> old, List<String> now) {
        int head = 0;
        while (head < Math.min(old.size(), now.size()) && old.get(head).equals(now.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(old.size(), now.size()) - head
                && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
            tail++;
        }
        List<Difference.Line> lines = new ArrayList<>();
        old.subList(0, head).forEach(line -> lines.add(Difference.Line.same(line)));
        middle(old.subList(head, old.size() - tail), now.subList(head, now.size() - tail), lines);
        old.subList(old.size() - tail, old.size()).forEach(line -> lines.add(Difference.Line.same(line)));
        return lines;
    }

    private static void middle(List<String> old, List<String> now, List<Difference.Line> lines) {
        int[][] common = (long) old.size() * now.size() > CELLS_MAX ? new int[0][0] : common(old, now);
        int o = 0;
        int n = 0;
        while (common.length > 0 && o < old.size() && n < now.size()) {
            if (old.get(o).equals(now.get(n))) {
                lines.add(Difference.Line.same(old.get(o++)));
                n++;
            } else if (common[o + 1][n] >= common[o][n + 1]) {
                lines.add(Difference.Line.old(old.get(o++)));
            } else {
                lines.add(Difference.Line.now(now.get(n++)));
            }
        }
        old.subList(o, old.size()).forEach(line -> lines.add(Difference.Line.old(line)));
        now.subList(n, now.size()).forEach(line -> lines.add(Difference.Line.now(line)));
    }

    /// How many lines are common from here on.
    private static int[][] common(List<String> old, List<String> now) {
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int o = old.size() - 1; o >= 0; o--) {
            for (int n = now.size() - 1; n >= 0; n--) {
                common[o][n] = old.get(o).equals(now.get(n))
                        ? common[o + 1][n + 1] + 1
                        : Math.max(common[o + 1][n], common[o][n + 1]);
            }
        }
        return common;
    }
}
