package io.levee.identity;

import java.util.regex.Pattern;

/// The one rule for names that travel in URLs, policies and file names: lower or upper case letters, digits and
/// `. _ - @`, starting with a letter or digit, 1–[#LENGTH_MAX] characters.
public final class Names {
    public static final int LENGTH_MAX = 128;
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0," + (LENGTH_MAX - 1) + "}");

    private Names() {}

    public static boolean valid(String name) {
        return VALID.matcher(name).matches();
    }

    /// Returns `name`, or throws [IllegalArgumentException] that says what a name of this `idea` may look like.
    public static String check(String idea, String name) {
        if (!valid(name)) {
            throw new IllegalArgumentException(
                    "%s `%s` is not a name: use 1 to %d letters, digits, `.`, `_`, `-` or `@`, starting with a letter or digit"
                            .formatted(idea, shown(name), LENGTH_MAX));
        }
        return name;
    }

    private static String shown(String name) {
        return name.length() <= LENGTH_MAX ? name : name.substring(0, LENGTH_MAX) + "…";
    }
}
