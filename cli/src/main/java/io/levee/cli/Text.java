package io.levee.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Plain text for people: aligned columns, and nothing that could move their cursor.
public final class Text {
    private static final int COLUMN_MAX = 60;

    private Text() {}

    /// Rows of equal length, the first one the heading.
    public static String table(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], shown(row.get(c)).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                line.append(String.format("%-" + (widths[c] + 2) + "s", shown(row.get(c))));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString().stripTrailing();
    }

    /// Replaces control characters: text of strangers must not steer a terminal.
    static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> safe.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\uFFFD' : c));
        return safe.toString();
    }

    static List<String> strings(JsonNode array) {
        List<String> all = new ArrayList<>();
        array.forEach(item -> all.add(safe(item.asString())));
        return all;
    }

    static String of(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isMissingNode() || value.isNull()
                ? ""
                : safe(value.isString() ? value.asString() : value.toString());
    }

    static String millis(JsonNode node, String name) {
        return String.format(Locale.ROOT, "%.1f ms", node.path(name).asLong() / 1_000.0);
    }

    private static String shown(String text) {
        String safe = safe(text);
        return safe.length() <= COLUMN_MAX ? safe : safe.substring(0, COLUMN_MAX - 1) + "…";
    }
}
