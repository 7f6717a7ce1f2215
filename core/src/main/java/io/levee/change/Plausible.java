package io.levee.change;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether a value may be a real secret, or is made for people to read, replace or look up.
final class Plausible {
    private static final double RANDOM_BITS_MIN = 2.7;
    private static final double TOKEN_BITS_MIN = 3.2;
    private static final double HEX_BITS_MIN = 3.0;
    private static final int PASSWORD_MIN = 6;
    private static final int TOKEN_MIN = 16;
    private static final int LENGTH_MAX = 1_024;

    /// Words of values that wait for the real one.
    private static final Set<String> PLACEHOLDERS = Set.of(
            "example",
            "examples",
            "sample",
            "placeholder",
            "dummy",
            "fake",
            "test",
            "tests",
            "testing",
            "tester",
            "todo",
            "fixme",
            "change",
            "changeme",
            "changeit",
            "replace",
            "replaceme",
            "insert",
            "your",
            "yours",
            "my",
            "redacted",
            "removed",
            "hidden",
            "masked",
            "censored",
            "secret",
            "secrets",
            "password",
            "passwd",
            "pass",
            "passw",
            "pwd",
            "passphrase",
            "token",
            "tokens",
            "credential",
            "credentials",
            "foo",
            "bar",
            "foobar",
            "baz",
            "qux",
            "none",
            "null",
            "nil",
            "true",
            "false",
            "undefined",
            "empty",
            "default",
            "demo",
            "mock",
            "mocked",
            "stub",
            "admin",
            "root",
            "user",
            "username",
            "guest",
            "postgres",
            "mysql",
            "redis",
            "rabbitmq",
            "letmein",
            "qwerty",
            "hunter",
            "invalid",
            "wrong",
            "bad",
            "old",
            "new",
            "some",
            "any",
            "random",
            "string",
            "value",
            "here",
            "xxx",
            "aaa",
            "abc",
            "abcd",
            "abcdef",
            "abcdefgh",
            "asdf",
            "lorem",
            "ipsum",
            "hello",
            "world",
            "not",
            "valid",
            "expected",
            "actual",
            "unknown",
            "local",
            "localhost",
            "dev",
            "development",
            "staging",
            "pw",
            "key",
            "keys",
            "apikey",
            "api",
            "enter",
            "correct",
            "horse",
            "battery",
            "staple",
            "swordfish",
            "super",
            "supersecret",
            "topsecret",
            "notasecret");

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private static final Pattern DIGEST = Pattern.compile(
            "(?:sha\\d{1,3}|md5|blake\\w{1,3}|\\$?2[aby]\\$|\\$argon2|pbkdf2|scrypt|bcrypt|SCRAM-SHA|\\{[A-Z0-9-]+})[-:=$].*",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern REFERENCE = Pattern.compile(
            "(?:\\$|%[({A-Za-z]|@|<|\\{|\\[|!|&|\\*|#|\\.|/|~|https?:|ENC\\(|arn:|vault:|file:|env:|op://|ref:|ref\\+|classpath:|data:|"
                    + "projects/|secrets?[./]|process\\.|os\\.|env\\.|System\\.|self\\.|this\\.|config\\.).*",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern WORDS = Pattern.compile("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])");

    private Plausible() {}

    /// Whether the body of a token of a known format is no template.
    static boolean isRandom(String body) {
        return distinct(body) >= Math.min(8, body.length() / 2) && bits(body) >= RANDOM_BITS_MIN && !hasSequence(body);
    }

    /// Whether something that is called a password may be one: no template, no reference, no
    /// plain words.
    static boolean isPassword(String value) {
        return value.length() >= PASSWORD_MIN
                && value.length() <= LENGTH_MAX
                && !isMeantForPeople(value)
                && classes(value) >= (value.length() >= 8 ? 2 : 3)
                && distinct(value) >= 5
                && !isName(value);
    }

    /// The same of a value without quotes, which may be code: a digit and a letter at least.
    static boolean isBarePassword(String value) {
        return value.length() >= 8
                && value.chars().anyMatch(Character::isDigit)
                && value.chars().anyMatch(Character::isLetter)
                && isPassword(value);
    }

    /// Whether something that is called a token or a key may be one: long, and without order.
    static boolean isToken(String value) {
        if (value.length() < TOKEN_MIN || value.length() > LENGTH_MAX || isMeantForPeople(value)) {
            return false;
        }
        boolean hex = value.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        boolean digit = value.chars().anyMatch(Character::isDigit);
        boolean letter = value.chars().anyMatch(SecretFormats::isLetterOrDigit);
        return digit && letter && bits(value) >= (hex ? HEX_BITS_MIN : TOKEN_BITS_MIN) && !isName(value);
    }

    /// A template, a reference to what is kept elsewhere, a digest, an identifier, or a
    /// sentence.
    private static boolean isMeantForPeople(String value) {
        return hasBlank(value)
                || hasMarkup(value)
                || REFERENCE.matcher(value).matches()
                || UUID.matcher(value).matches()
                || DIGEST.matcher(value).matches()
                || hasSequence(value)
                || isRepeated(value)
                || hasPlaceholder(value);
    }

    private static boolean hasBlank(String value) {
        return value.chars().anyMatch(c -> Character.isWhitespace(c) || c < 0x20);
    }

    private static boolean hasMarkup(String value) {
        return value.contains("${")
                || value.contains("{{")
                || value.contains("$(")
                || value.contains("#{")
                || value.contains("%{")
                || value.contains("<%")
                || value.contains("[redacted")
                || value.contains("...")
                || value.contains("…")
                || value.contains("***")
                || value.contains("::")
                || value.contains("://");
    }

    /// What nobody draws at random.
    private static boolean hasSequence(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return lower.contains("xxxx")
                || lower.contains("example")
                || lower.contains("placeholder")
                || lower.contains("12345678")
                || lower.contains("abcdefgh")
                || lower.contains("00000000")
                || lower.contains("deadbeef")
                || lower.contains("redacted");
    }

    /// Whether it is one stretch over and over.
    private static boolean isRepeated(String value) {
        for (int period = 1; period <= value.length() / 2 && period <= 16; period++) {
            if (value.regionMatches(0, value, period, value.length() - period)) {
                return true;
            }
        }
        return false;
    }

    /// Whether one of its words says that it waits for the real one. A word of a few letters
    /// says so only where the value is made of words.
    private static boolean hasPlaceholder(String value) {
        int letters = 0;
        int known = 0;
        for (String word : WORDS.split(value, 64)) {
            letters += word.length();
            known += PLACEHOLDERS.contains(word.toLowerCase(Locale.ROOT)) ? word.length() : 0;
        }
        return known > 0 && known * 3 >= letters;
    }

    /// A name of code or of a thing: words of letters with separators and at most a number at
    /// the end of each.
    private static boolean isName(String value) {
        int words = 0;
        for (String part : value.split("[-_.:/@,]", -1)) {
            if (!part.matches("[A-Za-z]*[0-9]{0,4}") || isMixed(part)) {
                return false;
            }
            words++;
        }
        // one word with a number behind it may be a password, and is a poor one
        return words > 1 || value.chars().noneMatch(Character::isDigit);
    }

    /// Capitals where no word has them: `aXbQzR`.
    private static boolean isMixed(String part) {
        int turns = 0;
        for (int i = 1; i < part.length(); i++) {
            boolean upper = Character.isUpperCase(part.charAt(i));
            boolean before = Character.isUpperCase(part.charAt(i - 1));
            turns += upper != before ? 1 : 0;
        }
        return part.length() >= 8 && turns * 2 > part.length();
    }

    private static int classes(String value) {
        int lower = 0;
        int upper = 0;
        int digit = 0;
        int other = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 'a' && c <= 'z') {
                lower = 1;
            } else if (c >= 'A' && c <= 'Z') {
                upper = 1;
            } else if (c >= '0' && c <= '9') {
                digit = 1;
            } else {
                other = 1;
            }
        }
        return lower + upper + digit + other;
    }

    private static int distinct(String value) {
        return (int) value.chars().limit(LENGTH_MAX).distinct().count();
    }

    /// Shannon's entropy of its characters, in bits for each.
    static double bits(String value) {
        int length = Math.min(value.length(), LENGTH_MAX);
        int[] counts = new int[128];
        for (int i = 0; i < length; i++) {
            counts[value.charAt(i) & 127]++;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / length;
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }
}
