package io.levee.change;

import io.levee.change.HiddenText.Found;
import io.levee.change.HiddenText.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Controls that change the order in which text is shown (UAX #9). Clean are only marks,
/// embeddings and isolates on a line that has letters written from right to left, each closed
/// on that line, with no quote and no comment inside.
final class Directions {
    private static final int PDF = 0x202C;
    private static final int PDI = 0x2069;

    private final String line;
    private final int from;
    private final boolean hasRightToLeft;
    private final List<Found> found = new ArrayList<>();
    /// Where what is open began.
    private final Deque<Integer> open = new ArrayDeque<>();

    private Directions(String line, int from) {
        this.line = line;
        this.from = from;
        this.hasRightToLeft = line.codePoints().anyMatch(Directions::isRightToLeft);
    }

    static List<Found> in(String text) {
        List<Found> found = new ArrayList<>();
        int from = 0;
        // a control ends with its paragraph
        for (String line : text.split("[\n\u2029]", -1)) {
            if (line.codePoints().anyMatch(Directions::isControl)) {
                found.addAll(new Directions(line, from).scan());
            }
            from += line.length() + 1;
        }
        return found;
    }

    static boolean isControl(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= PDI) || isMark(c);
    }

    private static boolean isMark(int c) {
        return c == 0x200E || c == 0x200F || c == 0x061C;
    }

    static boolean isRightToLeft(int c) {
        byte direction = Character.getDirectionality(c);
        return Character.isLetter(c)
                && (direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
    }

    private List<Found> scan() {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (!isControl(c)) {
                continue;
            }
            if (isMark(c)) {
                if (!hasRightToLeft) {
                    add(i, "where nothing is written from right to left");
                }
            } else if (c == PDF || c == PDI) {
                close(i, c == PDI);
            } else {
                open.push(i);
            }
        }
        open.forEach(start -> add(start, "and nothing ends it on this line"));
        return found;
    }

    private void close(int end, boolean isolate) {
        if (open.isEmpty() || isIsolate(line.charAt(open.peek())) != isolate) {
            add(end, "and nothing that it ends was open");
            return;
        }
        int start = open.pop();
        String inside = line.substring(start + 1, end);
        if (isOverride(line.charAt(start))) {
            add(start, "turns letters around");
        } else if (!hasRightToLeft) {
            add(start, "where nothing is written from right to left");
        } else if (hasQuoteOrComment(inside)) {
            add(start, "around a quote or a comment");
        }
    }

    private static boolean isIsolate(char c) {
        return c >= 0x2066;
    }

    private static boolean isOverride(char c) {
        return c == 0x202D || c == 0x202E;
    }

    private static boolean hasQuoteOrComment(String inside) {
        return inside.indexOf('"') >= 0
                || inside.indexOf('`') >= 0
                || inside.contains("//")
                || inside.contains("/*")
                || inside.contains("*/");
    }

    private void add(int at, String why) {
        found.add(new Found(
                Kind.DIRECTION,
                from + at,
                from + at + 1,
                "%s changes the order of what is shown, %s".formatted(HiddenText.named(line.charAt(at)), why)));
    }
}
