package io.levee.adapters.cel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Texts of which a regular expression needs one: where a text has none of them, it does not
/// match, and need not be searched. RE2 looks at each character of a text for each expression;
/// most lines have none of what most expressions need.
///
/// Reads the syntax of RE2 that rules are written in. Whatever else stands in an expression, it
/// is searched.
///
/// @param texts      one of these is in every text that matches
/// @param ignoreCase then they are in lower case, and ASCII alone
public record Needles(List<String> texts, boolean ignoreCase) {
    /// More are slower to look for than the expression is to run.
    private static final int TEXTS_MAX = 12;
    /// A shorter one stands everywhere.
    private static final int LENGTH_MIN = 3;

    private static final String IGNORE_CASE = "(?i)";

    /// Empty where nothing is known that is needed.
    public static Optional<Needles> of(String regex) {
        boolean ignoreCase = regex.startsWith(IGNORE_CASE);
        try {
            Parser parser = new Parser(ignoreCase ? regex.substring(IGNORE_CASE.length()) : regex);
            return parser.whole()
                    .filter(it -> it.size() <= TEXTS_MAX)
                    .filter(it -> it.stream().allMatch(text -> isUsable(text, ignoreCase)))
                    .map(it -> new Needles(ignoreCase ? lower(it) : it, ignoreCase));
        } catch (Unknown _) {
            return Optional.empty();
        }
    }

    private static boolean isUsable(String text, boolean ignoreCase) {
        return text.length() >= LENGTH_MIN && !(ignoreCase && isBeyondAscii(text));
    }

    private static List<String> lower(List<String> texts) {
        return texts.stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
    }

    private static boolean isBeyondAscii(String text) {
        return text.chars().anyMatch(c -> c >= 0x80);
    }

