package io.levee.adapters.contract;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A `pattern` of a description as ECMA 262 reads it, with an end to how long it may look. Patterns that try every way
/// to match are easy to write and hard to see.
final class BoundedPattern implements RegularExpression {
    /// Characters that one match may look at.
    static final int LOOKS_MAX = 2_000_000;

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

    /// `$` is the very end there, and the end or the last line break here.
    private static String javaOf(String pattern) {
        StringBuilder out = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                out.append(c).append(pattern.charAt(++i));
            } else if (inClass) {
                inClass = c != ']';
                // a nested class or an intersection is a character there
                out.append(c == '[' || c == '&' ? "\\" + c : String.valueOf(c));
            } else if (c == '[') {
                inClass = true;
                out.append(c);
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
