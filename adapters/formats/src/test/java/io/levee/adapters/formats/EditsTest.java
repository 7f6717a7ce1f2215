package io.levee.adapters.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.change.StructuredChange.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random trees, randomly edited: the values that are listed are exactly the edits.
final class EditsTest {
    private static final int ROUNDS = 150;

    private RandomGenerator random = RandomGenerator.getDefault();
    private final List<String> edits = new ArrayList<>();
    private long fresh;

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void theValuesThatDifferAreTheEdits(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < ROUNDS; round++) {
            edits.clear();
            Map<String, @Nullable Object> before = map(0);
            Map<String, @Nullable Object> after = edited(before, "");
            for (boolean json : List.of(true, false)) {
                String was = json ? json(before, "") : yaml(before, "");
                String is = json ? json(after, "") : yaml(after, "");
                assertThat(listed(json ? "a.json" : "a.yaml", was, is))
                        .as("seed %d, round %d:\n%s\n%s", seed, round, was, is)
                        .isEqualTo(new TreeSet<>(edits));
            }
        }
    }

    private static Set<String> listed(String path, String before, String after) {
        List<String> was = before.lines().toList();
        List<String> is = after.lines().toList();
        return KnownFormats.compare(path, before, after).orElseThrow().parts().stream()
                .map(Part::values)
                .flatMap(List::stream)
                .peek(value -> {
                    assertThat(value.lineBefore() == 0 || holds(was.get(value.lineBefore() - 1), value.before()))
                            .isTrue();
                    assertThat(value.lineAfter() == 0 || holds(is.get(value.lineAfter() - 1), value.after()))
                            .isTrue();
                })
                .map(value -> "%s %s %s"
                        .formatted(
                                value.pointer(),
                                value.lineBefore() == 0 ? "-" : value.before(),
                                value.lineAfter() == 0 ? "-" : value.after()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean holds(String line, @Nullable Object value) {
        return line.contains(String.valueOf(value));
    }

    private Map<String, @Nullable Object> map(int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        int size = 1 + random.nextInt(5);
        for (int i = 0; i < size; i++) {
            map.put("k" + random.nextInt(50), value(depth + 1));
        }
        return map;
    }

    private @Nullable Object value(int depth) {
        int kind = random.nextInt(depth > 4 ? 4 : 8);
        return switch (kind) {
            case 0 -> fresh++;
            case 1 -> "text #: " + fresh++;
            case 2 -> fresh++ + 0.5;
            case 3 -> null;
            case 4, 5 -> map(depth);
            default -> list(depth);
        };
    }

    /// Members are all different, or named.
    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        boolean named = random.nextBoolean();
        int size = 1 + random.nextInt(5);
        for (int i = 0; i < size; i++) {
            if (named) {
                Map<String, @Nullable Object> member = new LinkedHashMap<>();
                member.put("name", "n" + i);
                member.putAll(map(depth + 1));
                list.add(member);
            } else {
                list.add(random.nextBoolean() ? fresh++ : "w " + fresh++);
            }
        }
        return list;
    }

    private Map<String, @Nullable Object> edited(Map<String, @Nullable Object> map, String at) {
        Map<String, @Nullable Object> edited = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            String here = at + "/" + key;
            boolean leaf = !(value instanceof Map) && !(value instanceof List);
            if (leaf && !key.equals("name") && random.nextInt(6) == 0) {
                if (random.nextBoolean()) {
                    edits.add("%s %s -".formatted(here, value));
                    return;
                }
                long other = fresh++;
                edits.add("%s %s %s".formatted(here, value, other));
                edited.put(key, other);
            } else {
                edited.put(key, editedBelow(value, here));
            }
        });
        if (random.nextInt(6) == 0) {
            long added = fresh++;
            edits.add("%s/new - %s".formatted(at, added));
            edited.put("new", added);
        }
        return edited;
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object editedBelow(@Nullable Object value, String at) {
        if (value instanceof Map<?, ?> map) {
            return edited((Map<String, @Nullable Object>) map, at);
        }
        if (!(value instanceof List<?> list)) {
            return value;
        }
        List<@Nullable Object> edited = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Map<?, ?> member) {
                edited.add(edited((Map<String, @Nullable Object>) member, at + "/" + member.get("name")));
            } else if (random.nextInt(5) == 0) {
                long other = fresh++;
                edits.add("%s/%d %s %s".formatted(at, i, list.get(i), other));
                edited.add(other);
            } else {
                edited.add(list.get(i));
            }
        }
        return edited;
    }

    private static String json(@Nullable Object value, String indent) {
        String deeper = indent + "  ";
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> "%s\"%s\": %s".formatted(deeper, entry.getKey(), json(entry.getValue(), deeper)))
                    .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(member -> deeper + json(member, deeper))
                    .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
        }
        return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
    }

    private static String yaml(@Nullable Object value, String indent) {
        String deeper = indent + "  ";
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            return map.entrySet().stream()
                    .map(entry -> "%s%s:%s".formatted(indent, entry.getKey(), below(entry.getValue(), deeper)))
                    .collect(Collectors.joining("\n"));
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(member -> indent + "-" + below(member, deeper))
                    .collect(Collectors.joining("\n"));
        }
        return json(value, "");
    }

    private static String below(@Nullable Object value, String indent) {
        boolean leaf = !(value instanceof List) && !(value instanceof Map<?, ?> map && !map.isEmpty());
        return leaf ? " " + (value instanceof Map ? "{}" : json(value, "")) : "\n" + yaml(value, indent);
    }
}
