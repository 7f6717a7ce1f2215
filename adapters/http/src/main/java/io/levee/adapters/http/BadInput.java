package io.levee.adapters.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a caller sent makes no sense here. The message is for the caller: what, where and how to fix it.
public final class BadInput extends RuntimeException {
    public BadInput(String message) {
        super(message);
    }

    /// Reads `text` with a core type's own parser, so that its explanation reaches the caller and nothing else of an
    /// [IllegalArgumentException] from deeper down does.
    public static <T> T parse(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    static String required(String member, @Nullable String value) {
        if (value == null) {
            throw new BadInput("the member `%s` is missing".formatted(member));
        }
        return value;
    }

    /// Reads a whole number in a range; `fallback` where none was sent.
    static int number(String name, @Nullable String text, int fallback, int max) {
        if (text == null) {
            return fallback;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= 1 && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // falls through to the one explanation
        }
        throw new BadInput("`%s` is no %s: send a whole number from 1 to %d".formatted(shown(text), name, max));
    }

    private static String shown(String text) {
        return text.length() <= 32 ? text : text.substring(0, 32) + "…";
    }
}
