package io.levee.adapters.formats.tree;

import io.levee.change.StructuredChange.Part;
import io.levee.change.StructuredChange.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Pairs the pieces of two sides and keeps those that differ. Of several with the same identity
/// those that are equal go together first, wherever they stand, and the rest in order.
public final class PieceDiff {
    /// Values of all parts of one file.
    private static final int VALUES_MAX = 100_000;

    private final IdentityHashMap<Piece, Piece> partners = new IdentityHashMap<>();
    private final Set<Piece> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Part> parts = new ArrayList<>();
    private int values;

    private record Key(String kind, String identity) {}

    private record Print(List<String> steps, @Nullable Object value) {}

    private PieceDiff() {}

    public static List<Part> between(List<Piece> before, List<Piece> after) {
        PieceDiff diff = new PieceDiff();
        Map<Key, List<Piece>> was = byKey(before);
        byKey(after).forEach((key, now) -> diff.pair(was.getOrDefault(key, List.of()), now));
        after.forEach(piece -> diff.tell(diff.partners.get(piece), piece));
        before.stream().filter(piece -> !diff.taken.contains(piece)).forEach(piece -> diff.tell(piece, null));
        return diff.parts;
    }

    private static Map<Key, List<Piece>> byKey(List<Piece> pieces) {
        Map<Key, List<Piece>> byKey = new LinkedHashMap<>();
        for (Piece piece : pieces) {
            byKey.computeIfAbsent(new Key(piece.kind(), piece.identity()), _ -> new ArrayList<>())
                    .add(piece);
        }
        return byKey;
    }

    private void pair(List<Piece> before, List<Piece> after) {
        if (before.size() == 1 && after.size() == 1) {
            match(before.getFirst(), after.getFirst());
            return;
        }
        Map<Object, Deque<Piece>> equal = new HashMap<>();
        for (Piece piece : before) {
            equal.computeIfAbsent(print(piece), _ -> new ArrayDeque<>()).add(piece);
        }
        List<Piece> changed = new ArrayList<>();
        for (Piece piece : after) {
            Piece same = equal.getOrDefault(print(piece), new ArrayDeque<>()).poll();
            if (same == null) {
                changed.add(piece);
            } else {
                match(same, piece);
            }
        }
        var rest = before.stream().filter(piece -> !taken.contains(piece)).iterator();
        changed.stream().takeWhile(_ -> rest.hasNext()).forEach(piece -> match(rest.next(), piece));
    }

    private void match(Piece before, Piece after) {
        partners.put(after, before);
        taken.add(before);
    }

    /// Equal for pieces that no value tells apart.
    private static Object print(Piece piece) {
        return piece.aside().isEmpty()
                ? new Print(List.of(), piece.tree().plain())
                : TreeDiff.between(null, piece.tree(), piece.aside()).stream()
                        .map(value -> new Print(value.steps(), value.after()))
                        .toList();
    }

    private void tell(@Nullable Piece before, @Nullable Piece after) {
        Piece shown = after == null ? before : after;
        if (shown == null || values >= VALUES_MAX) {
            return;
        }
        List<Value> differ = TreeDiff.between(tree(before), tree(after), aside(before, after));
        if (differ.isEmpty() && before != null && after != null) {
            return;
        }
        values += differ.size();
        parts.add(new Part(
                shown.kind(),
                shown.name(),
                shown.assets(),
                plain(before),
                plain(after),
                before == null ? 0 : before.line(),
                after == null ? 0 : after.line(),
                differ));
    }

    /// What another piece tells on either side.
    private static Set<List<String>> aside(@Nullable Piece before, @Nullable Piece after) {
        Set<List<String>> aside = new HashSet<>();
        if (before != null) {
            aside.addAll(before.aside());
        }
        if (after != null) {
            aside.addAll(after.aside());
        }
        return aside;
    }

    private static @Nullable Node tree(@Nullable Piece piece) {
        return piece == null ? null : piece.tree();
    }

    private static @Nullable Object plain(@Nullable Piece piece) {
        return piece == null ? null : piece.tree().plain();
    }
}
