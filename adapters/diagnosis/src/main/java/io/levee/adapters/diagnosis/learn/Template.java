package io.levee.adapters.diagnosis.learn;

import java.util.ArrayList;
import java.util.List;

/// What several messages have in common, word by word, as in Drain (He and others, 2017): words
/// that differ from one message to the next, or hold digits, are left open. Immutable.
record Template(List<String> words) {
    static final String OPEN = "<*>";

    /// Words of one; what follows is left out.
    private static final int WORDS_MAX = 40;

    /// Messages belong together where this much of their words is the same.
    private static final double ALIKE_MIN = 0.6;

    Template {
        words = List.copyOf(words);
    }

    static Template of(String message) {
        List<String> words = new ArrayList<>();
        for (String word : message.lines().findFirst().orElse("").strip().split("\\s+", WORDS_MAX + 1)) {
            if (words.size() < WORDS_MAX && !word.isEmpty()) {
                words.add(isOpen(word) ? OPEN : word);
            }
        }
        return new Template(words);
    }

    /// Numbers, paths, addresses, quoted names.
    private static boolean isOpen(String word) {
        return word.chars().anyMatch(c -> Character.isDigit(c) || c == '/' || c == '\'' || c == '"' || c == '`')
                || word.chars().anyMatch(c -> c > 0x7e || c < 0x20);
    }

    boolean isAlike(Template other) {
        if (words.size() != other.words.size() || words.isEmpty()) {
            return words.size() == other.words.size();
        }
        int same = 0;
        for (int i = 0; i < words.size(); i++) {
            same += words.get(i).equals(other.words.get(i)) ? 1 : 0;
        }
        return same >= ALIKE_MIN * words.size();
    }

    /// What both have in common.
    Template with(Template other) {
        List<String> joined = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            joined.add(words.get(i).equals(other.words.get(i)) ? words.get(i) : OPEN);
        }
        return new Template(joined);
    }

    /// An expression of RE2 that finds such messages; empty where nothing is common.
    String expression() {
        StringBuilder regex = new StringBuilder();
        boolean any = false;
        for (String word : words) {
            if (!regex.isEmpty()) {
                regex.append(' ');
            }
            any |= !word.equals(OPEN);
            regex.append(word.equals(OPEN) ? "\\S+" : escaped(word));
        }
        return any ? regex.toString() : "";
    }

    private static String escaped(String word) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '_' && c != ' ' && c < 0x80) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }
}
