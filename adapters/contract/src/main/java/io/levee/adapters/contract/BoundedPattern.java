package io.levee.adapters.contract;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A `pattern` of a description as ECMA 262 reads it, with an end to how long it may look. Patterns that try every way
/// to match are easy to write and hard to see.
final class BoundedPattern implements RegularExpression {
    /// Characters that one match may look at.
    static final int LOOKS_MAX = 2_000_000;

    private static final Pattern COUNT = Pattern.compile("\\{[0-9]+(?:,[0-9]*)?}");
    /// Where a group gets its name or is named again.
    private static final Pattern NAME = Pattern.compile("(?:\\(\\?|\\\\k)<[A-Za-z][A-Za-z0-9_]*>");

    static final class TooMuch extends RuntimeException {
        TooMuch() {
            super("a pattern took too long", null, false, false);
        }
    }

    private final Pattern pattern;

    BoundedPattern(String pattern) {
        try {
            this.pattern = Pattern.compile(javaOf(pattern));
        } catch (PatternSyntaxException e) {
            throw new Unreadable("`pattern: %s` is none".formatted(pattern));
        }
    }

    @Override
    public boolean matches(String value) {
        try {
            return pattern.matcher(new Looked(value)).find();
        } catch (StackOverflowError e) {
            throw new TooMuch();
        }
    }

    /// `$` is the very end there, and the end or the last line break here. What is no class, no count and no name of a
    /// group here, is one there.
    private static String javaOf(String pattern) {
        StringBuilder out = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            Matcher name = NAME.matcher(pattern).region(i, pattern.length());
            if (!inClass && name.lookingAt()) {
                out.append(name.group().replace("_", "US")); // a name has no line here
                i = name.end() - 1;
            } else if (c == '\\' && i + 1 < pattern.length()) {
                boolean codePoint = pattern.startsWith("u{", i + 1);
                out.append(codePoint ? "\\x" : "\\" + pattern.charAt(i + 1));
                i++;
            } else if (inClass) {
                inClass = c != ']';
                // a nested class or an intersection is a character there
                out.append(c == '[' || c == '&' ? "\\" + c : String.valueOf(c));
            } else if (pattern.startsWith("[^]", i)) {
                out.append("[\\s\\S]");
                i += 2;
            } else if (pattern.startsWith("[]", i)) {
                out.append("(?!)");
                i++;
            } else if (c == '[') {
                inClass = true;
                out.append(c);
            } else if (c == '{') {
                out.append(COUNT.matcher(pattern).region(i, pattern.length()).lookingAt() ? "{" : "\\{");
            } else {
                out.append(c == '$' ? "\\z" : String.valueOf(c));
            }
        }
        return out.toString();
    }

    /// Counts how often somebody looks.
    private static final class Looked implements CharSequence {
        private final CharSequence text;
        private int looks;

        Looked(CharSequence text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks > LOOKS_MAX) {
                throw new TooMuch();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
