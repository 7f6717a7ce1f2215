package io.levee.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts a graph into columns (Sugiyama, Tagawa and Toda, 1981): each asset right of all that
/// lead to it, and level with them where it can be. An edge that closes a ring is drawn and moves
/// nothing. For one thread.
final class BlastLayers {
    /// Times that columns are put in order by their neighbours.
    private static final int SWEEPS = 4;

    private final int nodesMax;
    private final Set<String> nodes = new LinkedHashSet<>();
    private final Map<String, Set<String>> edges = new LinkedHashMap<>();
    private final Map<String, Set<String>> forward = new HashMap<>();

    BlastLayers(int nodesMax) {
        this.nodesMax = nodesMax;
    }

    /// Takes as much of the way as there is room for.
    void add(List<String> way) {
        for (int i = 0; i < way.size(); i++) {
            if (!nodes.contains(way.get(i)) && nodes.size() >= nodesMax) {
                return;
            }
            nodes.add(way.get(i));
            if (i > 0) {
                join(way.get(i - 1), way.get(i));
            }
        }
    }

    private void join(String from, String to) {
        if (from.equals(to)
                || !edges.computeIfAbsent(from, _ -> new LinkedHashSet<>()).add(to)) {
            return;
        }
        if (!leads(to, from)) {
            forward.computeIfAbsent(from, _ -> new LinkedHashSet<>()).add(to);
        }
    }

    private boolean leads(String from, String to) {
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            String one = next.pop();
            if (one.equals(to)) {
                return true;
            }
            if (seen.add(one)) {
                forward.getOrDefault(one, Set.of()).forEach(next::push);
            }
        }
        return false;
    }

    Map<String, Set<String>> edges() {
        return edges;
    }

    /// From left to right, each from top to bottom.
    List<List<String>> columns() {
        Map<String, Integer> layers = layers();
        List<List<String>> columns = new ArrayList<>();
        for (String node : nodes) {
            int layer = layers.getOrDefault(node, 0);
            while (columns.size() <= layer) {
                columns.add(new ArrayList<>());
            }
            columns.get(layer).add(node);
        }
        Map<String, Double> place = new HashMap<>();
        columns.forEach(column -> number(column, place));
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (List<String> column : columns) {
                column.sort(Comparator.comparingDouble(node -> among(node, place)));
                number(column, place);
            }
        }
        return columns;
    }

    /// The longest way from the left; there are no rings in what is followed.
    private Map<String, Integer> layers() {
        Map<String, Integer> layers = new HashMap<>();
        boolean moved = true;
        for (int pass = 0; moved && pass <= nodes.size(); pass++) {
            moved = false;
            for (Map.Entry<String, Set<String>> edge : forward.entrySet()) {
                int right = layers.getOrDefault(edge.getKey(), 0) + 1;
                for (String to : edge.getValue()) {
                    moved |= layers.getOrDefault(to, 0) < right;
                    layers.merge(to, right, Math::max);
                }
            }
        }
        return layers;
    }

    private static void number(List<String> column, Map<String, Double> place) {
        for (int i = 0; i < column.size(); i++) {
            place.put(column.get(i), i - (column.size() - 1) / 2.0);
        }
    }

    /// The mean place of what leads to it and of what it leads to, else its own.
    private double among(String node, Map<String, Double> place) {
        double own = place.getOrDefault(node, 0.0);
        List<String> neighbours = new ArrayList<>(forward.getOrDefault(node, Set.of()));
        forward.forEach((from, all) -> {
            if (all.contains(node)) {
                neighbours.add(from);
            }
        });
        return neighbours.stream()
                .mapToDouble(it -> place.getOrDefault(it, 0.0))
                .average()
                .orElse(own);
    }
}
