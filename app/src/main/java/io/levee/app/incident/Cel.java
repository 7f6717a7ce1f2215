package io.levee.app.incident;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes pieces of conditions.
final class Cel {
    private static final Pattern PLAIN = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,9})?");
    private static final int WHOLE_DIGITS = 15;

    private Cel() {}

    /// A text as CEL writes it.
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("'");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> quoted.append("\\\\");
                case '\'' -> quoted.append("\\'");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c < ' ' || Character.isSurrogate(c) ? "\\u%04x".formatted((int) c) : c);
            }
        }
        return quoted.append('\'').toString();
    }

    /// What `text(x)` is of a single value.
    static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double number
                && number == Math.rint(number)
                && Math.abs(number) < Math.pow(10, WHOLE_DIGITS)) {
            return Long.toString(number.longValue());
        }
        return value.toString();
    }

    /// A quantity as a condition compares with it: `1000.0`, `number('512Mi')`.
    static String quantity(String unit, String text) {
        if (!PLAIN.matcher(text).matches()) {
            return "%s(%s)".formatted(unit, quoted(text));
        }
        return text.contains(".") ? text : text + ".0";
    }

    /// A name in a message, where `${` would begin an expression.
    static String shown(String text) {
        String plain = text.replace("$", "").replace("`", "");
        return plain.isBlank() ? "a value" : "`%s`".formatted(plain);
    }
}
