package io.levee.adapters.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Exit codes of processes, containers and executors as logs state them.
final class ExitCodes {
    /// In lower case, before the number.
    private static final List<String> BEFORE = List.of(
            "exit code",
            "exitcode",
            "exit status",
            "exited with code",
            "exited with",
            "exit_code",
            "return code",
            "returned exit code",
            "exit value");

    static final List<String> WORDS = List.of(
            "exit code",
            "exitcode",
            "exit status",
            "exited with",
            "exit_code",
            "return code",
            "exit value",
            "oomkilled",
            "sigsegv",
            "sigkill",
            "sigterm",
            "signal 9",
            "signal 11",
            "signal 15",
            "killed process",
            "segmentation fault");

    /// What the state of a container that ended otherwise says.
    private static final Pattern NOT_KILLED = Pattern.compile("oomkilled\"?\\s{0,4}[:=]\\s{0,4}\"?false");

    private ExitCodes() {}

    static Set<Integer> in(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        Set<Integer> codes = new TreeSet<>();
        for (String word : BEFORE) {
            int at = lower.indexOf(word);
            while (at >= 0) {
                number(lower, at + word.length(), codes);
                at = lower.indexOf(word, at + 1);
            }
        }
        if ((lower.contains("oomkilled") && !NOT_KILLED.matcher(lower).find())
                || lower.contains("sigkill")
                || lower.contains("killed process")
                || lower.contains("signal 9")) {
            codes.add(137);
        }
        if (lower.contains("sigsegv") || lower.contains("segmentation fault") || lower.contains("signal 11")) {
            codes.add(139);
        }
        if (lower.contains("sigterm") || lower.contains("signal 15")) {
            codes.add(143);
        }
        return codes;
    }

    /// `: 137`, ` is 137`, `=137`, ` 137`; a success is no failure's code.
    private static void number(String text, int from, Set<Integer> codes) {
        int at = from;
        while (at < text.length() && at - from < 6 && !Character.isDigit(text.charAt(at))) {
            if (" :=is\"'(".indexOf(text.charAt(at)) < 0) {
                return;
            }
            at++;
        }
        int end = at;
        while (end < text.length() && end - at < 4 && Character.isDigit(text.charAt(end))) {
            end++;
        }
        if (end > at && end - at < 4) {
            int code = Integer.parseInt(text, at, end, 10);
            if (code > 0 && code < 256) {
                codes.add(code);
            }
        }
    }
}
