package io.levee.adapters.formats.shape;

import io.levee.adapters.formats.tree.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Trees as flat maps of dotted keys to text, the way engines read their settings.
final class Flat {
    private Flat() {}

    /// Lists become words with `;` between them, as Flink writes them.
    static Node.Fields of(Node tree) {
        Map<String, Node> flat = new LinkedHashMap<>();
        collect("", tree, flat);
        return new Node.Fields(flat, tree.line());
    }

    private static void collect(String prefix, Node node, Map<String, Node> flat) {
        switch (node) {
            case Node.Fields map ->
                map.members()
                        .forEach((key, member) -> collect(prefix.isEmpty() ? key : prefix + "." + key, member, flat));
            case Node.Items list -> flat.put(prefix, new Node.Scalar(words(list.members()), list.line()));
            case Node.Scalar(var value, var line) ->
                flat.put(prefix, new Node.Scalar(value == null ? "" : value.toString(), line));
        }
    }

    private static String words(List<Node> members) {
        return members.stream()
                .map(member -> member.words().orElseGet(() -> String.valueOf(member.plain())))
                .collect(Collectors.joining(";"));
    }
}