    /// False only where the expression does not match.
    boolean mayMatch(String text) {
        if (!ignoreCase) {
            return texts.stream().anyMatch(text::contains);
        }
        // letters beyond ASCII can equal one of ASCII, such as the sign of Kelvin
        if (isBeyondAscii(text)) {
            return true;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return texts.stream().anyMatch(lower::contains);
    }

    /// Something that this does not read.
    private static final class Unknown extends RuntimeException {
        Unknown() {
            super("not read", null, false, false);
        }
    }

    /// Of each part, what one of it must have; empty for a part that needs nothing.
    private static final class Parser {
        private static final String SPECIAL = "\\^$.|?*+()[]{}";
        private final String regex;
        private int at;

        Parser(String regex) {
            this.regex = regex;
        }

        Optional<List<String>> whole() {
            Optional<List<String>> needed = alternatives();
            if (at < regex.length()) {
                throw new Unknown();
            }
            return needed;
        }

        private Optional<List<String>> alternatives() {
            List<String> all = new ArrayList<>();
            boolean each = true;
            while (true) {
                Optional<List<String>> one = sequence();
                each &= one.isPresent();
                one.ifPresent(all::addAll);
                if (!has('|')) {
                    return each ? Optional.of(all) : Optional.empty();
                }
                at++;
            }
        }

        /// The needs of its parts are each needed, so the most telling ones are enough.
        private Optional<List<String>> sequence() {
            List<List<String>> needs = new ArrayList<>();
            StringBuilder run = new StringBuilder();
            while (at < regex.length() && !has('|') && !has(')')) {
                Optional<Integer> character = Optional.empty();
                Optional<List<String>> inner = Optional.empty();
                if (has('(')) {
                    inner = group();
                } else {
                    character = character();
                }
                Times times = times();
                if (character.isPresent() && times == Times.ONCE) {
                    run.appendCodePoint(character.get());
                    continue;
                }
                if (character.isPresent() && times == Times.MORE) {
                    run.appendCodePoint(character.get());
                }
                ended(run, needs);
                if (times != Times.MAYBE) {
                    inner.ifPresent(needs::add);
                }
            }
            ended(run, needs);
            return needs.stream().max(Comparator.comparingInt(Parser::telling));
        }

        private static void ended(StringBuilder run, List<List<String>> needs) {
            if (!run.isEmpty()) {
                needs.add(List.of(run.toString()));
                run.setLength(0);
            }
        }

        /// Its shortest text; of many, less.
        private static int telling(List<String> texts) {
            int shortest = texts.stream().mapToInt(String::length).min().orElse(0);
            return shortest * TEXTS_MAX - texts.size();
        }

        private Optional<List<String>> group() {
            at++;
            if (has('?')) {
                at = named();
            }
            Optional<List<String>> inner = alternatives();
            if (!has(')')) {
                throw new Unknown();
            }
            at++;
            return inner;
        }

        /// Where the content of a group begins that has a name, or none: `(?<name>`, `(?P<name>`, `(?:`.
        private int named() {
            if (regex.startsWith("?:", at)) {
                return at + 2;
            }
            int open = regex.startsWith("?P<", at) ? at + 3 : regex.startsWith("?<", at) ? at + 2 : -1;
            int end = open < 0 ? -1 : regex.indexOf('>', open);
            if (end < 0) {
                throw new Unknown();
            }
            return end + 1;
        }

        /// The one character that stands here; empty for one of several, or none.
        private Optional<Integer> character() {
            int c = regex.codePointAt(at);
            if (c == '[') {
                return charactersOfClass();
            }
            at += Character.charCount(c);
            if (c == '\\') {
                return escaped();
            }
            if (c == '.' || c == '^' || c == '$') {
                return Optional.empty();
            }
            if (SPECIAL.indexOf(c) >= 0) {
                throw new Unknown();
            }
            return Optional.of(c);
        }

        private Optional<Integer> escaped() {
            if (at == regex.length()) {
                throw new Unknown();
            }
            char c = regex.charAt(at++);
            if ("sSdDwWbB".indexOf(c) >= 0) {
                return Optional.empty();
            }
            if (c < 0x80 && !Character.isLetterOrDigit(c)) {
                return Optional.of((int) c);
            }
            throw new Unknown();
        }

        /// `[.]` is a way to write a dot.
        private Optional<Integer> charactersOfClass() {
            int end = at + 1;
            boolean first = true;
            int members = 0;
            int only = 0;
            while (true) {
                if (end >= regex.length()) {
                    throw new Unknown();
                }
                char c = regex.charAt(end);
                if (c == ']' && !first) {
                    break;
                }
                if (c == '[') { // `[[:alpha:]]` has an end of its own
                    throw new Unknown();
                }
                if (c == '\\' && end + 1 < regex.length()) {
                    end++;
                    members++; // and one more, so that it never counts as a single character
                }
                only = c;
                members++;
                first &= c == '^' && members == 1;
                end++;
            }
            at = end + 1;
            return members == 1 && only != '^' && only < 0x80 ? Optional.of(only) : Optional.empty();
        }

        private enum Times {
            ONCE,
            /// Once at least.
            MORE,
            MAYBE
        }

        private Times times() {
            Times times = Times.ONCE;
            if (has('*') || has('?')) {
                at++;
                times = Times.MAYBE;
            } else if (has('+')) {
                at++;
                times = Times.MORE;
            } else if (has('{')) {
                int end = regex.indexOf('}', at);
                String count = end < 0 ? "" : regex.substring(at + 1, end);
                if (!count.matches("[0-9]{1,4}(,[0-9]{0,4})?")) {
                    throw new Unknown();
                }
                at = end + 1;
                times = count.matches("0+(,.*)?") ? Times.MAYBE : Times.MORE;
            }
            if (times == Times.ONCE) {
                return times;
            }
            if (has('?')) {
                at++;
            }
            if (has('*') || has('+') || has('?')) { // one after another is nothing that RE2 knows
                throw new Unknown();
            }
            return times;
        }

        private boolean has(char c) {
            return at < regex.length() && regex.charAt(at) == c;
        }
    }
}
