package io.levee.adapters.formats.code;

import io.levee.adapters.formats.tree.Budget;
import io.levee.adapters.formats.tree.Piece;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.treesitter.TSLanguage;
import org.treesitter.TSNode;
import org.treesitter.TSQuery;
import org.treesitter.TSQueryCapture;
import org.treesitter.TSQueryCursor;
import org.treesitter.TSQueryMatch;

/// One pass over the nodes of a text that matter, in its order: opens a declaration where one begins, and tells it who
/// is
/// called inside. A query finds them, because each node that crosses into Java costs microseconds.
final class Walk {
    /// Types of nodes that name an object.
    private static final Set<String> NAMES = Set.of("identifier", "field_access", "this", "super");

    private final Grammar grammar;
    private final String text;
    private final int first;
    private final Budget budget = new Budget();
    private final List<Declaration> found = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable TSNode decorated;
    private String problem = "";

    private record Open(int end, Declaration declaration) {}

    Walk(Grammar grammar, String text, int first) {
        this.grammar = grammar;
        this.text = text;
        this.first = first;
    }

    List<Piece> pieces() {
        return found.stream().map(Declaration::piece).toList();
    }

    String problem() {
        return problem;
    }

    /// Throws [Budget.Refused].
    void over(TSLanguage language, TSNode root) {
        try (TSQuery query = new TSQuery(language, grammar.query());
                TSQueryCursor cursor = new TSQueryCursor()) {
            cursor.exec(query, root);
            TSQueryMatch match = new TSQueryMatch();
            while (cursor.nextCapture(match)) {
                for (TSQueryCapture capture : match.getCaptures()) {
                    visit(capture.getNode());
                }
            }
        }
    }

    private void visit(TSNode node) {
        budget.spend(first, 0);
        int begin = node.getStartByte();
        while (!open.isEmpty() && open.peek().end() <= begin) {
            open.pop();
        }
        String type = node.getType();
        Map<String, String> kinds = grammar.kinds();
        if (kinds.containsKey(type)) {
            declare(kinds.getOrDefault(type, ""), node);
        } else if (grammar.calls().containsKey(type)) {
            call(node, grammar.calls().getOrDefault(type, ""));
        } else if (grammar.around().contains(type)) {
            decorated = node;
        } else if (problem.isEmpty()) {
            problem = Budget.problem(line(node), "this is not what the grammar allows here");
        }
    }

    private void declare(String kind, TSNode node) {
        if (found.size() >= Budget.PIECES_MAX) {
            throw new Budget.Refused(
                    line(node), "more than %d declarations: split the file".formatted(Budget.PIECES_MAX));
        }
        Open around = open.peek();
        String within = around == null ? "" : around.declaration().name() + ".";
        // a declaration ends where what stands around its decorators ends; nothing else that is inside does
        TSNode whole = decorated != null && decorated.getEndByte() == node.getEndByte() ? decorated : node;
        decorated = null;
        Declaration declaration = Declaration.of(grammar, text, kind, within, node, whole, line(node));
        found.add(declaration);
        open.push(new Open(node.getEndByte(), declaration));
    }

    private void call(TSNode node, String field) {
        TSNode called = node.getChildByFieldName(field);
        if (called == null || called.isNull()) {
            return;
        }
        String name = on(node) + Declaration.collapsed(Declaration.written(text, called));
        for (Open around : open) {
            if (around.declaration().kind().equals("class")) {
                return;
            }
            around.declaration().calls().add(name);
        }
    }

    /// `System.` of `System.exit(1)`; empty where the call is on what another call answers.
    private String on(TSNode call) {
        TSNode object = call.getChildByFieldName("object");
        boolean simple = object != null && !object.isNull() && NAMES.contains(object.getType());
        return simple ? Declaration.collapsed(Declaration.written(text, object)) + "." : "";
    }

    private int line(TSNode node) {
        return node.getStartPoint().getRow() + first;
    }
}
