package io.levee.adapters.cedar;

import io.levee.organisation.PolicySource;
import java.util.ArrayList;
import java.util.List;

/// Splits a file into its policies, so that each one is parsed, validated, named and remembered by itself and a
/// mistake in one hides no mistake in another. Knows of Cedar only strings, comments, brackets and the semicolon.
final class PolicyText {
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
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            } else if (isOperator(c)) {
                operators++;
            }
            step();
            if (c == ';') {
                break;
            }
        }
        String policy = text.substring(start, at);
        statements.add(new Statement(source.file(), statements.size() + 1, startLine, policy, deepest, operators));
    }

    /// Two-character operators count twice, and so does `if` with its `then` and `else`: the limit has room.
    private boolean isOperator(char c) {
        return "&|+-*.!<>=".indexOf(c) >= 0 || (c == 'i' && text.startsWith("if", at));
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
