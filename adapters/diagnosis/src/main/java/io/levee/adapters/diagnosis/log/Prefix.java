package io.levee.adapters.diagnosis.log;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// What journals, builders and the clients of clusters put before each line of a program. It is
/// asked of every line of a log, so that most are let go after a look at two or three bytes.
final class Prefix {
    /// Letters of a machine, a unit or a stream.
    private static final int NAME_MAX = 160;

    private static final int LEVEL_MAX = 9;

    /// Files of Airflow that tell what a program wrote which it started.
    private static final List<String> RELAYS = List.of(
            "{subprocess.py:",
            "{bash.py:",
            "{bash_operator.py:",
            "{logging_mixin.py:",
            "{pod_manager.py:",
            "{docker.py:",
            "{ssh.py:",
            "{spark_submit.py:",
            "{spark_submit_hook.py:");

    private Prefix() {}

    /// Where the program's own line begins, `from` where nothing stands before it. What a program's
    /// own logger would write, a time and then a level, is left to [Head].
    static int end(byte[] bytes, int from, int to) {
        int end = from;
        if (to - from < 16) {
            return from;
        }
        if (bytes[from] == '[') {
            end = bracketed(bytes, from, to);
        } else if (isDigit(bytes[from]) && bytes[from + 10] == 'T') {
            end = afterIsoTime(bytes, from, to);
        } else if (bytes[from] >= 'A' && bytes[from] <= 'Z' && isSyslogTime(bytes, from)) {
            end = unit(bytes, from + 16, to);
        }
        return end > from && !tellsLevel(bytes, end, to) ? end : from;
    }

    /// `[pod/nightly-x7k2p/main] `, `[2026-11-30T12:00:00.123Z] `, and Airflow's
    /// `[2026-11-30, 12:00:00 UTC] {subprocess.py:94} INFO - `.
    private static int bracketed(byte[] bytes, int from, int to) {
        int close = find(bytes, from, to, ']');
        if (close < 0 || close + 1 >= to || bytes[close + 1] != ' ') {
            return -1;
        }
        if (starts(bytes, from + 1, to, "pod/")) {
            return close + 2;
        }
        if (!isDigit(bytes[from + 1])) {
            return -1;
        }
        if (bytes[from + 11] == 'T' && bytes[close - 1] == 'Z') {
            return close + 2;
        }
        return relayed(bytes, close + 2, to);
    }

    private static int relayed(byte[] bytes, int at, int to) {
        if (at >= to || bytes[at] != '{') {
            return -1;
        }
        int name = starts(bytes, at, to, "{{") ? at + 1 : at;
        if (RELAYS.stream().noneMatch(relay -> starts(bytes, name, to, relay))) {
            return -1;
        }
        for (int i = name; i < to - 4 && i - name < NAME_MAX; i++) {
            if (starts(bytes, i, to, "} ") && starts(bytes, i + 2, to, "INFO - ")) {
                return i + 9;
            }
        }
        return -1;
    }

    /// After `2026-11-30T12:00:00`: builders write seven digits of a second and nothing else, clients
    /// of clouds the stream, those of Loki its labels, journals the machine and the unit.
    private static int afterIsoTime(byte[] bytes, int from, int to) {
        int blank = find(bytes, from + 16, to, ' ');
        if (blank < 0 || blank - from > 36) {
            return -1;
        }
        int length = blank - from;
        int at = blank + 1;
        if (length == 28 && bytes[from + 19] == '.' && bytes[blank - 1] == 'Z') {
            return at;
        }
        if (at < to && bytes[at] == '{') {
            int close = find(bytes, at, to, '}');
            int quote = find(bytes, at, to, '"');
            boolean labels = quote > 0 && quote < close && bytes[quote - 1] == '=';
            return labels && close + 1 < to && bytes[close + 1] == ' ' ? close + 2 : -1;
        }
        if (length == 32 && starts(bytes, blank - 6, to, "+00:00 ")) {
            int stream = find(bytes, at, to, ' ');
            int slash = find(bytes, at, to, '/');
            return slash > at && slash < stream ? stream + 1 : unit(bytes, at, to);
        }
        return unit(bytes, at, to);
    }

    /// After `host01 nightly[4711]: ` or `host01 kernel: `.
    private static int unit(byte[] bytes, int from, int to) {
        int blank = find(bytes, from, to, ' ');
        if (blank <= from) {
            return -1;
        }
        int colon = find(bytes, blank, to, ':');
        if (colon < 0 || colon + 1 >= to || bytes[colon + 1] != ' ') {
            return -1;
        }
        int next = find(bytes, blank + 1, to, ' ');
        if (next >= 0 && next < colon) {
            return -1;
        }
        boolean numbered = bytes[colon - 1] == ']' && isDigit(bytes[colon - 2]);
        return numbered || starts(bytes, blank + 1, to, "kernel:") ? colon + 2 : -1;
    }

    /// `Nov 30 12:00:00 `.
    private static boolean isSyslogTime(byte[] bytes, int from) {
        return bytes[from + 3] == ' '
                && bytes[from + 6] == ' '
                && bytes[from + 9] == ':'
                && bytes[from + 12] == ':'
                && bytes[from + 15] == ' ';
    }

    private static boolean tellsLevel(byte[] bytes, int from, int to) {
        int start = from;
        while (start < to && (bytes[start] == '[' || bytes[start] == ' ')) {
            start++;
        }
        int end = start;
        while (end < to && end - start <= LEVEL_MAX && bytes[end] >= 'A' && bytes[end] <= 'Z') {
            end++;
        }
        return end - start > 2
                && end - start <= LEVEL_MAX
                && Level.of(new String(bytes, start, end - start, StandardCharsets.US_ASCII))
                        .isPresent();
    }

    private static int find(byte[] bytes, int from, int to, char wanted) {
        for (int i = from; i < to && i - from < NAME_MAX; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
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

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
