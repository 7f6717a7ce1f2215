package io.levee.adapters.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Writes a text that a regular expression is likely to match: classes, groups, alternatives and repeats are read,
/// looks around are passed over. Whoever asks checks the text.
final class PatternText {
    private static final int MORE_MAX = 3;

    private final String pattern;
    private final Random random;
    private int at;

    PatternText(String pattern, Random random) {
        this.pattern = pattern;
        this.random = random;
    }

    String text() {
        return alternatives();
    }

    private String alternatives() {
        List<String> all = new ArrayList<>(List.of(sequence()));
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            all.add(sequence());
        }
        return all.get(random.nextInt(all.size()));
    }

    private String sequence() {
        StringBuilder text = new StringBuilder();
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            int start = at;
            String once = atom();
            int end = at;
            int times = times();
            int after = at;
            if (times == 0) {
                continue;
            }
            text.append(once);
            for (int i = 1; i < times; i++) {
                at = start;
                text.append(atom());
                if (at != end) {
                    throw new StringIndexOutOfBoundsException(at);
                }
            }
            at = after;
        }
        return text.toString();
    }

    private String atom() {
        char c = pattern.charAt(at++);
        return switch (c) {
            case '^', '$' -> "";
            case '.' -> "x";
            case '(' -> group();
            case '[' -> oneOf(characters());
            case '\\' -> escaped();
            default -> String.valueOf(c);
        };
    }

    private String group() {
        boolean looks = false;
        if (pattern.startsWith("?", at)) {
            if (pattern.startsWith("?:", at)) {
                at += 2;
            } else if (pattern.startsWith("?<", at) && "=!".indexOf(pattern.charAt(at + 2)) < 0) {
                at = pattern.indexOf('>', at) + 1;
            } else {
                looks = true;
                at += pattern.startsWith("?<", at) ? 3 : 2;
            }
        }
        String inside = alternatives();
        at++;
        return looks ? "" : inside;
    }

    private String escaped() {
        char c = pattern.charAt(at++);
        return switch (c) {
            case 'b', 'B', 'A', 'z', 'Z' -> "";
            case 'u' -> {
                at += 4;
                yield String.valueOf((char) Integer.parseInt(pattern.substring(at - 4, at), 16));
            }
            case 'p', 'P' -> {
                at = pattern.indexOf('}', at) + 1;
                yield c == 'p' ? "A" : "-";
            }
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            default -> oneOf(kind(c));
        };
    }

    private static String kind(char c) {
        return switch (c) {
            case 'd' -> "0123456789";
            case 'w' -> "abcxyzABC0123_";
            case 's' -> " ";
            case 'S', 'D' -> "abc";
            case 'W' -> "-";
            default -> String.valueOf(c);
        };
    }

    /// What a class holds, up to its end; of one that is negated, some that it does not hold.
    private String characters() {
        boolean not = pattern.charAt(at) == '^';
        if (not) {
            at++;
        }
        StringBuilder all = new StringBuilder();
        boolean first = true;
        while (first || pattern.charAt(at) != ']') {
            first = false;
            char c = pattern.charAt(at++);
            if (c == '\\') {
                at--;
                at++;
                all.append(escapedInClass());
            } else if (pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
                char to = pattern.charAt(at + 1);
                at += 2;
                if (to == '\\') {
                    to = pattern.charAt(at++);
                }
                for (char between = c; between <= to && between < c + 200; between++) {
                    all.append(between);
                }
            } else {
                all.append(c);
            }
        }
        at++;
        if (!not) {
            return all.toString();
        }
        StringBuilder others = new StringBuilder();
        for (char c = ' ' + 1; c < 127; c++) {
            if (all.indexOf(String.valueOf(c)) < 0) {
                others.append(c);
            }
        }
        return others.toString();
    }

    private String escapedInClass() {
        char c = pattern.charAt(at);
        if ("dwsSDW".indexOf(c) >= 0) {
            at++;
            return kind(c);
        }
        return escaped();
    }

    private String oneOf(String characters) {
        return characters.isEmpty() ? "" : String.valueOf(characters.charAt(random.nextInt(characters.length())));
    }

    private int times() {
        if (at >= pattern.length()) {
            return 1;
        }
        int times;
        switch (pattern.charAt(at)) {
            case '?' -> times = random.nextInt(2);
            case '*' -> times = random.nextInt(MORE_MAX);
            case '+' -> times = 1 + random.nextInt(MORE_MAX);
            case '{' -> {
                int close = pattern.indexOf('}', at);
                String[] limits = pattern.substring(at + 1, close).split(",", -1);
                int least = limits[0].isEmpty() ? 0 : Integer.parseInt(limits[0]);
                int most = limits.length == 1
                        ? least
                        : limits[1].isEmpty() ? least + MORE_MAX : Integer.parseInt(limits[1]);
                times = least + random.nextInt(Math.min(most - least, 50) + 1);
                at = close;
            }
            default -> {
                return 1;
            }
        }
        at++;
        if (at < pattern.length() && "?+".indexOf(pattern.charAt(at)) >= 0) {
            at++;
        }
        return times;
    }
}
