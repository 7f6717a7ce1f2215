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
record Reach(List<Located<AssetId>> dependsOn, List<Located<AssetId>> reaches, Set<String> labels) {
    static final String DEPENDS_ON = "x-levee-depends-on";
    static final String REACHES = "x-levee-reaches";
    static final String LABELS = "x-levee-labels";

    Reach {
        dependsOn = List.copyOf(dependsOn);
        reaches = List.copyOf(reaches);
        labels = Set.copyOf(labels);
    }

    static Reach read(Fields fields, AssetId id, Part.Draft draft) {
        return new Reach(
                AssetsReader.references(fields, DEPENDS_ON, id, draft),
                AssetsReader.references(fields, REACHES, id, draft),
                PeopleReader.values(fields.readAll(LABELS, text -> Names.check("label", text))));
    }

    /// This, of an operation that stands on its API and holds whatever the API holds.
    Reach under(Located<AssetId> api, Set<String> apiLabels) {
        List<Located<AssetId>> needs = new ArrayList<>(dependsOn);
        needs.add(api);
        Set<String> all = new HashSet<>(labels);
        all.addAll(apiLabels);
        return new Reach(needs, reaches, all);
    }
}
