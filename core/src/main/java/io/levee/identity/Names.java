package io.levee.identity;

/// The one rule for names that travel in URLs, policies and file names: lower or upper case letters, digits and
/// `. _ - @`, starting with a letter or digit, 1–[#LENGTH_MAX] characters.
public final class Names {
    public static final int LENGTH_MAX = 128;

    private Names() {}

    public static boolean valid(String name) {
        if (name.isEmpty() || name.length() > LENGTH_MAX || !isLetterOrDigit(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '-' && c != '@') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
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
