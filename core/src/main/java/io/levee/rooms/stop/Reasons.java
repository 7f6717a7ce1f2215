package io.levee.rooms.stop;

/// Every order and every resumption says why, in a line that a person can read at midnight.
final class Reasons {
    private Reasons() {}

    static String check(String reason) {
        String stripped = reason.strip();
        if (stripped.isEmpty() || stripped.length() > StopRequest.REASON_LENGTH_MAX) {
            throw new IllegalArgumentException("a reason has 1 to %d characters, not %d: say why in one line"
                    .formatted(StopRequest.REASON_LENGTH_MAX, stripped.length()));
        }
        if (stripped.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a reason is one line: it must not hold control characters");
        }
        return stripped;
    }
}
