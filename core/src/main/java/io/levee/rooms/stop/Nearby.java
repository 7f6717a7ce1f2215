package io.levee.rooms.stop;

import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Team;
import io.levee.consent.InForce;
import io.levee.facts.Scope;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What exists and is written almost like a scope that does not: whoever stops something is in a hurry. Pure.
final class Nearby {
    private static final int SHOWN_MAX = 3;
    private static final int APART_MAX = 3;

    private Nearby() {}

    /// ` near: …`, or nothing.
    static String to(Scope scope, InForce inForce, Set<String> carried) {
        String text = scope.toString();
        List<String> near = like(scope, inForce, carried)
                .distinct()
                .filter(other -> apart(text, other) <= APART_MAX || other.startsWith(text))
                .sorted((one, other) -> Integer.compare(apart(text, one), apart(text, other)))
                .limit(SHOWN_MAX)
                .toList();
        return near.isEmpty() ? "" : near.stream().collect(Collectors.joining(", ", " near: ", ""));
    }

    private static Stream<String> like(Scope scope, InForce inForce, Set<String> carried) {
        return switch (scope) {
            case Scope.Team _ ->
                inForce.catalog().teams().stream().map(Team::id).map(id -> "team:" + id);
            case Scope.Operation(AssetId asset) -> ofKind(asset.kind(), inForce);
            case Scope.Model(AssetId asset) -> ofKind(asset.kind(), inForce);
            case Scope.Label _ ->
                Stream.concat(
                                inForce.catalog().assets().stream()
                                        .map(Asset::labels)
                                        .flatMap(Set::stream),
                                carried.stream())
                        .map(label -> "label:" + label);
            case Scope.Agent _, Scope.Person _, Scope.Session _, Scope.Job _, Scope.Everything _ -> Stream.empty();
        };
    }

    private static Stream<String> ofKind(String kind, InForce inForce) {
        return inForce.catalog().assets().stream()
                .map(Asset::id)
                .filter(id -> id.kind().equals(kind))
                .map(AssetId::toString);
    }

    /// Letters that must be added, left out or changed (Levenshtein's distance); [#APART_MAX] and one where it is more
    /// for sure.
    private static int apart(String one, String other) {
        if (Math.abs(one.length() - other.length()) > APART_MAX) {
            return APART_MAX + 1;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int before = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int same = before + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                before = row[j];
                row[j] = Math.min(same, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
