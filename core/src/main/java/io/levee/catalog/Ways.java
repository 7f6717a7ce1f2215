package io.levee.catalog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Why a change of one asset touches another: the shortest way from the first to each that it touches. Has
/// the same assets as the blast radius that [Catalog#touchedBy] answers, up to the same limit.
public final class Ways {
    /// @param reaches true where `from` is said to reach `to`, false where `to` depends on `from`
    public record Step(AssetId from, AssetId to, boolean reaches) {}

    private final AssetId start;
    private final Map<AssetId, Step> last = new HashMap<>();

    private Ways(AssetId start) {
        this.start = start;
    }

    public static Ways from(AssetId start, Catalog catalog) {
        Ways ways = new Ways(start);
        ArrayDeque<AssetId> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty() && ways.last.size() < Catalog.REACHED_MAX - 1) {
            for (Step step : steps(open.remove(), catalog)) {
                boolean full = ways.last.size() >= Catalog.REACHED_MAX - 1;
                if (!full && !step.to().equals(start) && ways.last.putIfAbsent(step.to(), step) == null) {
                    open.add(step.to());
                }
            }
        }
        return ways;
    }

    /// The steps from the start to `asset`, in order; none where there is no way, or where it is the start.
    public List<Step> to(AssetId asset) {
        List<Step> steps = new ArrayList<>();
        AssetId at = asset;
        while (!at.equals(start)) {
            Step step = last.get(at);
            if (step == null) {
                return List.of();
            }
            steps.add(step);
            at = step.from();
        }
        Collections.reverse(steps);
        return List.copyOf(steps);
    }

    /// Every touched asset but the start, sorted, with its way.
    public SortedMap<AssetId, List<Step>> all() {
        SortedMap<AssetId, List<Step>> all = new TreeMap<>();
        last.keySet().forEach(asset -> all.put(asset, to(asset)));
        return all;
    }

    /// What is said to be reached comes first: it says more about why than a dependency does.
    private static List<Step> steps(AssetId from, Catalog catalog) {
        List<Step> steps = new ArrayList<>();
        catalog.asset(from)
                .ifPresent(asset -> new TreeSet<>(asset.reaches()).forEach(to -> steps.add(new Step(from, to, true))));
        catalog.dependents(from).forEach(to -> steps.add(new Step(from, to, false)));
        return steps;
    }
}
