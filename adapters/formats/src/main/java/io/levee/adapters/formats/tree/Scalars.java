package io.levee.adapters.formats.tree;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a plain word means: the core schema of YAML 1.2 (section 10.3.2), which JSON is a part
/// of.
public final class Scalars {
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,40}");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?(?:\\.[0-9]{1,300}|[0-9]{1,300}(?:\\.[0-9]{0,300})?)(?:[eE][-+]?[0-9]{1,5})?");
    private static final Pattern OTHER_BASE = Pattern.compile("0o[0-7]{1,20}|0x[0-9a-fA-F]{1,15}");
    private static final int LENGTH_MAX = 400;

    private Scalars() {}

    /// Words that only YAML 1.1 took for truths, such as `on` and `yes`, stay text.
    public static @Nullable Object of(String word) {
        if (word.isEmpty() || word.length() > LENGTH_MAX) {
            return word.isEmpty() ? null : word;
        }
        return switch (word) {
            case "~", "null", "Null", "NULL" -> null;
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> Double.POSITIVE_INFINITY;
            case "-.inf", "-.Inf", "-.INF" -> Double.NEGATIVE_INFINITY;
            case ".nan", ".NaN", ".NAN" -> Double.NaN;
            default -> number(word);
        };
    }

    /// A number, or the word itself; a whole number that no `Long` holds stays text, so that no
    /// digit is lost.
    private static Object number(String word) {
        char first = word.charAt(0);
        if ((first < '0' || first > '9') && first != '-' && first != '+' && first != '.') {
            return word;
        }
        if (INTEGER.matcher(word).matches()) {
            return whole(word);
        }
        if (OTHER_BASE.matcher(word).matches()) {
            return Long.parseLong(word.substring(2), word.charAt(1) == 'x' ? 16 : 8);
        }
        return FLOAT.matcher(word).matches() ? (Object) Double.valueOf(word) : word;
    }

    public static Object whole(String digits) {
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException tooLong) {
            return digits;
        }
    }
}
