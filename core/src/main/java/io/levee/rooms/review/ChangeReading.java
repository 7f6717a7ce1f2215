package io.levee.rooms.review;

import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.catalog.PathPattern;
import io.levee.change.ChangedFile;
import io.levee.change.StructuredChange;
import io.levee.change.Structures;
import io.levee.knowledge.Conditions.Owned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads a change once, for all reviewers: by structure, and for what it can alter.
final class ChangeReading {
    private final Catalog catalog;
    private final Structures structures;
    private final List<Place> places = new ArrayList<>();

    private record Place(PathPattern path, AssetId asset) {}

    ChangeReading(Catalog catalog, Structures structures) {
        this.catalog = catalog;
        this.structures = structures;
        for (Asset asset : catalog.assets()) {
            asset.paths().forEach(path -> places.add(new Place(path, asset.id())));
        }
    }

    ReadChange read(ReviewRequest request) {
        List<ReadFile> files = new ArrayList<>();
        SortedMap<AssetId, Altered> altered = new TreeMap<>();
        Map<SortedSet<AssetId>, SortedMap<AssetId, Altered>> walked = new HashMap<>();
        for (ChangedFile file : request.change().files()) {
            Optional<StructuredChange> structured = structures.of(file, request.contents());
            SortedSet<AssetId> direct = describedBy(file, structured);
            SortedMap<AssetId, Altered> reached = walked.computeIfAbsent(direct, it -> Altered.from(it, catalog));
            reached.forEach((id, way) ->
                    altered.merge(id, way, (a, b) -> a.way().size() <= b.way().size() ? a : b));
            files.add(new ReadFile(file, structured, direct, owned(reached)));
        }
        return new ReadChange(request, files, altered);
    }

    private SortedSet<AssetId> describedBy(ChangedFile file, Optional<StructuredChange> structured) {
        SortedSet<AssetId> direct = new TreeSet<>();
        structured.ifPresent(it -> it.parts().forEach(part -> direct.addAll(part.assets())));
        for (Place place : places) {
            if (place.path().matches(file.after()) || place.path().matches(file.before())) {
                direct.add(place.asset());
            }
        }
        return direct;
    }

    private List<Owned> owned(SortedMap<AssetId, Altered> reached) {
        List<Owned> owned = new ArrayList<>();
        reached.values().forEach(altered -> {
            Optional<Asset> asset = catalog.asset(altered.asset());
            owned.add(new Owned(
                    altered.asset(),
                    asset.map(it -> it.owner().name()).orElse(""),
                    altered.isDirect(),
                    asset.map(Asset::settings).orElse(Map.of())));
        });
        return owned;
    }
}
