package io.levee.adapters.diagnosis.log;

import java.util.List;

/// A line of a log as its program wrote it.
///
/// @param number from 1, in the file
/// @param text   without what collectors put around it; one line of JSON holds several
/// @param raw    a part of the line as it stands in the file, to be found there again
/// @param words  what the [Automaton] found in it
public record Line(long number, String text, String raw, List<Integer> words) {
    /// Characters of a line that are kept once it was looked at.
    static final int KEPT_MAX = 1_000;

    public Line {
        words = List.copyOf(words);
    }

    /// The same with no more text than is shown.
    public Line kept() {
        return around("");
    }

    /// The same with no more text than is shown, of which these words are a part where it has them.
    public Line around(String found) {
        return text.length() <= KEPT_MAX && raw.length() <= KEPT_MAX
                ? this
                : new Line(number, window(text, found), window(raw, found), words);
    }

    private static String window(String text, String found) {
        if (text.length() <= KEPT_MAX) {
            return text;
        }
        int at = found.isEmpty() ? 0 : Math.max(0, text.indexOf(found));
        int from = at + found.length() <= KEPT_MAX ? 0 : Math.min(at, text.length() - KEPT_MAX);
        int to = from + KEPT_MAX;
        int start = from > 0 && Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from;
        int end = Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to;
        return text.substring(start, end);
    }
}
