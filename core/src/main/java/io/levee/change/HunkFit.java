package io.levee.change;

import java.util.List;
import java.util.Optional;

/// Puts hunks on a whole text. Each must stand exactly where it says, on exactly the lines that
/// it says.
public final class HunkFit {
    private final String text;
    /// What lines the text does not have.
    private final Line.Kind missing;
    /// What lines the result does not have.
    private final Line.Kind dropped;

    private final StringBuilder result;
    private int at;
    private long number = 1;

    private HunkFit(String text, Line.Kind missing, Line.Kind dropped) {
        this.text = text;
        this.missing = missing;
        this.dropped = dropped;
        this.result = new StringBuilder(text.length());
    }

    /// The text after the change; empty where a hunk does not fit the text before.
    public static Optional<String> after(String before, List<Hunk> hunks) {
        return new HunkFit(before, Line.Kind.ADDED, Line.Kind.REMOVED).fit(hunks);
    }

    /// The text before the change; empty where a hunk does not fit the text after.
    public static Optional<String> before(String after, List<Hunk> hunks) {
        return new HunkFit(after, Line.Kind.REMOVED, Line.Kind.ADDED).fit(hunks);
    }

    private Optional<String> fit(List<Hunk> hunks) {
        for (Hunk hunk : hunks) {
            boolean there = missing == Line.Kind.ADDED
                    ? reach(hunk.startBefore(), hunk.countBefore())
                    : reach(hunk.startAfter(), hunk.countAfter());
            if (!there || !hunk.lines().stream().allMatch(this::take)) {
                return Optional.empty();
            }
        }
        return Optional.of(result.append(text, at, text.length()).toString());
    }

    /// Copies what stands before the first line of a hunk.
    private boolean reach(int start, int count) {
        long first = count == 0 ? start + 1L : start;
        int from = at;
        while (number < first && at < text.length()) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
            number++;
        }
        result.append(text, from, at);
        return number == first;
    }

    private boolean take(Line line) {
        String whole = line.ended() ? line.text() + "\n" : line.text();
        if (line.kind() != missing) {
            boolean last = at + whole.length() == text.length();
            if (!text.startsWith(whole, at) || (!line.ended() && !last)) {
                return false;
            }
            at += whole.length();
            number++;
        }
        if (line.kind() != dropped) {
            result.append(whole);
        }
        return true;
    }
}
