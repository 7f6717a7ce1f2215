package io.levee.adapters.diagnosis;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.levee.adapters.cel.Needles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An expression of RE2 of a signature, whose time is linear in the text. Immutable.
///
/// @param needles one of which is in every text that it matches, where that is known
record Expression(Pattern pattern, Optional<Needles> needles) {
    static final int LENGTH_MAX = 1_000;

    /// Instructions of one; time is the product of these and the text.
    static final int PROGRAM_MAX = 2_000;

    static final int ARGUMENT_MAX = 500;

    /// Throws [IllegalArgumentException] for one that is none, or too large.
    static Expression of(String regex) {
        if (regex.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("an expression has at most %d characters".formatted(LENGTH_MAX));
        }
        try {
            Pattern pattern = Pattern.compile(regex);
            if (pattern.programSize() > PROGRAM_MAX) {
                throw new IllegalArgumentException("the expression `%s` is too large".formatted(regex));
            }
            return new Expression(pattern, Needles.of(regex));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "`%s` is no expression of RE2: %s".formatted(regex, e.getDescription()), e);
        }
    }

    /// What its named groups hold; empty where it does not match.
    Optional<Found> in(String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        Map<String, String> args = new LinkedHashMap<>();
        for (String name : pattern.namedGroups().keySet()) {
            String value = matcher.group(name);
            if (value != null) {
                args.put(name, value.length() <= ARGUMENT_MAX ? value : value.substring(0, ARGUMENT_MAX));
            }
        }
        return Optional.of(new Found(matcher.group(), args));
    }

    record Found(String text, Map<String, String> args) {}
}
