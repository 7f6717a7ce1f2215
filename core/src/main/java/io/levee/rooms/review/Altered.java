package io.levee.rooms.review;

import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// An asset that a change can alter, and how: from what the change describes, along what each is
/// said to reach. What only depends on those is not altered, however much it may suffer, and its
/// owners are not asked.
///
/// @param way from an asset that the change describes to this one, both included
record Altered(AssetId asset, List<AssetId> way) {
    Altered {
        way = List.copyOf(way);
    }

    boolean isDirect() {
        return way.size() == 1;
    }

    /// Everything that a change of these can alter, each by a shortest way.
    static SortedMap<AssetId, Altered> from(SortedSet<AssetId> direct, Catalog catalog) {
        SortedMap<AssetId, Altered> all = new TreeMap<>();
        ArrayDeque<Altered> open = new ArrayDeque<>();
        for (AssetId asset : direct) {
            Altered start = new Altered(asset, List.of(asset));
            all.put(asset, start);
            open.add(start);
        }
        while (!open.isEmpty() && all.size() < Catalog.REACHED_MAX) {
            Altered from = open.remove();
            for (AssetId next : new TreeSet<>(
                    catalog.asset(from.asset()).map(Asset::reaches).orElse(Set.of()))) {
                if (!all.containsKey(next)) {
                    List<AssetId> way = new ArrayList<>(from.way());
                    way.add(next);
                    Altered to = new Altered(next, way);
                    all.put(next, to);
                    open.add(to);
                }
            }
        }
        return all;
    }
}
