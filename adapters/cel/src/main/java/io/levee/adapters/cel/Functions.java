package io.levee.adapters.cel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What we add to the language. Nothing here throws for what stands in a tree: absent is null,
/// an empty list, an empty text or NaN. Only trees that come from a change are walked, so that
/// every walk is counted.
final class Functions {
    /// Characters of a text that was made from a tree.
    static final int TEXT_MAX = 20_000;

    private Functions() {}

    /// The value at a JSON pointer, or null. A member of a list is named by its position,
    /// `name`, `key` or `id`.
    static Object at(Object tree, String pointer) {
        Object here = tree;
        int from = 0;
        while (from < pointer.length()) {
            int slash = pointer.indexOf('/', from + 1);
            int to = slash < 0 ? pointer.length() : slash;
            String step = pointer.substring(from + 1, to).replace("~1", "/").replace("~0", "~");
            here = step(here, step);
            from = to;
        }
        return isTree(here) ? here : Trees.NULL;
    }

    private static Object step(Object here, String step) {
        if (here instanceof Map<?, ?> map) {
            return Trees.of(map.get(step));
        }
        if (!(here instanceof Trees.Listing list)) {
            return Trees.NULL;
        }
        try {
            int position = Integer.parseInt(step);
            return position >= 0 && position < list.size() ? list.get(position) : Trees.NULL;
        } catch (NumberFormatException _) {
            return named(list, step);
        }
    }

    private static Object named(List<?> list, String name) {
        for (Object member : list) {
            if (member instanceof Trees.Mapping mapping
                    && (name.equals(mapping.get("name"))
                            || name.equals(mapping.get("key"))
                            || name.equals(mapping.get("id")))) {
                return mapping;
            }
        }
        return Trees.NULL;
    }

    private static boolean isTree(Object value) {
        return !(value instanceof Map || value instanceof List)
                || value instanceof Trees.Mapping
                || value instanceof Trees.Listing;
    }

    /// Every value under a key of this name, at any depth, in the order of the tree; nothing
    /// inside one that was found.
    static List<Object> find(Object tree, String key) {
        List<Object> found = new ArrayList<>();
        find(tree, key, found);
        return List.copyOf(found);
    }

    private static void find(Object tree, String key, List<Object> found) {
        if (tree instanceof Trees.Mapping mapping) {
            for (Map.Entry<String, Object> entry : mapping.entrySet()) {
                if (entry.getKey().equals(key)) {
                    found.add(entry.getValue());
                } else {
                    find(entry.getValue(), key, found);
                }
            }
        } else if (tree instanceof Trees.Listing list) {
            list.forEach(member -> find(member, key, found));
        }
    }

    /// The members of a list, the values of a mapping; a single value alone; nothing of null.
    static List<?> list(Object value) {
        return switch (value) {
            case List<?> list -> list;
            case Trees.Mapping mapping -> {
                List<Object> values = new ArrayList<>();
                mapping.entrySet().forEach(entry -> values.add(entry.getValue()));
                yield List.copyOf(values);
            }
            case Object none when none.equals(Trees.NULL) -> List.of();
            default -> isTree(value) ? List.of(value) : List.of();
        };
    }

    static List<String> keys(Object value) {
        if (!(value instanceof Trees.Mapping mapping)) {
            return List.of();
        }
        List<String> keys = new ArrayList<>();
        mapping.entrySet().forEach(entry -> keys.add(entry.getKey()));
        return List.copyOf(keys);
    }

    /// What of `some` is not in `others`, compared as text.
    static List<?> without(List<?> some, List<?> others) {
        Set<String> gone = new HashSet<>();
        others.forEach(other -> gone.add(text(other)));
        List<Object> left = new ArrayList<>();
        for (Object one : some) {
            Meter.charge(1);
            if (!gone.contains(text(one))) {
                left.add(one);
            }
        }
        return List.copyOf(left);
    }

    /// Nothing of null, `4` for 4 and 4.0, JSON of a tree.
    static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        StringBuilder text = new StringBuilder();
        if (!Trees.of(value).equals(Trees.NULL)) {
            write(value, text);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, StringBuilder out) {
        Meter.charge(1);
        if (out.length() > TEXT_MAX) {
            return;
        }
        switch (Trees.of(value)) {
            case String text -> {
                out.append('"');
                out.append(text.replace("\\", "\\\\").replace("\"", "\\\""));
                out.append('"');
            }
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 1e15 -> out.append(number.longValue());
            case Trees.Mapping map -> {
                String between = "{";
                for (Map.Entry<String, Object> entry : map.entrySet()) {
                    out.append(between);
                    write(entry.getKey(), out);
                    out.append(':');
                    write(entry.getValue(), out);
                    between = ",";
                }
                out.append(map.isEmpty() ? "{}" : "}");
            }
            case List<?> list -> {
                String between = "[";
                for (Object member : list) {
                    out.append(between);
                    write(member, out);
                    between = ",";
                }
                out.append(list.isEmpty() ? "[]" : "]");
            }
            case Object none when none.equals(Trees.NULL) -> out.append("null");
            case Object other -> out.append(other);
        }
    }

    static boolean matches(Object value, String regex) {
        return Regexes.finds(text(value), regex);
    }

    static String joined(String some, String others) {
        Meter.charge((some.length() + others.length()) / 4 + 1L);
        if ((long) some.length() + others.length() > TEXT_MAX) {
            throw new IllegalArgumentException("a text of more than %d characters".formatted(TEXT_MAX));
        }
        return some + others;
    }
}
