package io.levee.adapters.cel;

import java.util.ArrayList;
import java.util.List;

/// A text with `${expression}` in it. A `}` inside quotes or braces of the expression does not
/// end it.
final class Template {
    sealed interface Piece {
        record Plain(String text) implements Piece {}

        record Expression(String expression) implements Piece {}

        /// What follows a `${` that nothing ends.
        record Open(String rest) implements Piece {}
    }

    private Template() {}

    static List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", from)) {
            pieces.add(new Piece.Plain(text.substring(from, open)));
            int close = close(text, open + 2);
            if (close < 0) {
                pieces.add(new Piece.Open(text.substring(open + 2)));
                return pieces;
            }
            pieces.add(new Piece.Expression(text.substring(open + 2, close)));
            from = close + 1;
        }
        pieces.add(new Piece.Plain(text.substring(from)));
        return pieces;
    }

    private static int close(String text, int from) {
        int depth = 0;
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && depth-- == 0) {
                return i;
            }
        }
        return -1;
    }
}
