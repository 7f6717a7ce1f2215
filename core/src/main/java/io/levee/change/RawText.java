package io.levee.change;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Text that loses no byte: what is UTF-8 becomes characters, any other byte becomes U+DC80 to
/// U+DCFF by itself, and both ways back are exact (the "surrogateescape" of PEP 383).
public final class RawText {
    private static final int ESCAPE = 0xDC00;
    private static final char UNKNOWN = '\uFFFD';

    private RawText() {}

    public static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    /// @param to exclusive
    public static String decode(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] < 0) {
                String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
                return text.indexOf(UNKNOWN) < 0 ? text : escaped(bytes, from, to);
            }
        }
        return from == to ? "" : new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /// The bytes that [#decode] gives this text for.
    public static byte[] encode(String text) {
        int first = escape(text, 0);
        if (first == text.length()) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        int from = 0;
        for (int at = first; at < text.length(); at = escape(text, from)) {
            bytes.writeBytes(text.substring(from, at).getBytes(StandardCharsets.UTF_8));
            bytes.write(text.charAt(at) - ESCAPE);
            from = at + 1;
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /// Where the next single byte stands, or the length.
    private static int escape(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char it = text.charAt(at);
            if (it >= 0xDC80 && it <= 0xDCFF) {
                return at;
            }
            at += Character.isHighSurrogate(it) ? 2 : 1;
        }
        return text.length();
    }

    private static String escaped(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            int length = sequence(bytes, at, to);
            if (length == 0) {
                text.append((char) (ESCAPE + (bytes[at++] & 0xFF)));
            } else {
                text.append(new String(bytes, at, length, StandardCharsets.UTF_8));
                at += length;
            }
        }
        return text.toString();
    }

    /// How many bytes make the character that begins here; 0 where none does (table 3-7 of
    /// Unicode).
    private static int sequence(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || to - at < length) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < low || second > high) {
            return 0;
        }
        for (int more = 2; more < length; more++) {
            if ((bytes[at + more] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
