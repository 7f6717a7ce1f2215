package io.levee.adapters.mcp;

import io.levee.consent.approval.Shown;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What of a definition is not as it was approved, member by member, for people. A server wrote it: what cannot be seen
/// is marked, and lengths have limits.
///
/// @param unlisted how many changes more there are
public record Difference(List<Change> changes, int unlisted) {
    static final int CHANGES_MAX = 100;
    static final int LINES_MAX = 400;
    /// Characters of all lines together.
    static final int TEXT_MAX = 64 * 1024;

    private static final int LINE_LENGTH_MAX = 120;
    private static final int CONTEXT = 2;
    /// As people read it, whatever the order of names is.
    private static final List<String> FIRST = List.of("name", "title", "description");

    public Difference {
        changes = List.copyOf(changes);
    }

    public enum What {
        ADDED,
        REMOVED,
        CHANGED
    }

    public enum Side {
        OLD,
        NEW,
        SAME,
        /// In the place of lines that are not shown; the text says how many.
        GAP
    }

    public record Line(Side side, String text) {
        static Line old(String text) {
            return new Line(Side.OLD, text);
        }

        static Line now(String text) {
            return new Line(Side.NEW, text);
        }

        static Line same(String text) {
            return new Line(Side.SAME, text);
        }
    }

    /// @param path a JSON Pointer into the definition: `/inputSchema/properties/limit`
    public record Change(String path, What what, List<Line> lines) {
        public Change {
            lines = List.copyOf(lines);
        }
    }

    /// @param old empty where nothing was approved, or nobody knows what
    static Difference between(ObjectNode old, ObjectNode now) {
        Collecting all = new Collecting();
        all.object("", old, now);
        return new Difference(all.changes, all.unlisted);
    }

    /// How many characters it has.
    public int length() {
        return changes.stream()
                .mapToInt(change -> change.path().length()
                        + change.lines().stream()
                                .mapToInt(line -> line.text().length())
                                .sum())
                .sum();
    }

    private static final class Collecting {
        private final List<Change> changes = new ArrayList<>();
        private int unlisted;
        private int left = TEXT_MAX;

        void object(String path, ObjectNode old, ObjectNode now) {
            Set<String> names = new LinkedHashSet<>(FIRST);
            Set<String> rest = new TreeSet<>(old.propertyNames());
            rest.addAll(now.propertyNames());
            names.addAll(rest);
            for (String name : names) {
                String below = path + "/" + name.replace("~", "~0").replace("/", "~1");
                JsonNode before = old.path(name);
                JsonNode after = now.path(name);
                if (before instanceof ObjectNode one && after instanceof ObjectNode other) {
                    object(below, one, other);
                } else if (before.isMissingNode() && !after.isMissingNode()) {
                    add(below, What.ADDED, List.of(), lines(after));
                } else if (after.isMissingNode() && !before.isMissingNode()) {
                    add(below, What.REMOVED, lines(before), List.of());
                } else if (!Digests.same(before, after)) {
                    add(below, What.CHANGED, lines(before), lines(after));
                }
            }
        }

        private void add(String path, What what, List<String> old, List<String> now) {
            if (changes.size() >= CHANGES_MAX || left <= 0) {
                unlisted++;
                return;
            }
            List<Line> all = shortened(LineDiff.between(old, now));
            List<Line> shown = new ArrayList<>();
            for (Line line : all) {
                if (shown.size() >= LINES_MAX || left <= 0) {
                    shown.add(new Line(Side.GAP, "%d more lines".formatted(all.size() - shown.size())));
                    break;
                }
                shown.add(line);
                left -= line.text().length();
            }
            changes.add(new Change(Shown.line(cut(path)), what, shown));
        }

        private static String cut(String path) {
            return path.length() <= 400 ? path : path.substring(0, 400) + "…";
        }

        /// Without what is the same, but for a little around what is not.
        private static List<Line> shortened(List<Line> lines) {
            List<Line> shown = new ArrayList<>();
            int hidden = 0;
            for (int i = 0; i < lines.size(); i++) {
                if (isNear(lines, i)) {
                    if (hidden > 0) {
                        shown.add(gap(hidden));
                        hidden = 0;
                    }
                    shown.add(lines.get(i));
                } else {
                    hidden++;
                }
            }
            if (hidden > 0) {
                shown.add(gap(hidden));
            }
            return shown;
        }

        private static Line gap(int hidden) {
            return new Line(Side.GAP, hidden == 1 ? "1 line is the same" : hidden + " lines are the same");
        }

        private static boolean isNear(List<Line> lines, int at) {
            for (int i = Math.max(0, at - CONTEXT); i < Math.min(lines.size(), at + CONTEXT + 1); i++) {
                if (lines.get(i).side() != Side.SAME) {
                    return true;
                }
            }
            return false;
        }

        /// A text by its lines and sentences, anything else as JSON.
        private static List<String> lines(JsonNode value) {
            List<String> lines = new ArrayList<>();
            String text = value.isString() ? value.stringValue() : Pretty.text(value);
            int from = 0;
            for (int at = 0; at < text.length(); at++) {
                boolean ends = text.charAt(at) == '\n';
                if (ends || isBreak(text, from, at)) {
                    lines.add(Shown.line(text.substring(from, ends ? at : at + 1)));
                    from = at + 1;
                }
            }
            lines.add(Shown.line(text.substring(from)));
            return lines;
        }

        /// Behind the blank after a sentence, or where a line is full.
        private static boolean isBreak(String text, int from, int at) {
            if (at + 1 >= text.length() || Character.isHighSurrogate(text.charAt(at))) {
                return false;
            }
            boolean sentence = text.charAt(at) == ' '
                    && at > from
                    && ".!?".indexOf(text.charAt(at - 1)) >= 0
                    && text.charAt(at + 1) != ' ';
            return sentence || at + 1 - from >= LINE_LENGTH_MAX;
        }
    }
}
