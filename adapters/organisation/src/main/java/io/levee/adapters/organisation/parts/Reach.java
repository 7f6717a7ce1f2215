package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.catalog.AssetId;
import io.levee.identity.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What an API or an operation says of itself as an asset, in keys of ours beside OpenAPI's.
record Reach(
        List<Located<AssetId>> dependsOn, List<Located<AssetId>> reaches, Set<String> labels, Set<String> clearedFor) {
    static final String DEPENDS_ON = "x-levee-depends-on";
    static final String REACHES = "x-levee-reaches";
    static final String LABELS = "x-levee-labels";
    static final String CLEARED_FOR = "x-levee-cleared-for";

    Reach {
        dependsOn = List.copyOf(dependsOn);
        reaches = List.copyOf(reaches);
        labels = Set.copyOf(labels);
        clearedFor = Set.copyOf(clearedFor);
    }

    static Reach read(Fields fields, AssetId id, Part.Draft draft) {
        return new Reach(
                AssetsReader.references(fields, DEPENDS_ON, id, draft),
                AssetsReader.references(fields, REACHES, id, draft),
                labels(fields, LABELS),
                labels(fields, CLEARED_FOR));
    }

    /// In a file of our own, where keys need no prefix.
    static Reach plain(Fields fields, AssetId id, Part.Draft draft) {
        return new Reach(
                AssetsReader.references(fields, "dependsOn", id, draft),
                AssetsReader.references(fields, "reaches", id, draft),
                labels(fields, "labels"),
                labels(fields, "clearedFor"));
    }

    /// This, of an operation that stands on its API, holds whatever the API holds, and is seen by whoever sees that.
    Reach under(Located<AssetId> id, Reach api) {
        List<Located<AssetId>> needs = new ArrayList<>(dependsOn);
        needs.add(id);
        return new Reach(needs, reaches, both(labels, api.labels), both(clearedFor, api.clearedFor));
    }

    static Set<String> labels(Fields fields, String key) {
        return PeopleReader.values(fields.readAll(key, text -> Names.check("label", text)));
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
