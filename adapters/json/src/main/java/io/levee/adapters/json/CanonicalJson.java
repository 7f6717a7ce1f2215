package io.levee.adapters.json;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes JSON in the one form that its values have: no white space, `"` `\` and control characters escaped
/// as RFC 8785 does, all else as UTF-8. Half a surrogate pair, which UTF-8 cannot hold, is escaped too. Not
/// thread-safe.
final class CanonicalJson {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /// Most entries are shorter.
    private static final int BYTES_USUAL = 2048;

    private final int bytesMax;
    private byte[] bytes = new byte[BYTES_USUAL];
    private int length;

    /// @param bytesMax writing more fails with `ENTRY_TOO_LARGE`
    CanonicalJson(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    void append(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
    }

    /// Copies what is JSON already.
    void append(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
    }

    void append(long number) {
        append(ascii(Long.toString(number)));
    }

    /// For what is appended often.
    static byte[] ascii(String json) {
        return json.getBytes(StandardCharsets.US_ASCII);
    }

    void string(String text) {
        if (text.length() > bytesMax) {
            throw tooLarge(bytesMax);
        }
        append('"');
        reserve(text.length());
        int plain = 0;
        // nearly every text is plain to its end; a loop that touches no field is several times as fast
        for (byte[] to = bytes; plain < text.length(); plain++) {
            char c = text.charAt(plain);
            if (c < ' ' || c >= 0x80 || c == '"' || c == '\\') {
                break;
            }
            to[length + plain] = (byte) c;
        }
        length += plain;
        rest(text, plain);
        append('"');
    }

    private void rest(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            reserve(6);
            if (c < ' ' || c == '"' || c == '\\') {
                escape(c);
            } else if (c < 0x80) {
                bytes[length++] = (byte) c;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                utf8(Character.toCodePoint(c, text.charAt(++i)));
            } else if (Character.isSurrogate(c)) {
                unicode(c);
            } else {
                utf8(c);
            }
        }
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> escaped(c);
            case '\b' -> escaped('b');
            case '\t' -> escaped('t');
            case '\n' -> escaped('n');
            case '\f' -> escaped('f');
            case '\r' -> escaped('r');
            default -> unicode(c);
        }
    }

    private void escaped(char c) {
        bytes[length++] = '\\';
        bytes[length++] = (byte) c;
    }

    private void unicode(char c) {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(c >> shift) & 0xf];
        }
    }

    private void utf8(int codePoint) {
        if (codePoint < 0x800) {
            bytes[length++] = (byte) (0xc0 | (codePoint >> 6));
        } else {
            if (codePoint < 0x10000) {
                bytes[length++] = (byte) (0xe0 | (codePoint >> 12));
            } else {
                bytes[length++] = (byte) (0xf0 | (codePoint >> 18));
                bytes[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
            }
            bytes[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
        }
        bytes[length++] = (byte) (0x80 | (codePoint & 0x3f));
    }

    private void reserve(int more) {
        if (length + more <= bytes.length) {
            return;
        }
        // a string reserves a few bytes more than it may need; the exact limit is the codec's business
        if (length > bytesMax) {
            throw tooLarge(bytesMax);
        }
        bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }

    static LeveeException tooLarge(int bytesMax) {
        return new LeveeException(
                ErrorCode.ENTRY_TOO_LARGE,
                "a fact does not fit into an entry of %d bytes; keep digests and ids, not contents"
                        .formatted(bytesMax));
    }
}
