package io.levee.adapters.organisation.parts;

import io.levee.catalog.FramedSegment;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A path of an API as OpenAPI writes it: `/queries/{queryId}/rows`, `/jobs/{name}:cancel`, `/diffs/{from}...{to}`.
public record PathTemplate(String text, List<String> segments) {
    public static final int LENGTH_MAX = 1_024;
    private static final String PLAIN = "[A-Za-z0-9._~!$&'()*+,=:@-]";
    private static final String NAME = "\\{[A-Za-z0-9_$][A-Za-z0-9_.$-]*}";
    private static final Pattern FIXED = Pattern.compile(PLAIN + "+");
    /// Between two parameters stands something, or nobody could tell where one ends.
    private static final Pattern FRAMED =
            Pattern.compile(PLAIN + "*" + NAME + "(?:" + PLAIN + "+" + NAME + ")*" + PLAIN + "*");

    public PathTemplate {
        segments = List.copyOf(segments);
    }

    public static PathTemplate parse(String text) {
        if (!text.startsWith("/") || text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "path `%s` does not start with `/`, or is too long: write `/things/{thingId}`".formatted(text));
        }
        List<String> segments = List.of(text.substring(1).split("/", -1));
        Set<String> parameters = new HashSet<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean trailing = segment.isEmpty() && i == segments.size() - 1; // `/things/` is not `/things`
            if (!trailing && !isFixed(segment) && !FRAMED.matcher(segment).matches()) {
                throw new IllegalArgumentException(
                        "path `%s` has the segment `%s`: use plain characters, and something between two `{parameters}`"
                                .formatted(text, segment));
            }
            for (String name : FramedSegment.names(segment)) {
                if (!parameters.add(name)) {
                    throw new IllegalArgumentException(
                            "path `%s` has the parameter `{%s}` twice: rename one".formatted(text, name));
                }
            }
        }
        return new PathTemplate(text, segments);
    }

    /// `.` and `..` are never a segment: the gateway resolves them before it looks a path up.
    private static boolean isFixed(String segment) {
        return FIXED.matcher(segment).matches() && !segment.equals(".") && !segment.equals("..");
    }

    /// Of a template that was read: 2 where it is fixed, 0 where it is one parameter and nothing else, else 1.
    static int exactness(String segment) {
        int open = segment.indexOf('{');
        if (open < 0) {
            return 2;
        }
        return open == 0 && segment.indexOf('}') == segment.length() - 1 ? 0 : 1;
    }

    /// The names between braces.
    Set<String> parameters() {
        Set<String> names = new HashSet<>();
        segments.forEach(segment -> names.addAll(FramedSegment.names(segment)));
        return names;
    }

    /// True where only the names of parameters differ.
    public boolean sameShapeAs(PathTemplate other) {
        return shape().equals(other.shape());
    }

    private List<List<String>> shape() {
        return segments.stream()
                .map(segment -> exactness(segment) == 2
                        ? List.of(segment)
                        : FramedSegment.parse(segment).fixed())
                .toList();
    }

    /// True where a path fits both and neither is more exact everywhere: no rule says which one is meant.
    public boolean clashesWith(PathTemplate other) {
        if (!overlaps(other)) {
            return false;
        }
        return moreExactThan(other) == other.moreExactThan(this);
    }

    private boolean overlaps(PathTemplate other) {
        if (segments.size() != other.segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!overlap(segments.get(i), other.segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean overlap(String one, String other) {
        if (exactness(one) == 2) {
            return exactness(other) == 2
                    ? one.equals(other)
                    : !one.isEmpty() && FramedSegment.parse(other).matches(one);
        }
        if (exactness(other) == 2) {
            return overlap(other, one);
        }
        List<String> some = FramedSegment.parse(one).fixed();
        List<String> more = FramedSegment.parse(other).fixed();
        String before = some.getFirst();
        String after = some.getLast();
        return (before.startsWith(more.getFirst()) || more.getFirst().startsWith(before))
                && (after.endsWith(more.getLast()) || more.getLast().endsWith(after));
    }

    private boolean moreExactThan(PathTemplate other) {
        for (int i = 0; i < segments.size(); i++) {
            if (exactness(segments.get(i)) > exactness(other.segments.get(i))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return text;
    }
}
