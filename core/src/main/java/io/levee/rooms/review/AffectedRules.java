package io.levee.rooms.review;

import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.identity.TeamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which teams are asked about a change, and why. Asked is who owns a path of it, and who owns what
/// it can alter; not who merely depends on that, because then everybody would be asked about
/// everything.
final class AffectedRules {
    private AffectedRules() {}

    /// @return each team with its reasons, the strongest first
    static SortedMap<TeamId, List<String>> asked(ReadChange change, Catalog catalog, PathOwners owners) {
        SortedMap<TeamId, List<String>> asked = new TreeMap<>();
        change.altered().values().stream()
                .sorted((a, b) -> Integer.compare(a.way().size(), b.way().size()))
                .forEach(altered ->
                        ownerOf(altered.asset(), catalog).ifPresent(team -> reason(asked, team, way(altered))));
        pathOwners(change, owners)
                .forEach((owner, paths) ->
                        reason(asked, owner.team(), "owns %s (%s)".formatted(few(paths), owner.rule())));
        return asked;
    }

    private static Optional<TeamId> ownerOf(AssetId id, Catalog catalog) {
        return catalog.asset(id).map(Asset::owner);
    }

    private static void reason(SortedMap<TeamId, List<String>> asked, TeamId team, String why) {
        asked.computeIfAbsent(team, _ -> new ArrayList<>()).add(why);
    }

    private static String way(Altered altered) {
        if (altered.isDirect()) {
            return "owns `%s`, which the change describes".formatted(altered.asset());
        }
        return "owns `%s`, which the change reaches: %s"
                .formatted(
                        altered.asset(),
                        altered.way().stream().map(AssetId::toString).collect(Collectors.joining(" → ")));
    }

    /// In the order of the first path of each.
    private static Map<PathOwners.Owner, List<String>> pathOwners(ReadChange change, PathOwners owners) {
        Map<PathOwners.Owner, List<String>> found = new LinkedHashMap<>();
        Map<String, List<PathOwners.Owner>> known = new HashMap<>();
        for (ReadFile file : change.files()) {
            for (String path : file.file().before().equals(file.path())
                    ? List.of(file.path())
                    : List.of(file.file().before(), file.path())) {
                known.computeIfAbsent(path, owners::of).stream()
                        .filter(owner -> !owner.optional())
                        .forEach(owner -> found.computeIfAbsent(owner, _ -> new ArrayList<>())
                                .add(path));
            }
        }
        return found;
    }

    private static String few(List<String> paths) {
        String first = "`%s`".formatted(paths.getFirst());
        return paths.size() == 1 ? first : "%s and %d more".formatted(first, paths.size() - 1);
    }
}
