package io.levee.adapters.formats.sql;

import io.levee.adapters.formats.sql.SqlTokens.Kind;
import io.levee.adapters.formats.sql.SqlTokens.Token;
import io.levee.adapters.formats.tree.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One statement and the tree that conditions see of it.
///
/// @param written       the tokens as they stand
/// @param transactional whether it stands between `BEGIN` and `COMMIT`
/// @param position      from 1
record Statement(Verbs.Found found, List<Token> tokens, List<String> written, boolean transactional, long position) {
    /// Moves with what stands before; `words` repeat the text.
    static final Set<List<String>> ASIDE = Set.of(List.of("position"), List.of("words"));

    /// Words of one statement; a dump's `INSERT` has no use for more.
    private static final int WORDS_MAX = 2_000;

    Node tree() {
        int line = tokens.getFirst().line();
        Map<String, Node> tree = new LinkedHashMap<>();
        tree.put("verb", new Node.Scalar(found.verb(), line));
        tree.put("object", new Node.Scalar(found.object(), line));
        tree.put("table", new Node.Scalar(found.table(), line));
        tree.put("text", new Node.Scalar(text(0, tokens.size(), false), line));
        tree.put("words", new Node.Items(words(), line));
        if (found.verb().equals("ALTER TABLE")) {
            tree.put("actions", new Node.Items(actions(), line));
        }
        tree.put("concurrently", new Node.Scalar(tokens.stream().anyMatch(token -> token.is("CONCURRENTLY")), line));
        tree.put("transactional", new Node.Scalar(transactional, line));
        tree.put("position", new Node.Scalar(position, line));
        return new Node.Fields(tree, line);
    }

    private List<Node> words() {
        return tokens.stream()
                .filter(token -> token.kind() == Kind.WORD)
                .limit(WORDS_MAX)
                .<Node>map(token -> new Node.Scalar(token.text(), token.line()))
                .toList();
    }

    /// What stands between commas outside of brackets.
    private List<Node> actions() {
        List<Node> actions = new ArrayList<>();
        int depth = 0;
        int from = found.rest();
        for (int i = from; i <= tokens.size(); i++) {
            if (i < tokens.size()) {
                depth += tokens.get(i).isSign('(') ? 1 : tokens.get(i).isSign(')') ? -1 : 0;
            }
            if (i == tokens.size() || (depth == 0 && tokens.get(i).isSign(','))) {
                if (i > from) {
                    actions.add(new Node.Scalar(
                            text(from, i, true), tokens.get(from).line()));
                }
                from = i + 1;
            }
        }
        return actions;
    }

    /// Tokens with one space where there was any, without comments.
    private String text(int from, int to, boolean keywords) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (i > from && tokens.get(i).spaced()) {
                text.append(' ');
            }
            boolean upper = keywords && Keywords.are(tokens, i);
            text.append(upper ? tokens.get(i).text() : written.get(i));
        }
        return text.toString();
    }
}
