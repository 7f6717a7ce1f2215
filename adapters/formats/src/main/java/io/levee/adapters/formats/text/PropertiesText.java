package io.levee.adapters.formats.text;

import io.levee.adapters.formats.tree.Budget;
import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keys and values line by line, as [java.util.Properties] reads them, and the sections,
/// `export` and quotes of `.ini` and `.env`. One document: a flat map of text; a key in a
/// section is `section.key`.
public final class PropertiesText {
    private final String[] lines;
    private final int first;
    private final boolean loose;
    private final Map<String, Node> members = new LinkedHashMap<>();
    private final Budget budget = new Budget();
    private String section = "";
    private int at;

    private PropertiesText(String text, int first, boolean loose) {
        this.lines = text.split("\n", -1);
        this.first = first;
        this.loose = loose;
    }

    /// @param loose whether sections, `export`, quotes and `;` mean something, as in `.ini` and
    ///              `.env`
    public static Reading read(String text, int first, boolean loose) {
        PropertiesText reader = new PropertiesText(text, first, loose);
        try {
            while (reader.at < reader.lines.length) {
                reader.line();
            }
        } catch (Budget.Refused e) {
            return new Reading(List.of(reader.document()), e.problem());
        }
        return new Reading(List.of(reader.document()), "");
    }

    /// Whether all that stands there is keys and values: `.conf` is what every server calls its
    /// own language.
    public static boolean fits(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !isComment(line, true))
                .allMatch(line -> (line.startsWith("[") && line.endsWith("]"))
                        || (line.indexOf('=') > 0 && !line.endsWith("{") && !line.endsWith(";")));
    }

    private Node document() {
        return new Node.Fields(members, first);
    }

    private void line() {
        int number = first + at;
        String line = logical();
        if (line.isEmpty() || isComment(line, loose)) {
            return;
        }
        if (loose && line.startsWith("[") && line.endsWith("]")) {
            section = line.substring(1, line.length() - 1).strip() + ".";
            return;
        }
        if (loose && line.startsWith("export ")) {
            line = line.substring("export ".length()).stripLeading();
        }
        int end = keyEnd(line);
        int value = valueStart(line, end);
        budget.spend(number, 1);
        members.put(section + unescape(line.substring(0, end)), new Node.Scalar(value(line.substring(value)), number));
    }

    /// A line with those that it continues on, without what stands before their first letter.
    private String logical() {
        String line = lines[at++].strip();
        if (isComment(line, loose) || !continues(line)) {
            return line;
        }
        StringBuilder whole = new StringBuilder();
        while (continues(line) && at < lines.length) {
            whole.append(line, 0, line.length() - 1);
            line = lines[at++].strip();
        }
        return whole.append(line).toString();
    }

    private static boolean isComment(String line, boolean loose) {
        return line.startsWith("#") || line.startsWith("!") || (loose && line.startsWith(";"));
    }

    private static boolean continues(String line) {
        int slashes = 0;
        while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    private int keyEnd(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '=' || c == ':' || (!loose && Character.isWhitespace(c))) {
                return i;
            }
        }
        return line.length();
    }

    private static int valueStart(String line, int end) {
        int at = end;
        boolean separated = false;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (!separated && (c == '=' || c == ':')) {
                separated = true;
            } else if (!Character.isWhitespace(c)) {
                break;
            }
            at++;
        }
        return at;
    }

    private String value(String text) {
        if (!loose) {
            return unescape(text);
        }
        boolean quoted = text.length() > 1
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private String unescape(String text) {
        String trimmed = loose ? text.strip() : text;
        if (trimmed.indexOf('\\') < 0) {
            return trimmed;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            if (c != '\\' || i + 1 == trimmed.length()) {
                plain.append(c);
                continue;
            }
            char escaped = trimmed.charAt(++i);
            if (escaped == 'u' && Escapes.isHex(trimmed, i + 1, 4)) {
                plain.append((char) Integer.parseInt(trimmed, i + 1, i + 5, 16));
                i += 4;
            } else {
                plain.append(Escapes.control(escaped));
            }
        }
        return plain.toString();
    }
}
