package io.levee.adapters.formats.code;

import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Piece;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.treesitter.TSNode;

/// One class, method or function: `{name, modifiers, annotations, parameters, returns, calls,
/// text}`.
///
/// @param calls grows while its body is walked over
/// @param text  of a class its head alone: what is in it is told by parts of their own
record Declaration(
        String kind,
        String name,
        List<String> modifiers,
        List<String> annotations,
        List<String> parameters,
        String returns,
        Set<String> calls,
        String text,
        int line) {
    /// Parameters, modifiers or decorators of one declaration.
    private static final int CHILDREN_MAX = 300;

    /// @param within the name of what is around, with a dot after it
    /// @param whole  the declaration with its decorators, which stand around it in Python
    static Declaration of(
            Grammar grammar, String text, String kind, String within, TSNode node, TSNode whole, int line) {
        List<TSNode> modifiers = children(node).stream()
                .filter(child -> grammar.modifiers().contains(child.getType()))
                .toList();
        List<TSNode> marks = new ArrayList<>(children(whole));
        modifiers.forEach(modifier -> marks.addAll(children(modifier)));
        TSNode parameters = node.getChildByFieldName("parameters");
        String returns = field(text, node, "type");
        return new Declaration(
                kind,
                within + field(text, node, "name"),
                modifiers.stream()
                        .flatMap(modifier -> modifier.getChildCount() == 0
                                ? List.of(modifier).stream()
                                : children(modifier).stream())
                        .filter(word -> !grammar.annotations().contains(word.getType()))
                        .map(word -> written(text, word))
                        .toList(),
                marks.stream()
                        .filter(mark -> grammar.annotations().contains(mark.getType()))
                        .map(mark -> collapsed(written(text, mark)))
                        .toList(),
                parameters == null || parameters.isNull() ? List.of() : list(text, parameters),
                returns.isEmpty() ? field(text, node, "return_type") : returns,
                new LinkedHashSet<>(),
                kind.equals("class") ? head(text, node, whole) : written(text, whole),
                line);
    }

    Piece piece() {
        Map<String, Node> tree = new LinkedHashMap<>();
        tree.put("name", new Node.Scalar(name, line));
        tree.put("modifiers", words(modifiers));
        tree.put("annotations", words(annotations));
        tree.put("parameters", words(parameters));
        tree.put("returns", new Node.Scalar(returns, line));
        tree.put("calls", words(calls));
        tree.put("text", new Node.Scalar(text, line));
        return Piece.of(kind, name, new Node.Fields(tree, line));
    }

    private Node words(Collection<String> words) {
        return new Node.Items(
                words.stream().<Node>map(word -> new Node.Scalar(word, line)).toList(), line);
    }

    private static String head(String text, TSNode node, TSNode whole) {
        TSNode body = node.getChildByFieldName("body");
        int end = body == null || body.isNull() ? node.getEndByte() : body.getStartByte();
        return collapsed(slice(text, whole.getStartByte(), end));
    }

    private static List<String> list(String text, TSNode parameters) {
        return children(parameters).stream()
                .filter(TSNode::isNamed)
                .filter(child -> !child.getType().endsWith("comment"))
                .map(child -> collapsed(written(text, child)))
                .toList();
    }

    private static List<TSNode> children(TSNode node) {
        return IntStream.range(0, Math.min(CHILDREN_MAX, node.getChildCount()))
                .mapToObj(node::getChild)
                .toList();
    }

    private static String field(String text, TSNode node, String name) {
        TSNode child = node.getChildByFieldName(name);
        return child == null || child.isNull() ? "" : collapsed(written(text, child));
    }

    static String written(String text, TSNode part) {
        return slice(text, part.getStartByte(), part.getEndByte());
    }

    private static String slice(String text, int from, int to) {
        int end = Math.min(text.length(), to);
        return text.substring(Math.min(end, from), end);
    }

    static String collapsed(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
