package io.levee.catalog;

import io.levee.identity.TeamId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// All teams, assets and APIs of one revision of the organisation, and how a change travels between them. Immutable;
/// a reload makes a new one. Whoever builds it has checked that owners and dependencies exist and that `dependsOn` has
/// no cycle; a catalog is safe to ask, if less useful, where they do not.
public final class Catalog {
    /// Assets in one blast radius. A radius beyond this is "everything" to anybody who reads it.
    public static final int REACHED_MAX = 10_000;

    public static final Catalog EMPTY = new Catalog(List.of(), List.of(), List.of());

    private final SortedMap<TeamId, Team> teams = new TreeMap<>();
    private final SortedMap<AssetId, Asset> assets = new TreeMap<>();
    private final SortedMap<String, Api> apis = new TreeMap<>();
    private final Map<AssetId, List<AssetId>> dependents = new HashMap<>();
    private final SortedMap<String, ModelProvider> providers = new TreeMap<>();
    private final Decoys decoys;
    private final Map<AssetId, Touched> remembered = new ConcurrentHashMap<>();

    /// Without decoys.
    public Catalog(Collection<Team> teams, Collection<Asset> assets, Collection<Api> apis) {
        this(teams, assets, apis, Decoys.NONE);
    }

    /// Without providers of models.
    public Catalog(Collection<Team> teams, Collection<Asset> assets, Collection<Api> apis, Decoys decoys) {
        this(teams, assets, apis, decoys, List.of());
    }

    public Catalog(
            Collection<Team> teams,
            Collection<Asset> assets,
            Collection<Api> apis,
            Decoys decoys,
            Collection<ModelProvider> providers) {
        this.decoys = decoys;
        providers.forEach(provider -> this.providers.put(provider.api(), provider));
        teams.forEach(team -> this.teams.put(team.id(), team));
        assets.forEach(asset -> this.assets.put(asset.id(), asset));
        apis.forEach(api -> this.apis.put(api.name(), api));
        for (Asset asset : this.assets.values()) {
            for (AssetId needed : asset.dependsOn()) {
                dependents.computeIfAbsent(needed, _ -> new ArrayList<>()).add(asset.id());
            }
        }
    }

    public Collection<Team> teams() {
        return Collections.unmodifiableCollection(teams.values());
    }

    public Collection<Asset> assets() {
        return Collections.unmodifiableCollection(assets.values());
    }

    public Collection<Api> apis() {
        return Collections.unmodifiableCollection(apis.values());
    }

    /// Who runs the models of this API.
    public Optional<ModelProvider> provider(String api) {
        return Optional.ofNullable(providers.get(api));
    }

    public Decoys decoys() {
        return decoys;
    }

    public Optional<Team> team(TeamId id) {
        return Optional.ofNullable(teams.get(id));
    }

    public Optional<Asset> asset(AssetId id) {
        return Optional.ofNullable(assets.get(id));
    }

    public Optional<Api> api(String name) {
        return Optional.ofNullable(apis.get(name));
    }

    /// What stops working when `id` does: its direct dependents, sorted.
    public List<AssetId> dependents(AssetId id) {
        return dependents.getOrDefault(id, List.of()).stream().sorted().toList();
    }

    /// The blast radius of a change of `id`: everything that depends on it, everything it or they are said to reach,
    /// and so on. The answer for a known asset is remembered, so asking again costs one look-up.
    public Touched touchedBy(AssetId id) {
        return assets.containsKey(id) ? remembered.computeIfAbsent(id, this::walk) : walk(id);
    }

    private Touched walk(AssetId start) {
        Set<AssetId> seen = new LinkedHashSet<>();
        ArrayDeque<AssetId> open = new ArrayDeque<>();
        seen.add(start);
        open.add(start);
        boolean cut = false;
        while (!open.isEmpty()) {
            for (AssetId next : neighbours(open.remove())) {
                if (seen.size() >= REACHED_MAX) {
                    cut = true;
                    break;
                }
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        SortedSet<AssetId> reached = new TreeSet<>(seen);
        reached.remove(start);
        return new Touched(new TreeSet<>(Set.of(start)), reached, byOwner(seen), cut);
    }

    private List<AssetId> neighbours(AssetId id) {
        List<AssetId> next = new ArrayList<>(dependents.getOrDefault(id, List.of()));
        Asset asset = assets.get(id);
        if (asset != null) {
            next.addAll(asset.reaches());
        }
        return next;
    }

    private SortedMap<TeamId, List<AssetId>> byOwner(Set<AssetId> ids) {
        SortedMap<TeamId, List<AssetId>> owners = new TreeMap<>();
        for (AssetId id : new TreeSet<>(ids)) {
            Asset asset = assets.get(id);
            if (asset != null) {
                owners.computeIfAbsent(asset.owner(), _ -> new ArrayList<>()).add(id);
            }
        }
        return owners;
    }
}
