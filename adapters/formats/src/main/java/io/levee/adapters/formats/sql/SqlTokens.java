package io.levee.adapters.formats.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The lexical structure of PostgreSQL (manual, section 4.1): nested comments, `'…'`, `E'…'`,
/// `$tag$…$tag$`, `"…"`, and the lines of psql that begin with a backslash. Never fails: what
/// is not closed ends with the text.
final class SqlTokens {
    /// @param text as it stands; a word in upper case
    record Token(Kind kind, String text, int line, boolean spaced) {
        boolean is(String word) {
            return kind == Kind.WORD && text.equals(word);
        }

        boolean isSign(char sign) {
            return kind == Kind.SIGN && text.charAt(0) == sign;
        }
    }

    enum Kind {
        /// Without quotes.
        WORD,
        /// In double quotes.
        QUOTED,
        LITERAL,
        NUMBER,
        SIGN
    }

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private int at;
    private int line;
    /// The first token of the statement that is being read.
    private int statement;

    private boolean spaced;
    private String problem = "";

    private SqlTokens(String text, int first) {
        this.text = text;
        this.line = first;
    }

    /// @param written the words as they were written, beside `tokens`
    /// @param problem what is not closed
    record Tokens(List<Token> tokens, List<String> written, String problem) {}

    static Tokens read(String text, int first) {
        SqlTokens reader = new SqlTokens(text, first);
        while (reader.at < text.length()) {
            reader.next();
        }
        return new Tokens(reader.tokens, reader.words, reader.problem);
    }

    private void next() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            step();
            spaced = true;
        } else if (text.startsWith("--", at) || (c == '\\' && beginsLine())) {
            skipLine();
        } else if (text.startsWith("/*", at)) {
            comment();
        } else if (c == '\'') {
            literal(at, false);
        } else if (c == '"') {
            quoted();
        } else if (c == '$' && dollarTag() > 0) {
            dollars(dollarTag());
        } else if (Character.isDigit(c)) {
            add(Kind.NUMBER, end(SqlTokens::isNumberPart));
        } else if (isWordStart(c)) {
            word();
        } else {
            add(Kind.SIGN, at + 1);
            if (c == ';') {
                rows();
                statement = tokens.size();
            }
        }
    }

    /// Behind `COPY … FROM stdin;` a dump has rows up to a line `\.`.
    private void rows() {
        List<Token> own = tokens.subList(statement, tokens.size());
        if (own.getFirst().is("COPY") && own.stream().anyMatch(token -> token.is("STDIN"))) {
            int end = text.indexOf("\n\\.", at);
            while (end >= 0 && at < end + 3) {
                step();
            }
        }
    }

    private void step() {
        if (text.charAt(at) == '\n') {
            line++;
        }
        at++;
    }

    private boolean beginsLine() {
        int before = at - 1;
        while (before >= 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
            before--;
        }
        return before < 0 || text.charAt(before) == '\n';
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
        spaced = true;
    }

    private void comment() {
        int began = line;
        int depth = 0;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                step();
            }
        } while (depth > 0 && at < text.length());
        spaced = true;
        if (depth > 0) {
            problem(began, "a comment that is not closed");
        }
    }

    private void word() {
        int end = end(SqlTokens::isWordPart);
        boolean prefix = end - at == 1 && end < text.length() && text.charAt(end) == '\'';
        char letter = Character.toUpperCase(text.charAt(at));
        if (prefix && (letter == 'E' || letter == 'B' || letter == 'X' || letter == 'N')) {
            literal(end, letter == 'E');
        } else {
            add(Kind.WORD, end);
        }
    }

    /// @param quote where its quote stands, behind an `E` or another letter
    private void literal(int quote, boolean escapes) {
        int began = line;
        int i = quote + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\' && escapes) {
                i++;
            } else if (c == '\'' && i + 1 < text.length() && text.charAt(i + 1) == '\'') {
                i++;
            } else if (c == '\'') {
                break;
            }
            i++;
        }
        if (i >= text.length()) {
            problem(began, "a text that is not closed");
        }
        add(Kind.LITERAL, Math.min(text.length(), i + 1));
    }

    private void quoted() {
        int end = text.indexOf('"', at + 1);
        while (end >= 0 && end + 1 < text.length() && text.charAt(end + 1) == '"') {
            end = text.indexOf('"', end + 2);
        }
        if (end < 0) {
            problem(line, "a name in quotes that is not closed");
        }
        add(Kind.QUOTED, end < 0 ? text.length() : end + 1);
    }

    /// The length of `$tag$` here; 0 where there is none.
    private int dollarTag() {
        if (at > 0 && isWordPart(text.charAt(at - 1))) {
            return 0;
        }
        int i = at + 1;
        while (i < text.length() && isWordPart(text.charAt(i)) && text.charAt(i) != '$') {
            i++;
        }
        boolean tag = i < text.length() && text.charAt(i) == '$' && (i == at + 1 || isWordStart(text.charAt(at + 1)));
        return tag ? i + 1 - at : 0;
    }

    private void dollars(int length) {
        String tag = text.substring(at, at + length);
        int end = text.indexOf(tag, at + length);
        if (end < 0) {
            problem(line, "a text after `%s` that is not closed".formatted(tag));
        }
        add(Kind.LITERAL, end < 0 ? text.length() : end + length);
    }

    private void add(Kind kind, int end) {
        String written = text.substring(at, end);
        tokens.add(new Token(kind, kind == Kind.WORD ? written.toUpperCase(Locale.ROOT) : written, line, spaced));
        words.add(written);
        spaced = false;
        while (at < end) {
            step();
        }
    }

    private int end(java.util.function.IntPredicate part) {
        int end = at + 1;
        while (end < text.length() && part.test(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private void problem(int began, String what) {
        if (problem.isEmpty()) {
            problem = "line %d: %s".formatted(began, what);
        }
    }

    private static boolean isWordStart(int c) {
        return c == '_' || Character.isLetter(c);
    }

    private static boolean isWordPart(int c) {
        return c == '_' || c == '$' || Character.isLetterOrDigit(c);
    }

    private static boolean isNumberPart(int c) {
        return c == '.' || c == '_' || Character.isLetterOrDigit(c);
    }
}
