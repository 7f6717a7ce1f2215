package io.levee.adapters.cel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Compiled regular expressions of RE2, whose time is linear in the text.
final class Regexes {
    static final int LENGTH_MAX = 1_000;

    /// Instructions of one; time is the product of these and the text.
    static final int PROGRAM_MAX = 2_000;

    private static final int KEPT_MAX = 4_096;
    private static final ConcurrentHashMap<String, Compiled> KEPT = new ConcurrentHashMap<>();

    private Regexes() {}

    /// @param needles one of which is needed, where that is known
    private record Compiled(Pattern pattern, Optional<Needles> needles) {
        boolean finds(String text) {
            return (needles.isEmpty() || needles.get().mayMatch(text))
                    && pattern.matcher(text).find();
        }
    }

    static boolean finds(String text, String regex) {
        Meter.charge(1 + text.length() / 4);
        return text.length() > Remembered.TEXT_MAX
                ? kept(regex).finds(text)
                : Remembered.LAST.get().finds(text, regex);
    }

    /// What this thread asked last. A rule asks the same of the file's path for each of its values
    /// and lines.
    private static final class Remembered {
        static final int TEXT_MAX = 512;
        static final ThreadLocal<Remembered> LAST = ThreadLocal.withInitial(Remembered::new);
        private static final int SLOTS = 256;

        private record Asked(String text, String regex, boolean found) {}

        private final @Nullable Asked[] slots = new Asked[SLOTS];

        boolean finds(String text, String regex) {
            int slot = (text.hashCode() * 31 + regex.hashCode()) & (SLOTS - 1);
            Asked asked = slots[slot];
            if (asked != null && asked.text.equals(text) && asked.regex.equals(regex)) {
                return asked.found;
            }
            boolean found = kept(regex).finds(text);
            slots[slot] = new Asked(text, regex, found);
            return found;
        }
    }

    /// Throws [IllegalArgumentException] for one that is none, or too large.
    static Pattern pattern(String regex) {
        return kept(regex).pattern();
    }

    private static Compiled kept(String regex) {
        Compiled kept = KEPT.get(regex);
        return kept != null ? kept : compiled(regex);
    }

    private static Compiled compiled(String regex) {
        Meter.charge(regex.length() * 10L);
        if (regex.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("a regular expression has at most %d characters".formatted(LENGTH_MAX));
        }
        Pattern pattern = parsed(regex);
        if (pattern.programSize() > PROGRAM_MAX) {
            throw new IllegalArgumentException("the regular expression `%s` is too large".formatted(regex));
        }
        Compiled compiled = new Compiled(pattern, Needles.of(regex));
        if (KEPT.size() < KEPT_MAX) {
            KEPT.put(regex, compiled);
        }
        return compiled;
    }

    private static Pattern parsed(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "`%s` is no regular expression of RE2: %s".formatted(regex, e.getDescription()), e);
        }
    }
}
