package io.levee.consent.approval;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// How bytes of strangers are shown to a person: every character that cannot be seen, that moves
/// others, or that a terminal obeys, as `‹U+202E›`; and `‹` itself likewise, so that what is shown
/// means one thing only. Pure.
public final class Shown {
    private static final int BYTES_PER_LINE = 16;
    private static final char MARK = '‹';

    private Shown() {}

    /// Lines of text, or of bytes in hex where it is not UTF-8. A line ends where a line feed is.
    public static List<String> lines(Body body) {
        byte[] bytes = body.bytes();
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.isEmpty()
                    ? List.of()
                    : List.of(text.split("\n", -1)).stream().map(Shown::line).toList();
        } catch (CharacterCodingException e) {
            return hex(bytes);
        }
    }

    /// One line; a line feed in it is marked too.
    public static String line(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isPlain(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append(MARK).append("U+%04X".formatted(c)).append('›');
            }
        });
        return shown.toString();
    }

    /// Whether a person who sees the character knows which one it is.
    public static boolean isPlain(int c) {
        return c != MARK
                && !invisible(c)
                && switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    case Character.SPACE_SEPARATOR -> c == ' ';
                    default -> true;
                };
    }

    /// Letters and marks that show nothing: fillers, variation selectors, the joiner, the blank of
    /// Braille.
    private static boolean invisible(int c) {
        return c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || (c >= 0x180B && c <= 0x180F)
                || c == 0x2800
                || c == 0x3164
                || (c >= 0xFE00 && c <= 0xFE0F)
                || c == 0xFFA0
                || (c >= 0xE0000 && c <= 0xE0FFF);
    }

    private static List<String> hex(byte[] bytes) {
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += BYTES_PER_LINE) {
            StringBuilder line = new StringBuilder("%06x ".formatted(from));
            for (int i = from; i < Math.min(bytes.length, from + BYTES_PER_LINE); i++) {
                line.append(" %02x".formatted(bytes[i]));
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
