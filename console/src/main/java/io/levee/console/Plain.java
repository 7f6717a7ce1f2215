package io.levee.console;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Text of strangers, with a mark for each character that is not seen or that turns around what
/// stands beside it.
final class Plain {
    private Plain() {}

    /// Control and format characters, lone surrogates and what is private become `<U+202E>`; tabs
    /// and line feeds stay. Empty for null.
    static String text(@Nullable String text) {
        if (text == null) {
            return "";
        }
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isHidden(point)) {
                plain.append(String.format(Locale.ROOT, "<U+%04X>", point));
            } else {
                plain.appendCodePoint(point);
            }
        });
        return plain.toString();
    }

    /// The first of them, each as [#text(String)] has it.
    static List<String> texts(List<String> texts, int max) {
        return texts.stream().limit(max).map(Plain::text).toList();
    }

    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point != '\t' && point != '\n';
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
