package io.levee.adapters.oauth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the JSON of a token the way two parsers cannot disagree about: RFC 8259 to the letter, every name once at
/// every depth, no lone surrogates, nothing after the end. A member that is `null` is an absent member.
///
/// Throws [IllegalArgumentException] that says where; the message never repeats the text.
final class StrictJson {
    static final int DEPTH_MAX = 16;

    private final String text;
    private int at;

    private StrictJson(String text) {
        this.text = text;
    }

    static Map<String, Object> object(String text) {
        StrictJson reader = new StrictJson(text);
        reader.blanks();
        Map<String, Object> object = reader.object(1);
        reader.blanks();
        if (reader.at != text.length()) {
            throw reader.wrong("something follows the object");
        }
        return object;
    }

    /// What [#object] put where an object stood; throws where something else did.
    static Map<String, Object> members(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("no object");
        }
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach((name, member) -> members.put(String.valueOf(name), member));
        return members;
    }

    private Map<String, Object> object(int depth) {
        if (depth > DEPTH_MAX) {
            throw wrong("nested more than %d deep".formatted(DEPTH_MAX));
        }
        Map<String, Object> members = new LinkedHashMap<>();
        List<String> absent = new ArrayList<>();
        expect('{');
        if (ends('}')) {
            return members;
        }
        do {
            blanks();
            String name = string();
            if (members.containsKey(name) || absent.contains(name)) {
                throw wrong("a name appears twice");
            }
            blanks();
            expect(':');
            if (literal("null")) {
                absent.add(name);
            } else {
                members.put(name, value(depth));
            }
        } while (more('}'));
        return members;
    }

    private List<Object> array(int depth) {
        if (depth > DEPTH_MAX) {
            throw wrong("nested more than %d deep".formatted(DEPTH_MAX));
        }
        List<Object> items = new ArrayList<>();
        expect('[');
        if (ends(']')) {
            return items;
        }
        do {
            items.add(value(depth));
        } while (more(']'));
        return items;
    }

    private Object value(int depth) {
        blanks();
        if (literal("true")) {
            return true;
        }
        if (literal("false")) {
            return false;
        }
        return switch (peek()) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> string();
            default -> number();
        };
    }

    private Object number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(start, at);
        if (digits.matches("-?(0|[1-9][0-9]{0,17})")) {
            return Long.parseLong(digits);
        }
        if (digits.length() <= 32 && digits.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            double value = Double.parseDouble(digits);
            if (Double.isFinite(value)) {
                return value;
            }
        }
        throw wrong("neither a value nor a number that can be held");
    }

    private String string() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return wellFormed(out.toString());
            }
            if (c < 0x20) {
                throw wrong("a control character in a string");
            }
            out.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int unit = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Character.digit(next(), 16);
                    if (digit < 0) {
                        throw wrong("an escape that is none");
                    }
                    unit = unit * 16 + digit;
                }
                yield (char) unit;
            }
            default -> throw wrong("an escape that is none");
        };
    }

    private String wellFormed(String string) {
        if (string.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            throw wrong("half a surrogate pair");
        }
        return string;
    }

    /// After an item: true where another follows, false where the container ends.
    private boolean more(char end) {
        blanks();
        char c = next();
        if (c == ',') {
            return true;
        }
        if (c == end) {
            return false;
        }
        throw wrong("neither `,` nor an end");
    }

    private boolean ends(char end) {
        blanks();
        if (peek() == end) {
            at++;
            return true;
        }
        return false;
    }

    private boolean literal(String word) {
        blanks();
        if (text.startsWith(word, at)) {
            at += word.length();
            return true;
        }
        return false;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void expect(char wanted) {
        if (next() != wanted) {
            throw wrong("not `%c`".formatted(wanted));
        }
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("it ends too early");
        }
        return text.charAt(at);
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("no strict JSON at character %d: %s".formatted(at, what));
    }
}
