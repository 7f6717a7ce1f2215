package io.levee.adapters.formats.text;

import io.levee.adapters.formats.tree.Budget;
import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// TOML 1.0. Dates and times are text. What could be read of a broken file is read.
public final class TomlText {
    /// Its parser takes some 14 times as long for a character as that of JSON.
    private static final int CHARACTERS_MAX = 512 << 10;

    private final int offset;
    private final Budget budget = new Budget();

    private TomlText(int offset) {
        this.offset = offset;
    }

    /// @param first the number of the first line
    public static Reading read(String text, int first) {
        TomlText reader = new TomlText(first - 1);
        try {
            reader.judge(text);
            TomlParseResult parsed = Toml.parse(text);
            String problem = parsed.errors().stream()
                    .findFirst()
                    .map(error -> Budget.problem(reader.line(error.position()), String.valueOf(error.getMessage())))
                    .orElse("");
            return new Reading(List.of(reader.table(parsed, first, 0)), problem);
        } catch (Budget.Refused e) {
            return new Reading(List.of(), e.problem());
        }
    }

    /// The parser descends into brackets: what is nested too deep must not reach it.
    private void judge(String text) {
        if (text.length() > CHARACTERS_MAX) {
            throw new Budget.Refused(0, "more than %d characters: split the file".formatted(CHARACTERS_MAX));
        }
        int depth = 0;
        int line = offset + 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
            } else if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth = Math.max(0, depth - 1);
            }
            if (depth > Budget.DEPTH_MAX) {
                throw new Budget.Refused(line, "nested more than %d deep: flatten it".formatted(Budget.DEPTH_MAX));
            }
        }
    }

    private Node table(TomlTable table, int line, int depth) {
        budget.spend(line, depth);
        Map<String, Node> members = new LinkedHashMap<>();
        for (String key : table.keySet()) {
            List<String> path = List.of(key);
            members.put(key, node(table.get(path), line(table.inputPositionOf(path)), depth + 1));
        }
        return new Node.Fields(members, line);
    }

    private Node node(@Nullable Object value, int line, int depth) {
        budget.spend(line, depth);
        return switch (value) {
            case TomlTable table -> table(table, line, depth);
            case TomlArray array -> {
                List<Node> members = new ArrayList<>();
                for (int i = 0; i < array.size(); i++) {
                    members.add(node(array.get(i), line(array.inputPositionOf(i)), depth + 1));
                }
                yield new Node.Items(members, line);
            }
            case Long whole -> new Node.Scalar(whole, line);
            case Double number -> new Node.Scalar(number, line);
            case Boolean truth -> new Node.Scalar(truth, line);
            case null -> new Node.Scalar(null, line);
            default -> new Node.Scalar(value.toString(), line);
        };
    }

    private int line(@Nullable TomlPosition position) {
        return position == null ? 0 : position.line() + offset;
    }
}
