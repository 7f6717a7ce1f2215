package io.levee.adapters.organisation.parts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A path of an API as OpenAPI writes it: `/queries/{queryId}/rows`. A segment is either fixed or one
/// parameter, never both: what the gateway authorises must be read one way only.
public record PathTemplate(String text, List<String> segments) {
    public static final int LENGTH_MAX = 1_024;
    private static final Pattern PARAMETER = Pattern.compile("\\{[A-Za-z_][A-Za-z0-9_.-]*}");
    private static final Pattern FIXED = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@-]+");

    public PathTemplate {
        segments = List.copyOf(segments);
    }

    public static PathTemplate parse(String text) {
        if (!text.startsWith("/") || text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "path `%s` does not start with `/`, or is too long: write `/things/{thingId}`".formatted(text));
        }
        List<String> segments = new ArrayList<>();
        Set<String> parameters = new HashSet<>();
        for (String segment : text.substring(1).split("/", -1)) {
            if (PARAMETER.matcher(segment).matches()) {
                if (!parameters.add(segment)) {
                    throw new IllegalArgumentException(
                            "path `%s` has the parameter `%s` twice: rename one".formatted(text, segment));
                }
            } else if (!text.equals("/") && !isFixed(segment)) {
                throw new IllegalArgumentException(
                        "path `%s` has the segment `%s`: use plain characters, or one `{parameter}` alone"
                                .formatted(text, segment));
            }
            segments.add(segment);
        }
        return new PathTemplate(text, segments);
    }

    /// `.` and `..` are never a segment: the gateway resolves them before it looks a path up.
    private static boolean isFixed(String segment) {
        return FIXED.matcher(segment).matches() && !segment.equals(".") && !segment.equals("..");
    }

    /// Of a template that was read: nothing fixed holds a brace.
    static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    /// The names between braces.
    Set<String> parameters() {
        Set<String> names = new HashSet<>();
        for (String segment : segments) {
            if (isParameter(segment)) {
                names.add(segment.substring(1, segment.length() - 1));
            }
        }
        return names;
    }

    /// True where only the names of parameters differ.
    public boolean sameShapeAs(PathTemplate other) {
        return overlaps(other) && !moreFixedThan(other) && !other.moreFixedThan(this);
    }

    /// True where a path fits both and neither is fixed wherever the other is: no rule says which one is meant.
    public boolean clashesWith(PathTemplate other) {
        if (!overlaps(other)) {
            return false;
        }
        return moreFixedThan(other) == other.moreFixedThan(this);
    }

    private boolean overlaps(PathTemplate other) {
        if (segments.size() != other.segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            boolean fixed = !isParameter(segments.get(i)) && !isParameter(other.segments.get(i));
            if (fixed && !segments.get(i).equals(other.segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean moreFixedThan(PathTemplate other) {
        for (int i = 0; i < segments.size(); i++) {
            if (!isParameter(segments.get(i)) && isParameter(other.segments.get(i))) {
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
