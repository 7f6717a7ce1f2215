package io.levee.change;

import io.levee.change.Secrets.Kind;
import io.levee.change.Secrets.Secret;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A private key between `-----BEGIN … PRIVATE KEY-----` and its end (RFC 7468, OpenSSH, PGP,
/// PuTTY), as lines or in one string with `\n`. The frame alone is none.
final class KeyBlock {
    /// Lines of the longest keys in use, and as many again.
    private static final int LINES_MAX = 1_000;

    private static final double CONFIDENCE = 0.99;
    private static final Pattern BEGIN =
            Pattern.compile("-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?[A-Z ]{0,10}-{4,5}|Private-Lines: \\d");

    private static final Pattern END = Pattern.compile("-{4,5} ?END |Private-MAC:");
    /// Base64 that begins a key is longer than any name in code.
    private static final int FIRST_MIN = 32;

    private static final String AROUND = " \t\r\"'`,;()[]{}|#*>:-";
    private static final Pattern HEADER = Pattern.compile("\\s*(?:Proc-Type|DEK-Info|Comment|Version|Hash|Charset):.*");
    private int left;
    private boolean hasMaterial;

    List<Secret> next(String line) {
        if (left > 0) {
            left--;
            return goOn(line, 0);
        }
        if (!line.contains("PRIVATE KEY") && !line.contains("Private-Lines")) {
            return List.of();
        }
        Matcher begin = BEGIN.matcher(line);
        int from = -1;
        while (begin.find()) {
            from = begin.end();
        }
        if (from < 0) {
            return List.of();
        }
        left = LINES_MAX;
        hasMaterial = false;
        return goOn(line, from);
    }

    private List<Secret> goOn(String line, int from) {
        Matcher end = END.matcher(line).region(from, line.length());
        boolean ends = end.find();
        int start = from;
        int to = ends ? end.start() : line.length();
        while (start < to && (isAround(line, start) || isPlus(line, start, start + 1))) {
            start += line.charAt(start) == '\\' ? 2 : 1;
        }
        while (to > start && (isAround(line, to - 1) || isPlus(line, to - 1, to - 2))) {
            to--;
        }
        to = withoutEscape(line, start, to);
        boolean has = start < to && isMaterial(line.substring(start, to));
        if (ends || !(has || from > 0 || start >= to || HEADER.matcher(line).matches())) {
            left = 0;
        }
        hasMaterial |= has;
        return has ? List.of(new Secret(Kind.PRIVATE_KEY, start, to, CONFIDENCE)) : List.of();
    }

    private static boolean isAround(String line, int at) {
        char c = line.charAt(at);
        return AROUND.indexOf(c) >= 0
                || (c == '\\' && at + 1 < line.length() && "nrt".indexOf(line.charAt(at + 1)) >= 0);
    }

    /// A plus that joins strings, not one of base64.
    private static boolean isPlus(String line, int at, int inside) {
        return line.charAt(at) == '+'
                && inside >= 0
                && inside < line.length()
                && " \t\"'`".indexOf(line.charAt(inside)) >= 0;
    }

    /// Line ends that a language writes as `\n` belong to its string, not to the key.
    private static int withoutEscape(String line, int start, int to) {
        int end = to;
        while (end - 2 >= start && line.charAt(end - 2) == '\\' && "nr".indexOf(line.charAt(end - 1)) >= 0) {
            end -= 2;
        }
        return end;
    }

    private boolean isMaterial(String text) {
        String base64 = text.replace("\\n", "").replace("\\r", "").replace("\\/", "/");
        return base64.chars().allMatch(KeyBlock::isBase64) && (hasMaterial || base64.length() >= FIRST_MIN);
    }

    private static boolean isBase64(int c) {
        return SecretFormats.isLetterOrDigit(c) || c == '+' || c == '/' || c == '=';
    }
}
