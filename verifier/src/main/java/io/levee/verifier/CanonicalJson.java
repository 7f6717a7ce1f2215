package io.levee.verifier;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Goes through JSON in the only form that Levee writes: no white space, sorted keys, whole numbers, escapes
/// and UTF-8 in one way. Says where a value ends, not what it is. Reused for every line; not thread-safe.
final class CanonicalJson {
    private static final int DEPTH_MAX = 16;
    private static final int DIGITS_MAX = 19;
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private byte[] bytes = {};
    private int at;
    private int end;

    /// The text is not canonical.
    static final class NotCanonical extends Exception {
        NotCanonical(String message) {
            super(message, null, false, false);
        }
    }

    void start(byte[] text, int from, int to) {
        bytes = text;
        at = from;
        end = to;
    }

    int at() {
        return at;
    }

    boolean atEnd() {
        return at == end;
    }

    boolean upcoming(byte[] text) {
        return at + text.length <= end && Arrays.equals(bytes, at, at + text.length, text, 0, text.length);
    }

    void value() throws NotCanonical {
        value(1);
    }

    private void value(int depth) throws NotCanonical {
        if (depth > DEPTH_MAX) {
            throw wrong("nested too deep");
        }
        switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> need(TRUE);
            case 'f' -> need(FALSE);
            case 'n' -> need(NULL);
            default -> number();
        }
    }

    private void object(int depth) throws NotCanonical {
        need('{');
        if (peek() == '}') {
            at++;
            return;
        }
        int before = -1;
        int beforeEnd = -1;
        while (true) {
            int key = at + 1;
            string();
            int keyEnd = at - 1;
            if (before >= 0 && Arrays.compareUnsigned(bytes, before, beforeEnd, bytes, key, keyEnd) >= 0) {
                throw wrong("keys are not sorted, or one stands twice");
            }
            before = key;
            beforeEnd = keyEnd;
            need(':');
            value(depth + 1);
            if (peek() == '}') {
                at++;
                return;
            }
            need(',');
        }
    }

    private void array(int depth) throws NotCanonical {
        need('[');
        if (peek() == ']') {
            at++;
            return;
        }
        while (true) {
            value(depth + 1);
            if (peek() == ']') {
                at++;
                return;
            }
            need(',');
        }
    }

    private void number() throws NotCanonical {
        boolean negative = peek() == '-';
        if (negative) {
            at++;
        }
        int start = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        boolean zero = at > start && bytes[start] == '0';
        if (at == start || at - start > DIGITS_MAX || (zero && (at - start > 1 || negative))) {
            throw wrong("not a value");
        }
    }

    private void string() throws NotCanonical {
        need('"');
        while (true) {
            int c = peek();
            if (c == '"') {
                at++;
                return;
            }
            if (c == '\\') {
                at = Escapes.skip(bytes, at, end);
            } else if (c >= 0x80) {
                at = Utf8.skip(bytes, at, end);
            } else if (c >= ' ') {
                at++;
            } else {
                throw wrong("a control character is not escaped");
            }
            if (at < 0) {
                throw new NotCanonical("an escape or a character is not in its one form");
            }
        }
    }

    private int peek() throws NotCanonical {
        if (at >= end) {
            throw new NotCanonical("the line ends too early");
        }
        return bytes[at] & 0xff;
    }

    void need(int c) throws NotCanonical {
        if (peek() != c) {
            throw wrong("expected `%c`".formatted(c));
        }
        at++;
    }

    void need(byte[] text) throws NotCanonical {
        if (!upcoming(text)) {
            throw wrong("expected `%s`".formatted(new String(text, StandardCharsets.US_ASCII)));
        }
        at += text.length;
    }

    NotCanonical wrong(String what) {
        return new NotCanonical(what + ", " + (end - at) + " bytes before the end of the line");
    }
}
