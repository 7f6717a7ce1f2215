package io.levee.adapters.cedar;

import io.levee.organisation.PolicySource;
import java.util.ArrayList;
import java.util.List;

/// Splits a file into its policies, so that each one is parsed, validated, named and remembered by itself and a
/// mistake in one hides no mistake in another. Knows of Cedar only strings, comments, brackets and the semicolon.
final class PolicyText {
    /// An `if` within an `if` takes Cedar deeper than one more `&&` does.
    private static final int CONDITIONAL_WEIGHT = 8;

    private final PolicySource source;
    private final String text;
    private final List<Statement> statements = new ArrayList<>();
    private int at;
    private int line = 1;

    private PolicyText(PolicySource source) {
        this.source = source;
        this.text = source.text();
    }

    static List<Statement> split(PolicySource source) {
        PolicyText policies = new PolicyText(source);
        policies.skipBlank();
        while (policies.at < policies.text.length()) {
            policies.statement();
            policies.skipBlank();
        }
        return List.copyOf(policies.statements);
    }

    private void skipBlank() {
        while (at < text.length()) {
            if (text.startsWith("//", at)) {
                skipComment();
            } else if (Character.isWhitespace(text.charAt(at))) {
                step();
            } else {
                return;
            }
        }
    }

    private void statement() {
        int start = at;
        int startLine = line;
        int depth = 0;
        int deepest = 0;
        int operators = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith("//", at)) {
                skipComment();
                continue;
            }
            if (c == '"') {
                skipString();
                continue;
            }
            if (c == '(' || c == '[' || c == '{') {
                deepest = Math.max(deepest, ++depth);
                operators++; // `a["b"]["c"]` nests no brackets, and takes the parser as deep as `a.b.c`
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            } else {
                operators += weight(c);
            }
            step();
            if (c == ';') {
                break;
            }
        }
        String policy = text.substring(start, at);
        statements.add(new Statement(source.file(), statements.size() + 1, startLine, policy, deepest, operators));
    }

    /// What a character may cost of the native stack. Two-character operators count twice; the limit has room.
    private int weight(char c) {
        if (c == 'i' && isWord("if")) {
            return CONDITIONAL_WEIGHT;
        }
        return "&|+-*.!<>=".indexOf(c) >= 0 ? 1 : 0;
    }

    private boolean isWord(String word) {
        int end = at + word.length();
        return text.startsWith(word, at)
                && (at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1)))
                && (end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end)));
    }

    private void skipComment() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    private void skipString() {
        step();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                step();
            }
            step();
        }
        if (at < text.length()) {
            step();
        }
    }

    private void step() {
        if (text.charAt(at++) == '\n') {
            line++;
        }
    }
}
