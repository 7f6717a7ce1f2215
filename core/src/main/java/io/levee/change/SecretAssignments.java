package io.levee.change;

import io.levee.change.Secrets.Kind;
import io.levee.change.Secrets.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Values that are given to names such as `db.password`, `API_KEY` or `clientSecret`, in code,
/// in settings, in XML, on command lines and in headers. What counts is the end of the name:
/// `token_url` and `passwordEncoder` hold none.
final class SecretAssignments {
    private static final double QUOTED = 0.75;
    private static final double BARE = 0.6;
    private static final int VALUE_MAX = 1_024;
    private static final int GAP_MAX = 16;
    private static final int NAME_MAX = 64;
    private static final int BEARER_MIN = 20;

    private static final Set<String> PASSWORDS = Set.of(
            "password", "passwd", "pwd", "passphrase", "passwort", "pass", "pw", "secret", "credential", "credentials");

    private static final Set<String> TOKENS = Set.of("token", "apikey", "authkey", "secretkey", "accesskey");
    /// What makes a key a secret one.
    private static final Set<String> BEFORE_KEY = Set.of(
            "api",
            "secret",
            "private",
            "access",
            "auth",
            "signing",
            "encryption",
            "master",
            "shared",
            "account",
            "hmac",
            "session",
            "service",
            "license",
            "client",
            "app",
            "storage");

    private static final List<String> ENDINGS = List.of(
            "key",
            "keys",
            "token",
            "secret",
            "password",
            "passwd",
            "pwd",
            "pw",
            "pass",
            "passphrase",
            "passwort",
            "credential",
            "credentials",
            "bearer",
            "basic");

    private final String line;
    private final List<Secret> found = new ArrayList<>();

    private SecretAssignments(String line) {
        this.line = line;
    }

    static List<Secret> in(String line) {
        return new SecretAssignments(line).scan();
    }

    private List<Secret> scan() {
        int i = 0;
        while (i < line.length()) {
            if (!isNamePart(line.charAt(i))) {
                i++;
                continue;
            }
            int end = i;
            while (end < line.length() && isNamePart(line.charAt(end))) {
                end++;
            }
            name(i, end);
            i = end;
        }
        return found;
    }

    private static boolean isNamePart(char c) {
        return SecretFormats.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '$';
    }

    private void name(int start, int end) {
        if (!mayBeOne(start, end)) {
            return;
        }
        String tail = line.substring(Math.max(start, end - NAME_MAX), end);
        switch (tail.toLowerCase(Locale.ROOT)) {
            case "bearer", "basic" -> header(end);
            default -> {
                Name name = Name.of(tail);
                if (name != Name.OTHER) {
                    assignment(name, start, end);
                }
            }
        }
    }

    /// Most words are none: asked of every word of every line, so it takes nothing apart.
    private boolean mayBeOne(int start, int end) {
        int last = end;
        while (last > start && last > end - 3 && Character.isDigit(line.charAt(last - 1))) {
            last--;
        }
        for (String ending : ENDINGS) {
            int at = last - ending.length();
            if (at >= start && line.regionMatches(true, at, ending, 0, ending.length())) {
                return true;
            }
        }
        return false;
    }

    private enum Name {
        PASSWORD,
        TOKEN,
        OTHER;

        static Name of(String text) {
            String[] words = text.split("[-_.$]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", -1);
            String last = last(words, 1);
            String before = last(words, 2);
            if (PASSWORDS.contains(last)) {
                return last.equals("pass") && before.isEmpty() && !text.equals("PASS") ? OTHER : PASSWORD;
            }
            boolean joined = PASSWORDS.stream().anyMatch(it -> it.length() > 5 && last.endsWith(it));
            if (joined) {
                return PASSWORD;
            }
            boolean key = (last.equals("key") || last.equals("keys")) && BEFORE_KEY.contains(before);
            return TOKENS.contains(last) || last.endsWith("token") || last.endsWith("apikey") || key ? TOKEN : OTHER;
        }

        /// The word that stands so many from the end, without a number behind it.
        private static String last(String[] words, int back) {
            return words.length < back
                    ? ""
                    : words[words.length - back].toLowerCase(Locale.ROOT).replaceAll("\\d{1,2}$", "");
        }
    }

