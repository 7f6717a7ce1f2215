package io.levee.catalog;

/// One segment of a path pattern against one name: `*` is any characters, `?` is one, a
/// backslash takes the next character as it is. Takes at most pattern × name steps.
final class Glob {
    private final String pattern;
    private final boolean ranges;

    /// @param ranges whether `[a-z]`, `[!a]` and `[^a]` stand for one character; otherwise `[`
    ///               is a bracket. As with Ruby's `File.fnmatch`, an open or empty range
    ///               matches nothing
    private Glob(String pattern, boolean ranges) {
        this.pattern = pattern;
        this.ranges = ranges;
    }

    static boolean matches(String pattern, String name, boolean ranges) {
        return new Glob(pattern, ranges).matches(name);
    }

    /// Remembers only the last star.
    private boolean matches(String name) {
        int star = -1;
        int resume = 0;
        int p = 0;
        int i = 0;
        while (i < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = i;
                continue;
            }
            int c = name.codePointAt(i);
            int next = p < pattern.length() ? afterOne(p, c) : -1;
            if (next >= 0) {
                p = next;
                i += Character.charCount(c);
            } else if (star >= 0) {
                p = star + 1;
                resume += Character.charCount(name.codePointAt(resume));
                i = resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /// Where the pattern goes on when its unit at `p` takes this character; -1 where it does
    /// not.
    private int afterOne(int p, int c) {
        char unit = pattern.charAt(p);
        if (unit == '?') {
            return p + 1;
        }
        if (unit == '[' && ranges) {
            return afterRange(p + 1, c);
        }
        int at = unit == '\\' ? p + 1 : p;
        return at < pattern.length() && pattern.codePointAt(at) == c ? at + Character.charCount(c) : -1;
    }

    private int afterRange(int from, int c) {
        int p = from;
        boolean not = p < pattern.length() && (pattern.charAt(p) == '!' || pattern.charAt(p) == '^');
        boolean found = false;
        p += not ? 1 : 0;
        while (p < pattern.length() && pattern.charAt(p) != ']') {
            p += pattern.charAt(p) == '\\' && p + 1 < pattern.length() ? 1 : 0;
            int low = pattern.codePointAt(p);
            int high = low;
            p += Character.charCount(low);
            if (p + 1 < pattern.length() && pattern.charAt(p) == '-' && pattern.charAt(p + 1) != ']') {
                p += pattern.charAt(p + 1) == '\\' && p + 2 < pattern.length() ? 2 : 1;
                high = pattern.codePointAt(p);
                p += Character.charCount(high);
            }
            found |= low <= c && c <= high;
        }
        return p < pattern.length() && found != not ? p + 1 : -1;
    }
}
