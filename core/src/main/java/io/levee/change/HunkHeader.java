package io.levee.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The line that begins a hunk: `@@ -1,3 +1,4 @@`, or with more `@` of a combined diff, one range
/// for each parent.
///
/// @param before of each parent; one, but of a combined diff
record HunkHeader(List<Range> before, Range after) {
    /// As many as git can merge at once.
    static final int PARENTS_MAX = 64;
    /// A header is not longer than this; what follows is text of the file.
    private static final int BYTES_MAX = 4096;

    private static final String RANGE = "(\\d{1,10})(?:,(\\d{1,10}))?";
    private static final Pattern PLAIN = Pattern.compile("@@ -" + RANGE + " \\+" + RANGE + " @@(?s:.*)");
    private static final Pattern PARENT = Pattern.compile("-" + RANGE);
    private static final Pattern RESULT = Pattern.compile("\\+" + RANGE);
    private static final Pattern MARKS = Pattern.compile("@{3,}");

    HunkHeader {
        before = List.copyOf(before);
    }

    /// @param start as written; of no lines, the line that stands before
    record Range(int start, int count) {
        static Optional<Range> of(String start, String count) {
            long first = Long.parseLong(start);
            long lines = count.isEmpty() ? 1 : Long.parseLong(count);
            boolean fits = first + lines <= Integer.MAX_VALUE && (first > 0 || lines == 0);
            return fits ? Optional.of(new Range((int) first, (int) lines)) : Optional.empty();
        }

        /// Where its first line stands, or would stand.
        long first() {
            return count == 0 ? start + 1L : start;
        }
    }

    boolean isCombined() {
        return before.size() > 1;
    }

    static Optional<HunkHeader> of(String line) {
        String text = line.substring(0, Math.min(line.length(), BYTES_MAX));
        Matcher plain = PLAIN.matcher(text);
        if (plain.matches()) {
            return range(plain, 1)
                    .flatMap(before -> range(plain, 3).map(after -> new HunkHeader(List.of(before), after)));
        }
        return combined(text.split(" ", PARENTS_MAX + 4));
    }

    /// `@@@`, a range for each parent, one for the result, `@@@`.
    private static Optional<HunkHeader> combined(String[] words) {
        int parents = words[0].length() - 1;
        boolean marked =
                MARKS.matcher(words[0]).matches() && words.length >= parents + 3 && words[parents + 2].equals(words[0]);
        if (!marked) {
            return Optional.empty();
        }
        List<Range> before = new ArrayList<>();
        for (int parent = 1; parent <= parents; parent++) {
            Optional<Range> range = range(PARENT, words[parent]);
            if (range.isEmpty()) {
                return Optional.empty();
            }
            before.add(range.get());
        }
        return range(RESULT, words[parents + 1]).map(after -> new HunkHeader(before, after));
    }

    private static Optional<Range> range(Pattern pattern, String word) {
        Matcher matcher = pattern.matcher(word);
        return matcher.matches() ? range(matcher, 1) : Optional.empty();
    }

    private static Optional<Range> range(Matcher matcher, int group) {
        String count = matcher.group(group + 1);
        return Range.of(matcher.group(group), count == null ? "" : count);
    }
}
