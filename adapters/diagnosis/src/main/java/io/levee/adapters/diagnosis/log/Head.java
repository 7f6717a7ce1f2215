package io.levee.adapters.diagnosis.log;

import java.util.Locale;
import java.util.Optional;

/// How a line begins: with a time, with a level, or as neither.
///
/// @param begins  whether a logger began something new here
/// @param level   [Level#NONE] where the line says none
/// @param message where the message begins in the line
public record Head(boolean begins, Level level, int message) {
    /// Where a level may stand. What comes later is the message.
    private static final int LEVEL_WITHIN = 160;

    private static final int TOKENS_MAX = 8;

    public static Head of(String line) {
        int time = timeEnd(line);
        int limit = Math.min(line.length(), time + LEVEL_WITHIN);
        int at = time;
        boolean named = true;
        for (int token = 0; token < TOKENS_MAX && at < limit; token++) {
            int start = skip(line, at, limit);
            int end = wordEnd(line, start, limit);
            if (end == start) {
                break;
            }
            if (time == 0 && !named) {
                break; // without a time, only a number or the name of a thread stands before the level
            }
            named = bracketed(line, start) || isNumber(line, start, end);
            Optional<Level> level = level(line, start, end, time > 0, token);
            if (level.isPresent()) {
                return new Head(true, level.get(), afterLevel(line, end));
            }
            at = tokenEnd(line, end, limit);
        }
        return new Head(time > 0, Level.NONE, time);
    }

    /// Whether a line begins with a time.
    public static boolean hasTime(String line) {
        return timeEnd(line) > 0;
    }

    /// PostgreSQL writes what belongs to an error with a time and a word of its own.
    static boolean goesOn(String line, Head head) {
        String rest = line.substring(Math.min(line.length(), head.message())).stripLeading();
        for (String word : new String[] {"DETAIL:", "HINT:", "CONTEXT:", "STATEMENT:", "QUERY:", "LOCATION:"}) {
            if (rest.startsWith(word) || (rest.length() < 400 && rest.contains("] " + word))) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Level> level(String line, int start, int end, boolean timed, int token) {
        if (end - start > 9) {
            return Optional.empty();
        }
        String word = line.substring(start, end);
        // `[12.3s][error][gc]` and JSON write it small; prose does too
        boolean small = Character.isLowerCase(word.charAt(0)) && timed && bracketed(line, start);
        Optional<Level> level = Level.of(small ? word.toUpperCase(Locale.ROOT) : word);
        char after = end < line.length() ? line.charAt(end) : ' ';
        boolean apart = after == ' ' || after == ':' || after == ']' || after == '|' || after == '\t' || after == ',';
        if (level.isEmpty() || !apart) {
            return Optional.empty();
        }
        // `ERROR not found` begins a sentence of anybody
        boolean logger = timed || token > 0 || after == ':' || after == ']' || namesLogger(line, end);
        return logger ? level : Optional.empty();
    }

    /// `ERROR org.example.Job - message`, `ERROR Executor: message`.
    private static boolean namesLogger(String line, int end) {
        int start = skip(line, end, line.length());
        int stop = wordEnd(line, start, line.length());
        if (stop == start) {
            return false;
        }
        boolean dotted = line.substring(start, stop).indexOf('.') > 0;
        return dotted || line.startsWith(":", stop) || line.startsWith(" - ", stop) || bracketed(line, start);
    }

    private static boolean isNumber(String line, int start, int end) {
        return line.substring(start, end).chars().allMatch(Character::isDigit);
    }

    private static boolean bracketed(String line, int start) {
        return start > 0 && (line.charAt(start - 1) == '[' || line.charAt(start - 1) == '(');
    }

    private static int skip(String line, int from, int limit) {
        int at = from;
        while (at < limit && " \t[]()|-<>*,:".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static int wordEnd(String line, int from, int limit) {
        int at = from;
        while (at < limit && (Character.isLetterOrDigit(line.charAt(at)) || "._$-/#@+".indexOf(line.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }

    private static int tokenEnd(String line, int from, int limit) {
        int at = from;
        while (at < limit && line.charAt(at) != ' ' && line.charAt(at) != ']' && line.charAt(at) != '\t') {
            at++;
        }
        return Math.min(limit, at + 1);
    }

    private static int afterLevel(String line, int end) {
        int at = end;
        while (at < line.length() && ": ]|\t".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /// After a time at the start of the line, or 0.
    static int timeEnd(String line) {
        int at = 0;
        while (at < line.length() && (line.charAt(at) == '[' || line.charAt(at) == '(')) {
            at++;
        }
        int start = at;
        boolean colon = false;
        int digits = 0;
        if (named(line, at)) {
            at += 4;
        }
        while (at < line.length() && at - start < 40) {
            char c = line.charAt(at);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == ':') {
                colon = true;
            } else if (!(c == '-' || c == '/' || c == '.' || c == ',' || c == '+' || c == 'T' || c == 'Z' || c == 's')
                    && !(c == ' ' && continuesTime(line, at + 1))) {
                break;
            }
            at++;
        }
        boolean seconds = at > start && line.charAt(at - 1) == 's' && digits > 3;
        return (colon && digits >= 6) || seconds ? at : 0;
    }

    /// `Nov 30 12:00:00`.
    private static boolean named(String line, int at) {
        return line.length() > at + 6
                && Character.isUpperCase(line.charAt(at))
                && line.charAt(at + 3) == ' '
                && (Character.isDigit(line.charAt(at + 4)) || Character.isDigit(line.charAt(at + 5)));
    }

    /// A blank between date and hour.
    private static boolean continuesTime(String line, int at) {
        return at + 2 < line.length()
                && (Character.isDigit(line.charAt(at)) || line.charAt(at) == ' ')
                && Character.isDigit(line.charAt(at + 1))
                && (line.charAt(at + 2) == ':' || line.charAt(at + 2) == ' ');
    }
}
