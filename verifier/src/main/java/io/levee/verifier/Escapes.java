package io.levee.verifier;

/// Escapes in a canonical string. Only what must be escaped is, and in one way: `\"`, `\\`, `\b`, `\t`, `\n`,
/// `\f`, `\r`, other control characters as four lower case digits, and half a surrogate pair, which UTF-8
/// cannot hold.
final class Escapes {
    private static final int DIGITS = 4;

    private Escapes() {}

    /// The place after the escape at `at`, or -1 where it is none of these.
    static int skip(byte[] bytes, int at, int end) {
        if (at + 1 >= end) {
            return -1;
        }
        return switch (bytes[at + 1]) {
            case '"', '\\', 'b', 't', 'n', 'f', 'r' -> at + 2;
            case 'u' -> unicode(bytes, at, end);
            default -> -1;
        };
    }

    private static int unicode(byte[] bytes, int at, int end) {
        int unit = unit(bytes, at, end);
        int after = at + 2 + DIGITS;
        if (unit < 0) {
            return -1;
        }
        if (unit < ' ') {
            boolean shorter = unit == '\b' || unit == '\t' || unit == '\n' || unit == '\f' || unit == '\r';
            return shorter ? -1 : after;
        }
        if (Character.isLowSurrogate((char) unit)) {
            return after;
        }
        // a whole pair is written as UTF-8, so its first half is never followed by the second
        int next = unit(bytes, after, end);
        boolean pair = next >= 0 && Character.isLowSurrogate((char) next);
        return Character.isHighSurrogate((char) unit) && !pair ? after : -1;
    }

    /// The number that the escape at `at` writes, or -1 where it is not written with four lower case digits.
    private static int unit(byte[] bytes, int at, int end) {
        if (at + 2 + DIGITS > end || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 2 + DIGITS; i++) {
            int digit = "0123456789abcdef".indexOf(bytes[i]);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
