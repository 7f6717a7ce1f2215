package io.levee.adapters.formats.code;

import io.levee.adapters.formats.tree.Budget;
import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Piece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.treesitter.TSNode;

/// One class, method or function: `{name, modifiers, annotations, parameters, returns, calls, text}`. The text of a
/// class
/// is its head: what is in it is told by parts of their own.
///
/// @param text  of the file
/// @param first the number of its first line
record Declaration(Grammar grammar, String text, TSNode node, int first, Budget budget) {
    private static final int DEPTH_MAX = 500;

    Piece piece(String kind, String within) {
        int line = node.getStartPoint().getRow() + first;
        String name = within + field("name").orElse("");
        boolean type = kind.equals("class");
        Map<String, Node> tree = new LinkedHashMap<>();
        tree.put("name", new Node.Scalar(name, line));
        tree.put("modifiers", words(modifiers(), line));
        tree.put("annotations", words(annotations(), line));
        tree.put("parameters", words(parameters(), line));
        tree.put(
                "returns",
                new Node.Scalar(field("type").or(() -> field("return_type")).orElse(""), line));
        tree.put("calls", words(type ? List.of() : calls(), line));
        tree.put("text", new Node.Scalar(type ? head() : written(whole()), line));
        return Piece.of(kind, name, new Node.Fields(tree, line));
    }

    private static Node words(List<String> words, int line) {
        return new Node.Items(
                words.stream().<Node>map(word -> new Node.Scalar(word, line)).toList(), line);
    }

    /// With its decorators, which stand around it in Python.
    private TSNode whole() {
        TSNode parent = node.getParent();
        return parent != null && !parent.isNull() && parent.getType().equals("decorated_definition") ? parent : node;
    }

    private String head() {
        TSNode body = node.getChildByFieldName("body");
        int end = body == null || body.isNull() ? node.getEndByte() : body.getStartByte();
        return collapsed(text.substring(whole().getStartByte(), Math.max(whole().getStartByte(), end)));
    }

    private List<String> modifiers() {
        List<String> words = new ArrayList<>();
        for (TSNode child : children(node)) {
            if (grammar.modifiers().contains(child.getType())) {
                if (child.getChildCount() == 0) {
                    words.add(written(child));
                }
                for (TSNode word : children(child)) {
                    if (!grammar.annotations().contains(word.getType())) {
                        words.add(written(word));
                    }
                }
            }
        }
        return words;
    }

    private List<String> annotations() {
        List<String> found = new ArrayList<>();
        List<TSNode> places = new ArrayList<>(children(whole()));
        children(node).stream()
                .filter(child -> grammar.modifiers().contains(child.getType()))
                .forEach(child -> places.addAll(children(child)));
        places.stream()
                .filter(place -> grammar.annotations().contains(place.getType()))
                .forEach(place -> found.add(collapsed(written(place))));
        return found;
    }

    private List<String> parameters() {
        TSNode list = node.getChildByFieldName("parameters");
        if (list == null || list.isNull()) {
            return List.of();
        }
        return children(list).stream()
                .filter(TSNode::isNamed)
                .filter(child -> !child.getType().endsWith("comment"))
                .map(child -> collapsed(written(child)))
                .toList();
    }

    private List<String> calls() {
        Set<String> names = new LinkedHashSet<>();
        TSNode body = node.getChildByFieldName("body");
        if (body != null && !body.isNull()) {
            collect(body, names, 0);
        }
        return List.copyOf(names);
    }

    private void collect(TSNode inside, Set<String> names, int depth) {
        budget.spend(inside.getStartPoint().getRow() + first, 0);
        String field = grammar.calls().get(inside.getType());
        if (field != null) {
            TSNode called = inside.getChildByFieldName(field);
            if (called != null && !called.isNull()) {
                names.add(collapsed(written(called)));
            }
        }
        for (int i = 0; i < inside.getNamedChildCount() && depth < DEPTH_MAX; i++) {
            collect(inside.getNamedChild(i), names, depth + 1);
        }
    }

    private static List<TSNode> children(TSNode node) {
        List<TSNode> children = new ArrayList<>();
        for (int i = 0; i < node.getChildCount(); i++) {
            children.add(node.getChild(i));
        }
        return children;
    }

    private Optional<String> field(String name) {
        TSNode child = node.getChildByFieldName(name);
        return child == null || child.isNull() ? Optional.empty() : Optional.of(collapsed(written(child)));
    }

    private String written(TSNode part) {
        int end = Math.min(text.length(), part.getEndByte());
        return text.substring(Math.min(end, part.getStartByte()), end);
    }

    private static String collapsed(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
