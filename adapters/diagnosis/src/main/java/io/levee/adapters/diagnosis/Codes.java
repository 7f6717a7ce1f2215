package io.levee.adapters.diagnosis;

import java.util.Locale;

/// Codes of engines in text: error classes of Spark, SQLSTATEs, names of Kafka's errors.
final class Codes {
    private static final int STATE = 5;
    /// How far before a SQLSTATE it is said that it is one.
    private static final int BEFORE = 24;

    private Codes() {}

    /// Whether the code stands in the text as a word; what follows a dot is its part. Five digits
    /// and letters are a SQLSTATE only where the text says so.
    static boolean in(String text, String code) {
        int at = text.indexOf(code);
        while (at >= 0) {
            int end = at + code.length();
            boolean word =
                    (at == 0 || !isWord(text.charAt(at - 1))) && (end == text.length() || !isWord(text.charAt(end)));
            if (word && (!isState(code) || saysState(text, at, end))) {
                return true;
            }
            at = text.indexOf(code, at + 1);
        }
        return false;
    }

    /// The name of a class of Kafka as the protocol has it: `UnknownTopicOrPartitionException` is
    /// `UNKNOWN_TOPIC_OR_PARTITION`.
    static String ofClass(String simple) {
        String bare =
                simple.endsWith("Exception") ? simple.substring(0, simple.length() - "Exception".length()) : simple;
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < bare.length(); i++) {
            if (i > 0 && Character.isUpperCase(bare.charAt(i)) && !Character.isUpperCase(bare.charAt(i - 1))) {
                code.append('_');
            }
            code.append(Character.toUpperCase(bare.charAt(i)));
        }
        return code.toString();
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isState(String code) {
        return code.length() == STATE
                && code.chars().allMatch(c -> Character.isDigit(c) || Character.isUpperCase(c))
                && code.chars().anyMatch(Character::isDigit);
    }

    private static boolean saysState(String text, int at, int end) {
        String before = text.substring(Math.max(0, at - BEFORE), at).toLowerCase(Locale.ROOT);
        if (before.contains("sqlstate")
                || before.contains("sql state")
                || before.contains("code:")
                || before.contains("pgcode")) {
            return true;
        }
        // psql with all words: `ERROR:  42703: column …`
        String bare = before.stripTrailing();
        return text.startsWith(":", end) && (bare.endsWith("error:") || bare.endsWith("fatal:"));
    }
}
