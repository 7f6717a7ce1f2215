package io.levee.adapters.organisation;

import io.levee.adapters.organisation.Declared.Placed;
import io.levee.adapters.organisation.parts.Declaration.OfAsset;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.catalog.AssetId;
import io.levee.organisation.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Finds assets that depend on themselves, and says by which way. Each asset is in at most one reported
/// circle; taking that one apart shows the next.
final class Cycles {
    private final SortedMap<AssetId, Placed> assets = new TreeMap<>();

    Cycles(Declared declared) {
        declared.placed().forEach(placed -> {
            if (placed.declaration() instanceof OfAsset asset) {
                assets.put(asset.asset().id(), placed);
            }
        });
    }

    List<Problem> find() {
        Map<AssetId, Integer> needed = new HashMap<>();
        assets.keySet().forEach(id -> edges(id).forEach(edge -> needed.merge(edge.value(), 1, Integer::sum)));
        Set<AssetId> left = withoutEnds(needed);
        List<Problem> problems = new ArrayList<>();
        for (AssetId start : new ArrayList<>(left)) {
            if (left.contains(start)) {
                List<AssetId> circle = shortestCircle(start, left);
                if (!circle.isEmpty()) {
                    problems.add(problem(circle));
                    circle.forEach(left::remove);
                }
            }
        }
        return problems;
    }

    /// Takes away, again and again, whatever nothing depends on: it is in no circle. What is left has one,
    /// or hangs below one.
    private Set<AssetId> withoutEnds(Map<AssetId, Integer> needed) {
        Set<AssetId> left = new TreeSet<>(assets.keySet());
        ArrayDeque<AssetId> ends = new ArrayDeque<>();
        left.stream().filter(id -> !needed.containsKey(id)).forEach(ends::add);
        while (!ends.isEmpty()) {
            AssetId end = ends.remove();
            left.remove(end);
            for (Located<AssetId> edge : edges(end)) {
                if (needed.merge(edge.value(), -1, Integer::sum) == 0 && assets.containsKey(edge.value())) {
                    ends.add(edge.value());
                }
            }
        }
        return left;
    }

    /// From `start` back to itself in the fewest steps; empty where there is no way.
    private List<AssetId> shortestCircle(AssetId start, Set<AssetId> within) {
        Map<AssetId, AssetId> cameFrom = new HashMap<>();
        ArrayDeque<AssetId> open = new ArrayDeque<>(List.of(start));
        Set<AssetId> seen = new HashSet<>();
        while (!open.isEmpty()) {
            AssetId at = open.remove();
            for (Located<AssetId> edge : edges(at)) {
                if (edge.value().equals(start)) {
                    return path(start, at, cameFrom);
                }
                if (within.contains(edge.value()) && seen.add(edge.value())) {
                    cameFrom.put(edge.value(), at);
                    open.add(edge.value());
                }
            }
        }
        return List.of();
    }

    private static List<AssetId> path(AssetId start, AssetId end, Map<AssetId, AssetId> cameFrom) {
        List<AssetId> path = new ArrayList<>();
        AssetId at = end;
        while (!at.equals(start)) {
            path.add(at);
            at = Objects.requireNonNull(cameFrom.get(at), "a step without a step before it");
        }
        path.add(start);
        return path.reversed();
    }

    private Problem problem(List<AssetId> circle) {
        AssetId first = circle.getFirst();
        AssetId next = circle.size() > 1 ? circle.get(1) : first;
        int line = edges(first).stream()
                .filter(edge -> edge.value().equals(next))
                .findFirst()
                .map(Located::line)
                .orElse(0);
        List<AssetId> closed = new ArrayList<>(circle);
        closed.add(first);
        String way = closed.stream().map(AssetId::toString).collect(Collectors.joining(" -> "));
        Placed placed = Objects.requireNonNull(assets.get(first), "a circle of assets");
        return Problem.error(
                placed.file(),
                line,
                "`dependsOn` goes in a circle: `%s`".formatted(way),
                "take one of these dependencies out, or make it `reaches`");
    }

    private List<Located<AssetId>> edges(AssetId id) {
        Placed placed = assets.get(id);
        return placed != null && placed.declaration() instanceof OfAsset asset ? asset.dependsOn() : List.of();
    }
}