    /// `Authorization: Bearer …` and `Basic …`.
    private void header(int end) {
        int start = blanks(end);
        int to = start;
        while (to < line.length() && to - start < VALUE_MAX && isCredential(line.charAt(to))) {
            to++;
        }
        if (start > end && to - start >= BEARER_MIN && Plausible.isToken(line.substring(start, to))) {
            found.add(new Secret(Kind.AUTHORIZATION, start, to, QUOTED));
        }
    }

    private static boolean isCredential(char c) {
        return SecretFormats.isLetterOrDigit(c) || "-._~+/=".indexOf(c) >= 0;
    }

    private void assignment(Name name, int start, int end) {
        int i = end;
        // `"password":` and `['password'] =`
        while (i < line.length() && i - end < GAP_MAX && "\"'`])\\".indexOf(line.charAt(i)) >= 0) {
            i++;
        }
        i = blanks(i);
        boolean flag = line.startsWith("--", start) || line.startsWith("--", Math.max(0, start - 2));
        int value = afterOperator(i);
        if (value < 0 && flag && i > end) {
            value = i;
        }
        if (value < 0 || value >= line.length()) {
            return;
        }
        value(name, value);
    }

    /// Behind `=`, `:`, `:=`, `=>`, `->`, `==` or the `>` of an XML element, and behind a type
    /// as in `: String =`; -1 where nothing of this stands here.
    private int afterOperator(int from) {
        int i = from;
        while (i < line.length() && i - from < 3 && ":=>-?+".indexOf(line.charAt(i)) >= 0) {
            i++;
        }
        String operator = line.substring(from, i);
        if (operator.isEmpty() || operator.equals("-") || operator.equals("?") || operator.equals("+")) {
            return -1;
        }
        i = blanks(i);
        if (operator.equals(":")) {
            int type = i;
            while (type < line.length()
                    && type - i < 40
                    && (isNamePart(line.charAt(type)) || "<>[]?| ".indexOf(line.charAt(type)) >= 0)) {
                type++;
            }
            if (type > i && type < line.length() && line.charAt(type) == '=') {
                return blanks(type + 1);
            }
        }
        return i;
    }

    private int blanks(int from) {
        int i = from;
        while (i < line.length() && i - from < 200 && (line.charAt(i) == ' ' || line.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    private void value(Name name, int start) {
        char quote = line.charAt(start);
        boolean escaped = quote == '\\' && start + 1 < line.length() && isQuote(line.charAt(start + 1));
        if (escaped || isQuote(quote)) {
            int from = start + (escaped ? 2 : 1);
            int to = closing(from, escaped ? line.charAt(start + 1) : quote, escaped);
            judge(name, from, to, QUOTED);
            return;
        }
        int to = start;
        while (to < line.length() && to - start < VALUE_MAX && !endsBare(line.charAt(to))) {
            to++;
        }
        // a call, an index, a field: code, not a value
        boolean code = to < line.length() && "([{".indexOf(line.charAt(to)) >= 0;
        if (!code
                && !line.substring(start, to)
                        .matches("[A-Za-z_$][A-Za-z0-9_$]*(?:(?:\\.|->|\\?\\.)[A-Za-z_$][A-Za-z0-9_$]*)+")) {
            judge(name, start, to, BARE);
        }
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    private int closing(int from, char quote, boolean escaped) {
        int i = from;
        while (i < line.length() && i - from < VALUE_MAX) {
            char c = line.charAt(i);
            if (c == '\\' && escaped && i + 1 < line.length() && line.charAt(i + 1) == quote) {
                return i;
            }
            if (c == quote) {
                return i;
            }
            i += c == '\\' && !escaped ? 2 : 1;
        }
        return Math.min(i, line.length());
    }

    private static boolean endsBare(char c) {
        return Character.isWhitespace(c) || "\"'`,;()[]{}<>&|\\".indexOf(c) >= 0;
    }

    private void judge(Name name, int start, int end, double confidence) {
        if (start >= end) {
            return;
        }
        String value = line.substring(start, end);
        boolean quoted = confidence == QUOTED;
        boolean secret = switch (name) {
            case PASSWORD -> quoted ? Plausible.isPassword(value) : Plausible.isBarePassword(value);
            case TOKEN -> Plausible.isToken(value);
            case OTHER -> false;
        };
        if (secret) {
            found.add(new Secret(kind(name), start, end, confidence));
        }
    }

    private Kind kind(Name name) {
        if (line.contains("LoginModule") || line.contains("sasl.jaas")) {
            return Kind.KAFKA_PASSWORD;
        }
        return name == Name.PASSWORD ? Kind.PASSWORD : Kind.TOKEN;
    }
}
