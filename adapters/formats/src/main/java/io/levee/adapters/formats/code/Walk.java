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
import org.treesitter.TSNode;
import org.treesitter.TSQuery;
import org.treesitter.TSQueryCapture;
import org.treesitter.TSQueryCursor;
import org.treesitter.TSQueryMatch;
import org.treesitter.TSTreeCursor;

/// One pass over the nodes of a text that matter, in its order: opens a declaration where one
/// begins, and tells it who is called inside. A query finds them, because each node that
/// crosses into Java costs microseconds.
final class Walk {
    /// A query takes quadratic time over rows of signs, which broken or hostile text becomes;
    /// those are walked over.
    private static final int SIBLINGS_MAX = 5_000;

    /// Types of nodes that name an object.
    private static final Set<String> NAMES = Set.of("identifier", "field_access", "this", "super");

    private final Grammar grammar;
    private final String text;
    private final int first;
    private final Budget budget = new Budget();
    private final List<Declaration> found = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable TSNode decorated;

    private record Open(int end, Declaration declaration) {}

    Walk(Grammar grammar, String text, int first) {
        this.grammar = grammar;
        this.text = text;
        this.first = first;
    }

    List<Piece> pieces() {
        return found.stream().map(Declaration::piece).toList();
    }

    /// Throws [Budget.Refused].
    void over(TSQuery query, TSNode root) {
        if (text.length() > SIBLINGS_MAX && widest(root) > SIBLINGS_MAX) { // each takes a character
            everyNode(root);
            return;
        }
        try (TSQueryCursor cursor = new TSQueryCursor()) {
            cursor.exec(query, root);
            TSQueryMatch match = new TSQueryMatch();
            while (cursor.nextCapture(match)) {
                for (TSQueryCapture capture : match.getCaptures()) {
                    visit(capture.getNode());
                }
            }
        }
    }

    /// The largest number of children of one node.
    private static int widest(TSNode root) {
        List<Integer> counts = new ArrayList<>(List.of(1));
        int widest = 1;
        try (TSTreeCursor cursor = new TSTreeCursor(root)) {
            while (!counts.isEmpty()) {
                if (cursor.gotoFirstChild()) {
                    counts.add(1);
                    continue;
                }
                while (!counts.isEmpty() && !cursor.gotoNextSibling()) {
                    widest = Math.max(widest, counts.removeLast());
                    if (!cursor.gotoParent()) {
                        counts.clear();
                    }
                }
                if (!counts.isEmpty()) {
                    counts.set(counts.size() - 1, counts.getLast() + 1);
                }
            }
        }
        return widest;
    }

    private void everyNode(TSNode root) {
        try (TSTreeCursor cursor = new TSTreeCursor(root)) {
            int depth = 0;
            while (depth >= 0) {
                visit(cursor.currentNode());
                if (cursor.gotoFirstChild()) {
                    depth++;
                    continue;
                }
                while (depth >= 0 && !cursor.gotoNextSibling()) {
                    depth = cursor.gotoParent() ? depth - 1 : -1;
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
        }
    }

    private void declare(String kind, TSNode node) {
        if (found.size() >= Budget.PIECES_MAX) {
            throw new Budget.Refused(
                    line(node), "more than %d declarations: split the file".formatted(Budget.PIECES_MAX));
        }
        Open around = open.peek();
        String within = around == null ? "" : around.declaration().name() + ".";
        // a declaration ends where what stands around its decorators ends; nothing else that is
        // inside does
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
