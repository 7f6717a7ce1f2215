package io.levee.catalog;

import java.util.ArrayList;
import java.util.List;

/// A pattern of repository paths as CODEOWNERS writes it: `/infra/kafka/`, `*.avsc`,
/// `/apps/**/orders`. `*` and `?` stay inside one segment, `**` as a whole segment crosses them,
/// a backslash takes the next character as it is. Upper and lower case differ.
///
/// @param anchored whether the pattern starts at the root of the repository; otherwise it matches
///                 at any depth
/// @param ranges   whether `[a-z]` stands for one character
/// @param segments what is matched, segment by segment; `**` is any number of folders
public record PathPattern(String text, boolean anchored, boolean ranges, List<String> segments) {
    /// The longest path of Linux.
    public static final int LENGTH_MAX = 4_096;

    private static final String ANY_DEPTH = "**";
    private static final String ANY_NAME = "*";

    public PathPattern {
        segments = List.copyOf(segments);
    }

    /// GitHub reads a pattern like .gitignore: a slash at the start or in the middle anchors
    /// it, and what names a folder owns everything below it. Unlike there, `docs/*` owns only
    /// files that lie in `docs` itself.
    public static PathPattern gitHub(String text) {
        if (text.equals("/")) {
            return new PathPattern(text, true, false, List.of(""));
        }
        List<String> segments = split(text);
        boolean anchored = text.indexOf('/') >= 0 && text.indexOf('/') < text.length() - 1;
        boolean folder = text.endsWith("/");
        if (folder) {
            segments.removeLast();
        }
        segments.replaceAll(it -> isStars(it) ? ANY_DEPTH : it);
        String last = segments.getLast();
        if (!anchored) {
            last = last.equals(ANY_DEPTH) ? ANY_NAME : last;
            segments = new ArrayList<>(List.of(ANY_DEPTH, last));
        }
        if (folder || last.equals(ANY_DEPTH)) {
            segments.addAll(List.of(ANY_NAME, ANY_DEPTH));
        } else if (!last.equals(ANY_NAME)) {
            segments.add(ANY_DEPTH);
        }
        return new PathPattern(text, anchored, false, segments);
    }

    /// GitLab anchors a pattern only by a slash at its start, and matches as Ruby's
    /// `File.fnmatch` with `FNM_PATHNAME | FNM_DOTMATCH`: only a slash at the end makes it own
    /// what lies in a folder, and `**` is special only before a slash.
    public static PathPattern gitLab(String text) {
        List<String> segments = split(text);
        boolean anchored = text.startsWith("/");
        if (!anchored) {
            segments.addFirst(ANY_DEPTH);
        }
        if (text.endsWith("/")) {
            segments.removeLast();
            segments.addAll(List.of(ANY_DEPTH, ANY_NAME));
        } else if (segments.getLast().equals(ANY_DEPTH)) {
            segments.set(segments.size() - 1, ANY_NAME);
        }
        return new PathPattern(text, anchored, true, segments);
    }

    private static List<String> split(String text) {
        if (text.isEmpty() || text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "a path pattern has 1 to %d characters, not %d".formatted(LENGTH_MAX, text.length()));
        }
        return new ArrayList<>(segmentsOf(text));
    }

    private static boolean isStars(String segment) {
        return segment.length() > 1 && segment.chars().allMatch(c -> c == '*');
    }

    /// @param path relative to the root of the repository, with or without a slash at its start
    public boolean matches(String path) {
        return matches(segmentsOf(path));
    }

    /// A path as many patterns are asked about it.
    static List<String> segmentsOf(String path) {
        String relative = path.startsWith("/") ? path.substring(1) : path;
        return List.of(relative.split("/", -1));
    }

    /// Remembers only the last `**`: at most pattern × path steps.
    boolean matches(List<String> path) {
        int star = -1;
        int resume = 0;
        int s = 0;
        int p = 0;
        while (p < path.size()) {
            if (s < segments.size() && segments.get(s).equals(ANY_DEPTH)) {
                star = s++;
                resume = p;
            } else if (s < segments.size() && Glob.matches(segments.get(s), path.get(p), ranges)) {
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

    @Override
    public String toString() {
        return text;
    }
}
