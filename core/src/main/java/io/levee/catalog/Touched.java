package io.levee.catalog;

import io.levee.identity.TeamId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The blast radius of a request: what it names, what that reaches, and who owns each. Sorted, so that the same
/// request always reads the same.
///
/// @param direct  what the request names
/// @param reached what a change of those can alter, without `direct`
/// @param owners  every touched asset under its owner
/// @param cut     true where the catalog stopped at its limit; the radius is then larger than shown
public record Touched(
        SortedSet<AssetId> direct, SortedSet<AssetId> reached, SortedMap<TeamId, List<AssetId>> owners, boolean cut) {
    public static final Touched NOTHING = new Touched(new TreeSet<>(), new TreeSet<>(), new TreeMap<>(), false);

    public Touched {
        direct = Collections.unmodifiableSortedSet(new TreeSet<>(direct));
        reached = Collections.unmodifiableSortedSet(new TreeSet<>(reached));
        SortedMap<TeamId, List<AssetId>> copy = new TreeMap<>();
        for (Map.Entry<TeamId, List<AssetId>> owned : owners.entrySet()) {
            copy.put(owned.getKey(), List.copyOf(owned.getValue()));
        }
        owners = Collections.unmodifiableSortedMap(copy);
    }

    /// What a request touches that names what both name.
    public Touched and(Touched more) {
        SortedSet<AssetId> named = new TreeSet<>(direct);
        named.addAll(more.direct);
        SortedSet<AssetId> all = new TreeSet<>(reached);
        all.addAll(more.reached);
        all.removeAll(named);
        SortedMap<TeamId, List<AssetId>> both = new TreeMap<>(owners);
        more.owners.forEach((team, assets) -> both.merge(team, assets, (some, others) -> {
            SortedSet<AssetId> joined = new TreeSet<>(some);
            joined.addAll(others);
            return List.copyOf(joined);
        }));
        return new Touched(named, all, both, cut || more.cut);
    }

    public List<AssetId> all() {
        List<AssetId> all = new ArrayList<>(direct);
        all.addAll(reached);
        return List.copyOf(all);
    }
}
