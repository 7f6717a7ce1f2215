package io.levee.adapters.cedar.language;

import java.util.List;

/// What `like` compares with: pieces of text, and between them anything. `a*b*` has the pieces `a`, `b` and an empty
/// one. Takes time in proportion to both lengths at most.
///
/// @param pieces at least one
record Pattern(List<String> pieces) {
    Pattern {
        pieces = List.copyOf(pieces);
    }

    boolean matches(String text) {
        String first = pieces.getFirst();
        if (pieces.size() == 1) {
            return text.equals(first);
        }
        String last = pieces.getLast();
        int end = text.length() - last.length();
        if (!text.startsWith(first) || end < first.length() || !text.endsWith(last)) {
            return false;
        }
        int at = first.length();
        for (String piece : pieces.subList(1, pieces.size() - 1)) {
            int found = text.indexOf(piece, at);
            if (found < 0 || found + piece.length() > end) {
                return false;
            }
            at = found + piece.length();
        }
        return true;
    }
}
