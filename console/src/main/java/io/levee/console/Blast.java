package io.levee.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a change can alter besides what it names, as a graph in pixels: what it names at the
/// left, each edge to the right.
///
/// @param ways     the same in words
/// @param unshown  assets that are not in the picture
/// @param moreWays ways that are not in the list
public record Blast(
        List<Node> nodes, List<Edge> edges, int width, int height, List<String> ways, int unshown, int moreWays) {
    static final int NODES_MAX = 60;
    static final int WAYS_MAX = 200;
    static final int LABEL_LENGTH_MAX = 34;

    private static final int PAD = 12;
    private static final int NODE_HEIGHT = 28;
    private static final int ROW = 42;
    private static final int GAP = 64;
    private static final double CHARACTER = 7.3;
    private static final int HUES = 8;
    /// Kinds that are met often keep their own colour; what is not here shares one with others.
    private static final Map<String, Integer> HUE = Map.ofEntries(
            Map.entry("flag", 0),
            Map.entry("application", 1),
            Map.entry("service", 1),
            Map.entry("topic", 2),
            Map.entry("cluster", 3),
            Map.entry("table", 4),
            Map.entry("database", 4),
            Map.entry("api", 5),
            Map.entry("operation", 5),
            Map.entry("job", 6),
            Map.entry("tool", 7),
            Map.entry("model", 7));

    /// @param label `kind:name`, cut where it is long
    /// @param named whether the change itself names it
    public record Node(String asset, String label, int x, int y, int width, int hue, boolean named) {
        public int middle() {
            return y + NODE_HEIGHT / 2;
        }
    }

    /// @param line a path of SVG
    /// @param head the arrow's
    public record Edge(String line, String head) {}

    public boolean isEmpty() {
        return ways.isEmpty();
    }

    static Blast of(List<List<String>> reaches) {
        List<List<String>> all = reaches.stream()
                .filter(way -> !way.isEmpty())
                .map(way -> way.stream().map(Plain::text).toList())
                .distinct()
                .toList();
        Set<String> assets = new LinkedHashSet<>();
        all.forEach(assets::addAll);
        Set<String> named = new LinkedHashSet<>();
        BlastLayers layers = new BlastLayers(NODES_MAX);
        for (List<String> way : all) {
            named.add(way.getFirst());
            layers.add(way);
        }
        Map<String, Node> nodes = place(layers.columns(), named);
        int width = nodes.values().stream()
                        .mapToInt(it -> it.x() + it.width())
                        .max()
                        .orElse(0)
                + PAD;
        int height = nodes.values().stream().mapToInt(Node::y).max().orElse(0) + NODE_HEIGHT + PAD;
        return new Blast(
                List.copyOf(nodes.values()),
                edges(layers.edges(), nodes),
                width,
                height,
                all.stream().limit(WAYS_MAX).map(way -> String.join(" → ", way)).toList(),
                assets.size() - nodes.size(),
                Math.max(0, all.size() - WAYS_MAX));
    }

    private static Map<String, Node> place(List<List<String>> columns, Set<String> named) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        int rows = columns.stream().mapToInt(List::size).max().orElse(0);
        int x = PAD;
        for (List<String> column : columns) {
            int y = PAD + (rows - column.size()) * ROW / 2;
            int widest = 0;
            for (String asset : column) {
                String label = label(asset);
                int width = (int) Math.ceil(label.codePointCount(0, label.length()) * CHARACTER) + 22;
                nodes.put(asset, new Node(asset, label, x, y, width, hue(asset), named.contains(asset)));
                widest = Math.max(widest, width);
                y += ROW;
            }
            x += widest + GAP;
        }
        return nodes;
    }

    private static String label(String asset) {
        if (asset.codePointCount(0, asset.length()) <= LABEL_LENGTH_MAX) {
            return asset;
        }
        return asset.substring(0, asset.offsetByCodePoints(0, LABEL_LENGTH_MAX - 1)) + "…";
    }

    private static int hue(String asset) {
        String kind = asset.substring(0, Math.max(0, asset.indexOf(':')));
        return HUE.getOrDefault(kind, Math.floorMod(kind.hashCode(), HUES));
    }

    private static List<Edge> edges(Map<String, Set<String>> edges, Map<String, Node> nodes) {
        List<Edge> drawn = new ArrayList<>();
        edges.forEach((from, all) -> all.forEach(to -> {
            @Nullable Node left = nodes.get(from);
            @Nullable Node right = nodes.get(to);
            if (left != null && right != null) {
                drawn.add(edge(left, right));
            }
        }));
        return drawn;
    }

    private static Edge edge(Node from, Node to) {
        int x1 = from.x() + from.width();
        int x2 = to.x() - 6;
        int bend = Math.max(24, Math.abs(x2 - x1) / 2);
        return new Edge(
                "M%d %dC%d %d %d %d %d %d"
                        .formatted(
                                x1, from.middle(), x1 + bend, from.middle(), x2 - bend, to.middle(), x2, to.middle()),
                "M%d %dl-8 -4v8z".formatted(to.x(), to.middle()));
    }
}
