package io.levee.facts;

/// Whoever stops, resumes or lets something go says why, in a line that a person can read at midnight.
public final class Reasons {
    private Reasons() {}

    /// The reason without what surrounds it. Throws `IllegalArgumentException` where it is empty, longer than this many
    /// characters, or no line.
    public static String check(String reason, int lengthMax) {
        String stripped = reason.strip();
        if (stripped.isEmpty() || stripped.length() > lengthMax) {
            throw new IllegalArgumentException("a reason has 1 to %d characters, not %d: say why in one line"
                    .formatted(lengthMax, stripped.length()));
        }
        if (stripped.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a reason is one line: it must not hold control characters");
        }
        return stripped;
    }
}
