package io.levee.adapters.formats.tree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which members of two lists are the same: by a name that each has for itself, else by the
/// longest common subsequence.
final class Pairs {
    /// Keys that may name a member, the best first.
    private static final List<String> NAMES = List.of("name", "key", "id");
    /// Comparisons of members of two lists; what is longer in its middle is compared by
    /// position.
    private static final int CELLS_MAX = 250_000;

    private final List<Node> before;
    private final List<Node> after;
    private final List<Pair> pairs = new ArrayList<>();

    /// One member on both sides, or on one.
    record Pair(
            String step, @Nullable Node before, @Nullable Node after) {}

    private Pairs(List<Node> before, List<Node> after) {
        this.before = before;
        this.after = after;
    }

    static List<Pair> of(Node.Items before, Node.Items after) {
        Optional<String> name = common(before, after);
        return name.isPresent()
                ? named(name.get(), before, after)
                : new Pairs(before.members(), after.members()).byOrder();
    }

    /// The key that names each member of a list.
    static Optional<String> name(Node.Items list) {
        return NAMES.stream().filter(key -> names(key, list)).findFirst();
    }

    private static Optional<String> common(Node.Items before, Node.Items after) {
        return NAMES.stream()
                .filter(key -> (before.isLeaf() || names(key, before)) && (after.isLeaf() || names(key, after)))
                .filter(_ -> !before.isLeaf() || !after.isLeaf())
                .findFirst();
    }

    private static boolean names(String key, Node.Items list) {
        Set<String> seen = new HashSet<>();
        for (Node member : list.members()) {
            Optional<String> name = member.text(key);
            if (name.isEmpty() || !seen.add(name.get())) {
                return false;
            }
        }
        return !list.isLeaf();
    }

    private static List<Pair> named(String key, Node.Items before, Node.Items after) {
        Map<String, Node> was = new LinkedHashMap<>();
        before.members().forEach(member -> was.put(member.text(key).orElse(""), member));
        List<Pair> pairs = new ArrayList<>();
        for (Node member : after.members()) {
            String name = member.text(key).orElse("");
            pairs.add(new Pair(name, was.remove(name), member));
        }
        was.forEach((name, member) -> pairs.add(new Pair(name, member, null)));
        return pairs;
    }

    private List<Pair> byOrder() {
        Object[] a = before.stream().map(Node::plain).toArray();
        Object[] b = after.stream().map(Node::plain).toArray();
        int start = 0;
        int shorter = Math.min(a.length, b.length);
        while (start < shorter && Objects.equals(a[start], b[start])) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && Objects.equals(a[a.length - 1 - end], b[b.length - 1 - end])) {
            end++;
        }
        int rows = a.length - start - end;
        int columns = b.length - start - end;
        if ((long) rows * columns > CELLS_MAX) {
            gap(start, start + rows, start, start + columns);
        } else {
            subsequence(a, b, start, rows, columns);
        }
        return pairs;
    }

    /// Walks the table of common lengths; what lies between two common members was edited.
    private void subsequence(Object[] a, Object[] b, int start, int rows, int columns) {
        int[][] common = lengths(a, b, start, rows, columns);
        int i = 0;
        int j = 0;
        int fromRow = 0;
        int fromColumn = 0;
        while (i < rows && j < columns) {
            if (Objects.equals(a[start + i], b[start + j])) {
                gap(start + fromRow, start + i, start + fromColumn, start + j);
                fromRow = ++i;
                fromColumn = ++j;
            } else if (common[i + 1][j] >= common[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        gap(start + fromRow, start + rows, start + fromColumn, start + columns);
    }

    private static int[][] lengths(Object[] a, Object[] b, int start, int rows, int columns) {
        int[] hashes = new int[columns];
        for (int j = 0; j < columns; j++) {
            hashes[j] = Objects.hashCode(b[start + j]);
        }
        int[][] common = new int[rows + 1][columns + 1];
        for (int i = rows - 1; i >= 0; i--) {
            int hash = Objects.hashCode(a[start + i]);
            for (int j = columns - 1; j >= 0; j--) {
                boolean same = hash == hashes[j] && Objects.equals(a[start + i], b[start + j]);
                common[i][j] = same ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    /// Members between two that are the same: paired in order, the rest came or went.
    private void gap(int fromBefore, int toBefore, int fromAfter, int toAfter) {
        int both = Math.min(toBefore - fromBefore, toAfter - fromAfter);
        for (int i = 0; i < both; i++) {
            pairs.add(new Pair(Integer.toString(fromAfter + i), before.get(fromBefore + i), after.get(fromAfter + i)));
        }
        for (int i = fromAfter + both; i < toAfter; i++) {
            pairs.add(new Pair(Integer.toString(i), null, after.get(i)));
        }
        for (int i = fromBefore + both; i < toBefore; i++) {
            pairs.add(new Pair(Integer.toString(i), before.get(i), null));
        }
    }
}
