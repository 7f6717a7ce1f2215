package io.levee.catalog;

import java.util.ArrayList;
import java.util.List;

/// A pattern of repository paths as CODEOWNERS writes it: `/infra/kafka/`, `*.avsc`, `/apps/**/orders`. `*` and `?`
/// stay inside one segment, `**` crosses them. A pattern that names a folder owns everything below it; one whose last
/// segment has a wildcard (`docs/*`) owns files only, not what lies deeper.
///
/// @param anchored whether the pattern starts at the root of the repository; otherwise it matches at any depth
public record PathPattern(String text, boolean anchored, List<String> segments) {
    public static final int LENGTH_MAX = 512;
    private static final String ANY_DEPTH = "**";

    public PathPattern {
        segments = List.copyOf(segments);
    }

    /// GitHub reads a pattern like .gitignore: a slash at the start or in the middle anchors it.
    public static PathPattern gitHub(String text) {
        return parse(text, text.indexOf('/') >= 0 && text.indexOf('/') < text.length() - 1);
    }

    /// GitLab anchors a pattern only by a slash at its start.
    public static PathPattern gitLab(String text) {
        return parse(text, text.startsWith("/"));
    }

    private static PathPattern parse(String text, boolean anchored) {
        if (text.isEmpty() || text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "a path pattern has 1 to %d characters, not %d".formatted(LENGTH_MAX, text.length()));
        }
        List<String> segments = new ArrayList<>();
        if (!anchored) {
            segments.add(ANY_DEPTH);
        }
        for (String segment : text.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        if (text.endsWith("/") || segments.isEmpty() || !hasWildcard(segments.getLast())) {
            segments.add(ANY_DEPTH);
        }
        return new PathPattern(text, anchored, segments);
    }

    private static boolean hasWildcard(String segment) {
        return segment.indexOf('*') >= 0 || segment.indexOf('?') >= 0;
    }

    /// @param path relative to the root of the repository, with or without a slash at its start
    public boolean matches(String path) {
        String relative = path.startsWith("/") ? path.substring(1) : path;
        return walk(List.of(relative.split("/", -1)));
    }

    /// Remembers only the last `**`: at most pattern × path steps.
    private boolean walk(List<String> path) {
        int star = -1;
        int resume = 0;
        int s = 0;
        int p = 0;
        while (p < path.size()) {
            if (s < segments.size() && segments.get(s).equals(ANY_DEPTH)) {
                star = s++;
                resume = p;
            } else if (s < segments.size() && segmentMatches(segments.get(s), path.get(p))) {
                s++;
                p++;
            } else if (star >= 0) {
                s = star + 1;
                p = ++resume;
            } else {
                return false;
            }
        }
        while (s < segments.size() && segments.get(s).equals(ANY_DEPTH)) {
            s++;
        }
        return s == segments.size();
    }

    private static boolean segmentMatches(String pattern, String segment) {
        int star = -1;
        int resume = 0;
        int p = 0;
        int i = 0;
        while (i < segment.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = i;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == segment.charAt(i))) {
                p++;
                i++;
            } else if (star >= 0) {
                p = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
