package io.levee.adapters.diagnosis.log;

import java.util.List;

/// A number for what an event tells, without the numbers and ids in it.
final class Fingerprints {
    private static final long PRIME = 0x100000001b3L;
    private static final int LINES_MAX = 60;
    private static final int CHARACTERS_MAX = 2_000;

    private Fingerprints() {}

    static long of(int file, Head head, List<Line> lines) {
        long print = 0xcbf29ce484222325L + file;
        print = print * PRIME ^ head.level().name().hashCode();
        String first = lines.getFirst().text();
        print = of(print, first, Math.min(head.message(), first.length()));
        int counted = 0;
        for (int i = 1; i < lines.size() && counted < LINES_MAX; i++) {
            if (!lines.get(i).words().isEmpty()) {
                print = of(print, lines.get(i).text(), 0);
                counted++;
            }
        }
        return print;
    }

    /// Letters alone; a word with a digit counts as one sign.
    private static long of(long start, String text, int from) {
        long print = start;
        int to = Math.min(text.length(), from + CHARACTERS_MAX);
        int at = from;
        while (at < to) {
            char c = text.charAt(at);
            if (!isWord(c)) {
                print = (print ^ c) * PRIME;
                at++;
                continue;
            }
            int end = at;
            boolean digit = false;
            long word = print;
            while (end < to && isWord(text.charAt(end))) {
                digit |= Character.isDigit(text.charAt(end));
                word = (word ^ text.charAt(end)) * PRIME;
                end++;
            }
            print = digit ? (print ^ '#') * PRIME : word;
            at = end;
        }
        return print;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
