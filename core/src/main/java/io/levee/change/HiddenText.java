package io.levee.change;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Finds what a person who reads a line or a path does not see, or takes for something else: text
/// that runs backwards, characters without a shape, letters of another script that look like
/// Latin ones, and what stands far outside the window.
///
/// What writing systems need is no finding: emoji, joiners of Arabic and Indic scripts, isolates
/// around Arabic or Hebrew that are closed on the same line, words of any one script. Nor are
/// bytes that are no UTF-8 (see [Line]): they are how older encodings write letters.
///
/// Pure, linear in the length of the text, and never fails.
public final class HiddenText {
    /// Findings in one text; further ones add nothing for a reader.
    public static final int HIDDEN_MAX = 100;
    /// Characters that one finding lists.
    public static final int CODE_POINTS_MAX = 256;

    private HiddenText() {}

    public enum Kind {
        /// Changes the order in which characters are shown (CVE-2021-42574).
        DIRECTION,
        /// Has no shape of its own.
        INVISIBLE,
        /// Text in the block of tags, which no font shows and models read.
        TAGS,
        /// A variation selector where nothing varies.
        VARIATION,
        /// Means whatever a font says.
        PRIVATE_USE,
        /// Moves the cursor, deletes, or commands the terminal.
        CONTROL,
        /// Looks like another character (UTS #39).
        LOOKALIKE,
        /// Stands after more blanks than a window has columns.
        FAR_RIGHT
    }

    /// @param column     from 1, in UTF-16 units of the text
    /// @param codePoints what is hidden, at most [#CODE_POINTS_MAX]; for [Kind#FAR_RIGHT] none
    /// @param why        in words
    public record Hidden(Kind kind, int column, List<Integer> codePoints, String why) {
        public Hidden {
            codePoints = List.copyOf(codePoints);
        }
    }

    /// A stretch of the text.
    ///
    /// @param start from 0
    /// @param end   after its last unit
    record Found(Kind kind, int start, int end, String why) {}

    /// @param text a line without its line feed, or a path. A byte order mark at its start is
    ///             taken for that of a file
    public static List<Hidden> in(String text) {
        return found(text).stream()
                .limit(HIDDEN_MAX)
                .map(it -> new Hidden(it.kind(), it.start() + 1, codePoints(text, it), it.why()))
                .toList();
    }

    private static List<Integer> codePoints(String text, Found found) {
        if (found.kind() == Kind.FAR_RIGHT) {
            return List.of();
        }
        return text.substring(found.start(), found.end())
                .codePoints()
                .filter(c -> found.kind() != Kind.LOOKALIKE || Lookalikes.isLookalike(c))
                .limit(CODE_POINTS_MAX)
                .boxed()
                .toList();
    }

    /// The text for showing: what [#in] finds is written as `<U+202E>`, many blanks as `<300
    /// blanks>`, and a byte that is no UTF-8 as `<0xE9>`.
    public static String visible(String text) {
        List<Found> all = found(text);
        if (all.isEmpty() && isAscii(text)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16 * all.size());
        int at = 0;
        for (Found found : all) {
            appendBytes(shown, text, at, Math.max(at, found.start()));
            for (int i = Math.max(at, found.start()); i < found.end(); ) {
                int c = text.codePointAt(i);
                if (found.kind() == Kind.FAR_RIGHT) {
                    shown.append("<%d blanks>".formatted(found.end() - i));
                    break;
                }
                boolean plain = found.kind() == Kind.LOOKALIKE && !Lookalikes.isLookalike(c);
                shown.append(plain ? Character.toString(c) : "<%s>".formatted(code(c)));
                i += Character.charCount(c);
            }
            at = Math.max(at, found.end());
        }
        appendBytes(shown, text, at, text.length());
        return shown.toString();
    }

    private static void appendBytes(StringBuilder shown, String text, int from, int to) {
        for (int i = from; i < to; ) {
            int c = text.codePointAt(i);
            if (c >= 0xDC80 && c <= 0xDCFF) {
                shown.append("<0x%02X>".formatted(c - 0xDC00));
            } else if (Character.getType(c) == Character.SURROGATE) {
                shown.append("<%s>".formatted(code(c)));
            } else {
                shown.appendCodePoint(c);
            }
            i += Character.charCount(c);
        }
    }

    private static List<Found> found(String text) {
        List<Found> found = new ArrayList<>(FarRight.in(text));
        // most lines of most repositories
        if (!isAscii(text)) {
            found.addAll(Directions.in(text));
            found.addAll(Lookalikes.in(text));
        }
        found.addAll(Invisibles.in(text));
        found.sort(Comparator.comparingInt(Found::start));
        return found;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /// As Unicode writes it: `U+202E`.
    static String code(int c) {
        return "U+%04X".formatted(c);
    }

    /// With its name: `U+202E RIGHT-TO-LEFT OVERRIDE`.
    static String named(int c) {
        String name = Character.getName(c);
        return name == null ? code(c) : code(c) + " " + name;
    }

    /// The different characters of a stretch, by name, the first few of them.
    static String named(String text, int start, int end) {
        int shownMax = 3;
        List<Integer> distinct = text.substring(start, end)
                .codePoints()
                .limit(CODE_POINTS_MAX)
                .distinct()
                .boxed()
                .toList();
        String names = distinct.stream().limit(shownMax).map(HiddenText::named).collect(Collectors.joining(", "));
        return distinct.size() > shownMax ? names + " and others" : names;
    }
}
