package io.levee.verifier;

/// Characters beyond ASCII: shortest form, no surrogates, nothing above U+10FFFF (RFC 3629).
final class Utf8 {
    private Utf8() {}

    /// The place after the character at `at`, or -1 where it is not well-formed.
    static int skip(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xff;
        int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (lead < 0xc2 || lead > 0xf4 || at + length > end) {
            return -1;
        }
        int codePoint = lead & (0xff >> (length + 1));
        for (int i = at + 1; i < at + length; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return -1;
            }
            codePoint = codePoint << 6 | (bytes[i] & 0x3f);
        }
        boolean tooLong = (length == 3 && codePoint < 0x800) || (length == 4 && codePoint < 0x10000);
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return tooLong || surrogate || codePoint > Character.MAX_CODE_POINT ? -1 : at + length;
    }
}
