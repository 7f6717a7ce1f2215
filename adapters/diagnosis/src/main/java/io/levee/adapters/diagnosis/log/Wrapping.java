package io.levee.adapters.diagnosis.log;

/// What collectors of logs put before each line, and terminals between its letters.
final class Wrapping {
    private static final char ESCAPE = 0x1b;
    private static final int NAME_MAX = 60;

    private Wrapping() {}

    /// Where the program's own line begins: after `2026-11-30T12:00:00.000000000Z stdout F ` of
    /// Kubernetes, `2026-11-30T12:00:00.000000000Z ` of its client, `job-1  | ` of Compose, and what
    /// else [Prefix] knows.
    static int contentStart(byte[] bytes, int from, int to) {
        if (isDigit(bytes, from, to) && to - from > 30 && bytes[from + 10] == 'T' && bytes[from + 19] == '.') {
            int content = afterTime(bytes, from, to);
            return content > from ? content : Prefix.end(bytes, from, to);
        }
        if (isLetter(bytes, from, to)) {
            int at = from;
            while (at < to && at - from < NAME_MAX && isName(bytes[at])) {
                at++;
            }
            int bar = at;
            while (bar < to && bar - at < NAME_MAX && bytes[bar] == ' ') {
                bar++;
            }
            if (bar > at && bar + 1 < to && bytes[bar] == '|' && bytes[bar + 1] == ' ') {
                return bar + 2;
            }
            return from;
        }
        return Prefix.end(bytes, from, to);
    }

    private static int afterTime(byte[] bytes, int from, int to) {
        int at = from + 20;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        boolean nanos = at - from - 20 >= 6 && at + 1 < to;
        if (!nanos) {
            return from;
        }
        int zone = at;
        while (zone < to && zone - at < 7 && bytes[zone] != ' ') {
            zone++;
        }
        if (zone >= to || bytes[zone] != ' ') {
            return from;
        }
        int content = zone + 1;
        if (starts(bytes, content, to, "stdout ") || starts(bytes, content, to, "stderr ")) {
            int flag = content + 7;
            return flag + 1 < to && bytes[flag + 1] == ' ' ? flag + 2 : flag;
        }
        // a logger of the program's own writes a level next; a client's time stands before anything
        return at - from - 20 == 9 ? content : from;
    }

    private static boolean starts(byte[] bytes, int from, int to, String word) {
        if (to - from < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(byte[] bytes, int at, int to) {
        return at < to && bytes[at] >= '0' && bytes[at] <= '9';
    }

    private static boolean isLetter(byte[] bytes, int at, int to) {
        return at < to && bytes[at] >= 'a' && bytes[at] <= 'z';
    }

    private static boolean isName(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '_'
                || b == '-'
                || b == '.';
    }

    /// Without colours and other sequences that a terminal obeys.
    static String plain(String line) {
        if (line.indexOf(ESCAPE) < 0) {
            return line;
        }
        StringBuilder plain = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c != ESCAPE) {
                plain.append(c);
                continue;
            }
            i = sequenceEnd(line, i + 1);
        }
        return plain.toString();
    }

    /// The last character of the sequence that begins after an escape.
    private static int sequenceEnd(String line, int from) {
        if (from >= line.length() || line.charAt(from) != '[') {
            return from;
        }
        int at = from + 1;
        while (at < line.length() && line.charAt(at) < 0x40) {
            at++;
        }
        return at;
    }
}
