package io.levee.adapters.organisation;

import io.levee.adapters.organisation.parts.Declaration;
import io.levee.adapters.organisation.parts.Declaration.OfApi;
import io.levee.adapters.organisation.parts.Declaration.OfAsset;
import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.organisation.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Everything that the files declare, under its id. Of two of one id the first counts, and the second is a
/// problem.
final class Declared {
    /// Things in one organisation: people, agents, teams, assets and what teams know, together.
    static final int DECLARATIONS_MAX = 50_000;

    record Placed(Declaration declaration, String file) {}

    private final Map<String, Placed> byId = new LinkedHashMap<>();
    private final Set<String> mentioned = new HashSet<>();
    private final Collection<Problem> problems;

    Declared(List<Parsed> files, Collection<Problem> problems) {
        this.problems = problems;
        for (Parsed file : files) {
            mentioned.addAll(file.part().mentioned());
            file.part().declarations().forEach(declaration -> add(new Placed(declaration, file.file())));
        }
        if (byId.size() > DECLARATIONS_MAX) {
            problems.add(Problem.error(
                    ".",
                    0,
                    "the folder declares %d things, more than %d".formatted(byId.size(), DECLARATIONS_MAX),
                    "split the organisation"));
        }
    }

    /// True also for what is declared with mistakes.
    boolean mentions(Object id) {
        return mentioned.contains(id.toString());
    }

    Set<String> mentioned() {
        return mentioned;
    }

    <T extends Declaration> List<T> all(Class<T> kind) {
        return placed().map(Placed::declaration)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    Stream<Placed> placed() {
        return byId.values().stream();
    }

    private void add(Placed next) {
        Placed first = byId.putIfAbsent(next.declaration().id(), next);
        if (first == null) {
            return;
        }
        if (first.declaration() instanceof OfAsset one && next.declaration() instanceof OfAsset two) {
            asset(first, one, next, two);
        } else if (!(next.declaration() instanceof OfApi)) {
            twice(first, next);
        }
    }

    /// Two descriptions of one API are said once, at the API, not again for each of its operations.
    private void asset(Placed first, OfAsset one, Placed next, OfAsset two) {
        boolean describedAndImported =
                one.imported() != two.imported() && one.asset().id().kind().equals(AssetId.API);
        if (describedAndImported) {
            OfAsset described = one.imported() ? two : one;
            Placed imported = one.imported() ? first : next;
            byId.put(one.id(), joined(described, one.imported() ? next : first, imported));
        } else if (!one.asset().id().isOfApi()) {
            twice(first, next);
        }
    }

    /// An API that both an OpenAPI file and Backstage know: Backstage may add what it depends on.
    private Placed joined(OfAsset described, Placed at, Placed imported) {
        Asset asset = described.asset();
        OfAsset other = (OfAsset) imported.declaration();
        if (!other.asset().owner().equals(asset.owner())) {
            problems.add(Problem.error(
                    imported.file(),
                    other.line(),
                    "`%s` is owned by `%s` here and by `%s` in %s:%d"
                            .formatted(asset.id(), other.asset().owner(), asset.owner(), at.file(), described.line()),
                    "name the same owner in both"));
        }
        Set<AssetId> dependsOn = new HashSet<>(asset.dependsOn());
        dependsOn.addAll(other.asset().dependsOn());
        var located = new ArrayList<>(described.dependsOn());
        located.addAll(other.dependsOn());
        Asset both = new Asset(
                asset.id(),
                asset.owner(),
                asset.description(),
                dependsOn,
                asset.reaches(),
                asset.labels(),
                asset.clearedFor());
        return new Placed(new OfAsset(both, located, false, described.line()), at.file());
    }

    private void twice(Placed first, Placed next) {
        problems.add(Problem.error(
                next.file(),
                next.declaration().line(),
                "`%s` is declared twice; first in %s:%d"
                        .formatted(
                                next.declaration().id(),
                                first.file(),
                                first.declaration().line()),
                "keep one of them, or rename one"));
    }
}
