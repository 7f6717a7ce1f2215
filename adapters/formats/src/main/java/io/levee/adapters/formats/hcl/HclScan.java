package io.levee.adapters.formats.hcl;

/// A place in a text of HCL and the steps over what stands there (HCL native syntax
/// specification, lexical elements). Never fails: what is not closed ends with the text.
final class HclScan {
    private final String text;
    private final int first;
    private int at;
    private int counted;
    private int line;

    HclScan(String text, int first) {
        this.text = text;
        this.first = first;
        this.line = first;
    }

    boolean done() {
        return at >= text.length();
    }

    /// NUL at the end.
    char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    boolean looksAt(String word) {
        return text.startsWith(word, at);
    }

    int at() {
        return at;
    }

    void backTo(int place) {
        at = place;
    }

    void skip() {
        at++;
    }

    String from(int begin) {
        return text.substring(begin, Math.min(at, text.length()));
    }

    /// The number of the line here.
    int line() {
        if (counted > at) {
            counted = 0;
            line = first;
        }
        for (; counted < at && counted < text.length(); counted++) {
            if (text.charAt(counted) == '\n') {
                line++;
            }
        }
        return line;
    }

    /// Over spaces, and over comments that do not end a line.
    void spaces() {
        while (!done()) {
            char c = peek();
            if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else if (looksAt("/*")) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else {
                return;
            }
        }
    }

    /// Over spaces, comments and ends of lines.
    void blanks() {
        while (!done()) {
            spaces();
            if (peek() == '\n') {
                at++;
            } else if (!done() && atComment()) {
                restOfLine();
            } else {
                return;
            }
        }
    }

    boolean atComment() {
        return peek() == '#' || looksAt("//");
    }

    void restOfLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    /// A name; empty where none begins here.
    String word() {
        int begin = at;
        if (!done() && (Character.isLetter(peek()) || peek() == '_')) {
            while (!done() && (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '-')) {
                at++;
            }
        }
        return text.substring(begin, at);
    }

    /// Over `"…"` with what is interpolated in it.
    void quoted() {
        at++;
        int depth = 0;
        while (!done()) {
            char c = peek();
            if (c == '\\') {
                at++;
            } else if (depth == 0 && c == '"') {
                at++;
                return;
            } else if (looksAt("${") || looksAt("%{")) {
                depth++;
                at++;
            } else if (depth > 0 && c == '}') {
                depth--;
            } else if (c == '\n' && depth == 0) {
                return;
            }
            at++;
        }
        at = text.length();
    }

    /// Over `<<EOT … EOT`: what stands between.
    String heredoc() {
        int begin = at;
        at += looksAt("<<-") ? 3 : 2;
        String end = word();
        if (end.isEmpty()) {
            return text.substring(begin, at);
        }
        restOfLine();
        StringBuilder inside = new StringBuilder();
        while (!done()) {
            at++;
            int from = at;
            restOfLine();
            String content = text.substring(Math.min(from, text.length()), at);
            if (content.strip().equals(end)) {
                break;
            }
            inside.append(content.stripTrailing()).append('\n');
        }
        return inside.toString();
    }
}
