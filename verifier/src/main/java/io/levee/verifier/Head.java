package io.levee.verifier;

/// The three lines of a C2SP checkpoint: which log, how long, and the root hash in base64.
record Head(String origin, long size, String root) {
    private static final int LINES = 3;
    private static final int HASH_BYTES = 32;

    /// Throws [IllegalArgumentException] where the text is anything else.
    static Head parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != LINES + 1 || !lines[LINES].isEmpty() || lines[0].isEmpty()) {
            throw new IllegalArgumentException("a checkpoint has three lines: origin, size, root hash");
        }
        if (Base64Text.decode(lines[2]).length != HASH_BYTES) {
            throw new IllegalArgumentException("`%s` is no root hash".formatted(lines[2]));
        }
        return new Head(lines[0], size(lines[1]), lines[2]);
    }

    private static long size(String text) {
        try {
            long size = Long.parseLong(text);
            if (size >= 0 && Long.toString(size).equals(text)) {
                return size;
            }
        } catch (NumberFormatException _) {
            // said below, in the same words
        }
        throw new IllegalArgumentException("`%s` is no size of a log".formatted(text));
    }
}
