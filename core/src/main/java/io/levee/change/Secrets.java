package io.levee.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// Finds secrets in text: keys and tokens of known formats, passwords in addresses, private keys,
/// and values that are assigned to names such as `password` and look like one.
///
/// References (`${TOKEN}`, `{{ token }}`, `<token>`, a lookup), placeholders (`changeme`,
/// `example`, `xxxx`), digests and UUIDs are none. Pure, linear in the length of the text, and
/// never fails. That nothing was found proves nothing.
public final class Secrets {
    /// Secrets of one line; the rest of a line that has more is taken for one.
    public static final int LINE_SECRETS_MAX = 1_000;

    /// Redaction is done again while what it leaves reads like a secret.
    private static final int PASSES_MAX = 4;

    private static final int REPEATED_MIN = 6;

    private Secrets() {}

    public enum Kind {
        PRIVATE_KEY,
        AWS,
        AZURE,
        GOOGLE,
        GITHUB,
        GITLAB,
        SLACK,
        STRIPE,
        NPM,
        PYPI,
        MODEL_PROVIDER,
        SERVICE_TOKEN,
        JWT,
        DATABASE_URL,
        URL_PASSWORD,
        KAFKA_PASSWORD,
        AUTHORIZATION,
        PASSWORD,
        TOKEN;

        /// As it stands in redacted text: `private-key`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// @param start      from 0, in UTF-16 units of the text
    /// @param end        after the last unit
    /// @param confidence how likely it is one, from 0 to 1; a known format is above 0.9, a mere
    ///                   assignment below 0.8
    public record Secret(Kind kind, int start, int end, double confidence) {
        public String in(String text) {
            return text.substring(start, end);
        }
    }

    /// Reads line after line of one side of a file and remembers a private key that goes on.
    /// Not thread-safe.
    public static final class Reader {
        private final KeyBlock block = new KeyBlock();

        /// The secrets of the next line, in their order; none overlaps another.
        ///
        /// @param line without its line feed
        public List<Secret> next(String line) {
            List<Secret> found = new ArrayList<>(block.next(line));
            found.addAll(SecretFormats.in(line));
            found.addAll(SecretUrls.in(line));
            found.addAll(SecretAssignments.in(line));
            return apart(found, line.length());
        }

        /// The next line with its secrets as `[redacted: KIND]`.
        public String redacted(String line) {
            return replaced(line, next(line));
        }
    }

    /// @param text of any number of lines
    public static List<Secret> in(String text) {
        Reader reader = new Reader();
        List<Secret> all = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int feed = text.indexOf('\n', from);
            int end = feed < 0 ? text.length() : feed;
            for (Secret secret : reader.next(text.substring(from, end))) {
                Secret moved =
                        new Secret(secret.kind(), from + secret.start(), from + secret.end(), secret.confidence());
                if (!all.isEmpty() && goesOn(text, all.getLast(), moved)) {
                    Secret last = all.removeLast();
                    moved = new Secret(last.kind(), last.start(), moved.end(), last.confidence());
                }
                all.add(moved);
            }
            from = end + 1;
        }
        return all;
    }

    /// Whether a private key goes on in the next line.
    private static boolean goesOn(String text, Secret last, Secret next) {
        return last.kind() == Kind.PRIVATE_KEY
                && next.kind() == Kind.PRIVATE_KEY
                && text.substring(last.end(), next.start()).isBlank();
    }

    /// The text with each secret as `[redacted: KIND]`, wherever else it stands too.
    public static String redacted(String text) {
        String redacted = text;
        for (int pass = 0; pass < PASSES_MAX; pass++) {
            List<Secret> found = in(redacted);
            if (found.isEmpty()) {
                break;
            }
            redacted = replaced(redacted, everywhere(redacted, found));
        }
        return redacted;
    }

    /// The same secrets, and every other place where one of them stands.
    private static List<Secret> everywhere(String text, List<Secret> found) {
        Map<Integer, List<Secret>> byStart = new HashMap<>();
        for (Secret secret : found) {
            if (secret.end() - secret.start() >= REPEATED_MIN) {
                List<Secret> same = byStart.computeIfAbsent(start(text, secret.start()), _ -> new ArrayList<>());
                if (same.size() < LINE_SECRETS_MAX
                        && same.stream().noneMatch(it -> it.in(text).equals(secret.in(text)))) {
                    same.add(secret);
                }
            }
        }
        List<Secret> all = new ArrayList<>(found);
        for (int i = 0; i + REPEATED_MIN <= text.length() && !byStart.isEmpty(); i++) {
            for (Secret secret : byStart.getOrDefault(start(text, i), List.of())) {
                int length = secret.end() - secret.start();
                if (i != secret.start() && text.regionMatches(i, text, secret.start(), length)) {
                    all.add(new Secret(secret.kind(), i, i + length, secret.confidence()));
                }
            }
        }
        return apart(all, text.length());
    }

    private static int start(String text, int at) {
        int hash = 0;
        for (int i = at; i < at + REPEATED_MIN; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash;
    }

    private static String replaced(String text, List<Secret> secrets) {
        if (secrets.isEmpty()) {
            return text;
        }
        StringBuilder redacted = new StringBuilder(text.length());
        int at = 0;
        for (Secret secret : secrets) {
            redacted.append(text, at, secret.start())
                    .append("[redacted: ")
                    .append(secret.kind().word())
                    .append(']');
            at = secret.end();
        }
        return redacted.append(text, at, text.length()).toString();
    }

    /// In their order, overlapping ones joined; the surest says what they are.
    private static List<Secret> apart(List<Secret> found, int length) {
        if (found.size() < 2) {
            return found;
        }
        List<Secret> sorted = new ArrayList<>(found);
        sorted.sort((a, b) -> Integer.compare(a.start(), b.start()));
        List<Secret> apart = new ArrayList<>();
        for (Secret secret : sorted) {
            if (apart.isEmpty() || secret.start() >= apart.getLast().end()) {
                apart.add(secret);
                continue;
            }
            Secret last = apart.removeLast();
            Secret surest = secret.confidence() > last.confidence() ? secret : last;
            apart.add(new Secret(surest.kind(), last.start(), Math.max(last.end(), secret.end()), surest.confidence()));
        }
        if (apart.size() > LINE_SECRETS_MAX && length > 0) {
            Secret rest = apart.get(LINE_SECRETS_MAX - 1);
            List<Secret> first = new ArrayList<>(apart.subList(0, LINE_SECRETS_MAX - 1));
            first.add(new Secret(rest.kind(), rest.start(), apart.getLast().end(), rest.confidence()));
            return first;
        }
        return apart;
    }

    /// The different kinds in the text, for a sentence.
    public static List<String> kinds(List<Secret> secrets) {
        TreeSet<String> kinds = new TreeSet<>();
        secrets.forEach(secret -> kinds.add(secret.kind().word()));
        return List.copyOf(kinds);
    }
}
