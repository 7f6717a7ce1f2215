package io.levee.app.incident;

import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.change.StructuredChange;
import io.levee.change.Structures;
import io.levee.identity.TeamId;
import io.levee.organisation.Organisation;
import io.levee.rooms.review.PathOwners;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whose incident it is, from what its cause touched.
final class Whose {
    private final Organisation organisation;
    private final PathOwners owners;
    private final Structures structures;

    Whose(Organisation organisation, PathOwners owners, Structures structures) {
        this.organisation = organisation;
        this.owners = owners;
        this.structures = structures;
    }

    /// @param why in words
    record Team(TeamId team, String why) {}

    /// What of the catalog a commit describes.
    Set<Asset> described(Deed cause) {
        Set<Asset> assets = new LinkedHashSet<>();
        for (FileChange file : cause.files()) {
            for (StructuredChange.Part part :
                    file.structured(structures).map(StructuredChange::parts).orElse(List.of())) {
                for (AssetId id : part.assets()) {
                    organisation.catalog().asset(id).ifPresent(assets::add);
                }
            }
        }
        paths(cause)
                .forEach(path -> organisation.catalog().assets().stream()
                        .filter(asset -> asset.paths().stream().anyMatch(pattern -> pattern.matches(path)))
                        .forEach(assets::add));
        return assets;
    }

    /// The team that is named, or the one that owns what was touched.
    ///
    /// @throws IllegalArgumentException where that is nobody, or several
    Team of(Optional<TeamId> named, Deed cause) {
        if (named.isPresent()) {
            return named(named.get());
        }
        SortedMap<TeamId, String> ofAssets = new TreeMap<>();
        described(cause).forEach(asset -> ofAssets.putIfAbsent(asset.owner(), "owns `%s`".formatted(asset.id())));
        SortedMap<TeamId, String> all = new TreeMap<>(ofAssets);
        paths(cause)
                .forEach(path -> owners.of(path).stream()
                        .filter(owner ->
                                organisation.catalog().team(owner.team()).isPresent())
                        .forEach(owner ->
                                all.putIfAbsent(owner.team(), "owns `%s` (%s)".formatted(path, owner.rule()))));
        if (all.size() == 1) {
            return all.entrySet().stream()
                    .map(it -> new Team(it.getKey(), it.getValue()))
                    .toList()
                    .getFirst();
        }
        if (ofAssets.size() == 1) {
            TeamId team = ofAssets.firstKey();
            List<String> others = new ArrayList<>();
            all.keySet().stream().filter(it -> !it.equals(team)).forEach(it -> others.add(it.name()));
            return new Team(
                    team,
                    "%s; %s owns paths alone, so name it with `--team` if it is its incident"
                            .formatted(ofAssets.get(team), String.join(", ", others)));
        }
        throw new IllegalArgumentException(
                all.isEmpty()
                        ? "nobody owns what commit %s touched: name the team with `--team`, one of %s"
                                .formatted(Incident.shorter(cause.commit()), teams())
                        : "several teams own what commit %s touched: %s. Name one with `--team`"
                                .formatted(Incident.shorter(cause.commit()), listed(all)));
    }

    private static String listed(Map<TeamId, String> teams) {
        return teams.entrySet().stream()
                .map(it -> "%s %s".formatted(it.getKey(), it.getValue()))
                .collect(Collectors.joining("; "));
    }

    private Team named(TeamId team) {
        if (organisation.catalog().team(team).isEmpty()) {
            throw new IllegalArgumentException("the organisation has no team `%s`: it has %s".formatted(team, teams()));
        }
        return new Team(team, "named");
    }

    private String teams() {
        return organisation.catalog().teams().stream()
                .map(team -> "`%s`".formatted(team.id()))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static List<String> paths(Deed cause) {
        return Stream.concat(
                        cause.files().stream().map(FileChange::path),
                        cause.unread().stream().map(it -> it.file()))
                .filter(path -> !path.isEmpty())
                .distinct()
                .toList();
    }
}
