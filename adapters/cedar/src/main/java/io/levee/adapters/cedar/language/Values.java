package io.levee.adapters.cedar.language;

import java.util.Map;
import java.util.Set;

/// Cedar's types, asked for.
final class Values {
    private Values() {}

    static boolean truth(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw wrong("a truth value", value);
    }

    static long number(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        throw wrong("a number", value);
    }

    static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw wrong("a text", value);
    }

    static Uid entity(Object value) {
        if (value instanceof Uid uid) {
            return uid;
        }
        throw wrong("an entity", value);
    }

    static Set<?> set(Object value) {
        if (value instanceof Set<?> set) {
            return set;
        }
        throw wrong("a set", value);
    }

    static <T> T of(Class<T> type, Object value) {
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        throw wrong("a " + word(type), value);
    }

    /// Says the type and never the value, which may be somebody's data.
    static EvaluationFailed wrong(String expected, Object value) {
        return new EvaluationFailed("expected %s, not a %s".formatted(expected, word(value.getClass())));
    }

    private static String word(Class<?> type) {
        if (type == Boolean.class) {
            return "truth value";
        }
        if (type == Long.class) {
            return "number";
        }
        if (type == String.class) {
            return "text";
        }
        if (type == Uid.class) {
            return "entity";
        }
        if (Set.class.isAssignableFrom(type)) {
            return "set";
        }
        return Map.class.isAssignableFrom(type) ? "record" : type.getSimpleName();
    }
}
