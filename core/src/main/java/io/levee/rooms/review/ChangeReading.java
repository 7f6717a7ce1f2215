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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Reads a change once, for all reviewers: by structure, and for what it can alter.
final class ChangeReading {
    private static final int AT_ONCE = 32;

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
        Iterator<Optional<StructuredChange>> read = structured(request).iterator();
        for (ChangedFile file : request.change().files()) {
            Optional<StructuredChange> structured = read.next();
            SortedSet<AssetId> direct = describedBy(file, structured);
            SortedMap<AssetId, Altered> reached = walked.computeIfAbsent(direct, it -> Altered.from(it, catalog));
            reached.forEach((id, way) ->
                    altered.merge(id, way, (a, b) -> a.way().size() <= b.way().size() ? a : b));
            files.add(new ReadFile(file, structured, direct, owned(reached)));
        }
        return new ReadChange(request, files, altered);
    }

    /// In the order of the files. Parsing is most of what a review takes, and no file depends on
    /// another one, so every processor reads some; a few at a time, so that few are in memory.
    private List<Optional<StructuredChange>> structured(ReviewRequest request) {
        List<ChangedFile> files = request.change().files();
        List<Optional<StructuredChange>> structured = new ArrayList<>();
        for (int from = 0; from < files.size(); from += AT_ONCE) {
            List<Supplier<Optional<StructuredChange>>> begun =
                    files.subList(from, Math.min(from + AT_ONCE, files.size())).stream()
                            .map(file -> structures.begin(file, request.contents()))
                            .toList();
            structured.addAll(begun.parallelStream().map(Supplier::get).toList());
        }
        return structured;
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
