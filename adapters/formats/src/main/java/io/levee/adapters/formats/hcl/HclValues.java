package io.levee.adapters.formats.hcl;

import io.levee.adapters.formats.tree.Budget;
import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Scalars;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Expressions: literals, lists and objects become values, everything else its text with single
/// spaces.
final class HclValues {
    private final HclScan scan;
    private final Budget budget;

    HclValues(HclScan scan, Budget budget) {
        this.scan = scan;
        this.budget = budget;
    }

    /// The expression here, up to the end of its line, a comma or a bracket that closes what is
    /// around it.
    Node value(int line, int depth) {
        budget.spend(line, depth);
        int begin = scan.at();
        Optional<Node> literal = literal(line, depth);
        scan.spaces();
        if (literal.isPresent() && atEnd()) {
            return literal.get();
        }
        scan.backTo(begin);
        return new Node.Scalar(expression(), line);
    }

    private Optional<Node> literal(int line, int depth) {
        char c = scan.peek();
        if (c == '"') {
            int begin = scan.at();
            scan.quoted();
            return Optional.of(new Node.Scalar(unquoted(scan.from(begin)), line));
        }
        if (scan.looksAt("<<")) {
            return Optional.of(new Node.Scalar(scan.heredoc(), line));
        }
        if (c == '[') {
            return list(line, depth);
        }
        if (c == '{') {
            return object(line, depth);
        }
        return word(line);
    }

    private Optional<Node> word(int line) {
        int begin = scan.at();
        while (!scan.done() && (Character.isLetterOrDigit(scan.peek()) || "+-.".indexOf(scan.peek()) >= 0)) {
            scan.skip();
        }
        String word = scan.from(begin);
        Object value = Scalars.of(word);
        boolean literal = word.equals("null") || (value != null && !(value instanceof String));
        return literal ? Optional.of(new Node.Scalar(value, line)) : Optional.empty();
    }

    private Optional<Node> list(int line, int depth) {
        scan.skip();
        List<Node> members = new ArrayList<>();
        scan.blanks();
        if (startsFor()) {
            return Optional.empty();
        }
        while (!scan.done() && scan.peek() != ']') {
            int before = scan.at();
            members.add(value(scan.line(), depth + 1));
            scan.blanks();
            if (scan.peek() == ',') {
                scan.skip();
                scan.blanks();
            } else if (scan.peek() != ']' || scan.at() == before) {
                return Optional.empty();
            }
        }
        scan.skip();
        return Optional.of(new Node.Items(members, line));
    }

    private Optional<Node> object(int line, int depth) {
        scan.skip();
        Map<String, Node> members = new LinkedHashMap<>();
        scan.blanks();
        if (startsFor()) {
            return Optional.empty();
        }
        while (!scan.done() && scan.peek() != '}') {
            int at = scan.line();
            String key = key();
            scan.spaces();
            if (key.isEmpty() || (scan.peek() != '=' && scan.peek() != ':')) {
                return Optional.empty();
            }
            scan.skip();
            scan.spaces();
            members.put(key, value(at, depth + 1));
            scan.blanks();
            if (scan.peek() == ',') {
                scan.skip();
                scan.blanks();
            }
        }
        scan.skip();
        return Optional.of(new Node.Fields(members, line));
    }

    /// A name, a text, or an expression in brackets.
    private String key() {
        int begin = scan.at();
        if (scan.peek() == '"') {
            scan.quoted();
            return unquoted(scan.from(begin));
        }
        if (scan.peek() == '(') {
            balanced();
            return scan.from(begin);
        }
        while (!scan.done() && (Character.isLetterOrDigit(scan.peek()) || "_-.".indexOf(scan.peek()) >= 0)) {
            scan.skip();
        }
        return scan.from(begin);
    }

    private boolean startsFor() {
        return scan.looksAt("for ") || scan.looksAt("for\t") || scan.looksAt("for\n");
    }

    private boolean atEnd() {
        char c = scan.peek();
        return scan.done() || c == '\n' || c == ',' || c == ']' || c == '}' || c == ')' || scan.atComment();
    }

    private String expression() {
        StringBuilder text = new StringBuilder();
        while (!scan.done() && !atEnd()) {
            int begin = scan.at();
            char c = scan.peek();
            if (c == '"') {
                scan.quoted();
            } else if (scan.looksAt("<<")) {
                scan.heredoc();
            } else if (c == '(' || c == '[' || c == '{') {
                balanced();
            } else {
                scan.skip();
            }
            text.append(scan.from(begin));
            int end = scan.at();
            scan.spaces();
            text.append(scan.at() > end ? " " : "");
            operatorGoesOn(text);
        }
        return text.toString().strip().replaceAll("\\s+", " ");
    }

    /// A line that ends with an operator of a condition goes on in brackets alone; HCL allows
    /// no other.
    private void operatorGoesOn(StringBuilder text) {
        if (scan.peek() == '\n' && !text.isEmpty() && "?:&|".indexOf(text.charAt(text.length() - 1)) >= 0) {
            scan.blanks();
            text.append(' ');
        }
    }

    /// Over brackets and what is in them.
    private void balanced() {
        int depth = 0;
        do {
            char c = scan.peek();
            if (c == '"') {
                scan.quoted();
                continue;
            }
            if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            } else if (scan.atComment()) {
                scan.restOfLine();
            }
            scan.skip();
        } while (depth > 0 && !scan.done());
    }

    static String unquoted(String quoted) {
        if (quoted.length() < 2 || !quoted.endsWith("\"")) {
            return quoted;
        }
        String inside = quoted.substring(1, quoted.length() - 1);
        return inside.indexOf('\\') < 0
                ? inside
                : inside.replace("\\n", "\n")
                        .replace("\\t", "\t")
                        .replace("\\\"", "\"")
                        .replace("\\\\", "\\");
    }
}
