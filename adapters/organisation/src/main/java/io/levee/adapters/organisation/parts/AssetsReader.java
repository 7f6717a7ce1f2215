package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Scalars;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.PathPattern;
import io.levee.identity.TeamId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `assets/*.yaml`: what teams own, under `assets:`. An `owner` above them is the owner of all that name none.
final class AssetsReader implements PartReader {
    private static final Keys KEYS = Keys.of("an assets file", Set.of("assets"), Set.of("owner"));
    private static final Keys ASSET = Keys.of(
            "an asset",
            Set.of(),
            Set.of("owner", "description", "dependsOn", "reaches", "labels", "clearedFor", "paths", "settings"));
    private static final Keys SETTINGS = Keys.names("`settings`");
    /// Kinds that only a description of an API may bring in: the gateway forwards what it describes, nothing else.
    private static final Set<String> DESCRIBED = Set.of(AssetId.API, AssetId.OPERATION, AssetId.TOOL);
    /// Kinds that policies use for what is not an asset.
    private static final Set<String> RESERVED = Set.of("person", "agent", "team", "role", "levee");

    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        Yaml.document(source, findings)
                .flatMap(node -> Fields.of(node, KEYS, findings))
                .ifPresent(file -> assets(file, draft, findings));
        return draft.part();
    }

    private static void assets(Fields file, Part.Draft draft, Findings findings) {
        Optional<Located<TeamId>> common = file.read("owner", TeamId::new);
        common.ifPresent(owner -> draft.refer(
                owner.line(), "the owner of this file's assets", new Reference.Target.ToTeam(owner.value())));
        file.fields("assets", Keys.names("`assets`")).ifPresent(assets -> {
            for (String name : assets.names()) {
                Optional<Located<AssetId>> id =
                        Scalars.parse(new Located<>(name, assets.line(name)), AssetsReader::declarable, findings);
                id.ifPresent(asset -> draft.mention(asset.value()));
                Optional<Fields> fields = assets.fields(name, ASSET);
                if (id.isPresent() && fields.isPresent()) {
                    asset(id.get(), fields.get(), common, draft, findings);
                }
            }
        });
    }

    private static AssetId declarable(String text) {
        AssetId id = AssetId.parse(text);
        if (DESCRIBED.contains(id.kind())) {
            throw new IllegalArgumentException(
                    "`%s` cannot be declared here: describe it in apis/NAME.openapi.yaml or apis/NAME.mcp.yaml"
                            .formatted(id));
        }
        if (RESERVED.contains(id.kind())) {
            throw new IllegalArgumentException(
                    "`%s` is no asset, its kind has a meaning of its own: choose another kind".formatted(id));
        }
        return id;
    }

    private static void asset(
            Located<AssetId> id, Fields fields, Optional<Located<TeamId>> common, Part.Draft draft, Findings findings) {
        Optional<Located<TeamId>> own = fields.read("owner", TeamId::new);
        own.ifPresent(owner -> draft.refer(
                owner.line(), "the owner of `%s`".formatted(id.value()), new Reference.Target.ToTeam(owner.value())));
        Optional<Located<TeamId>> owner = own.or(() -> fields.has("owner") ? Optional.empty() : common);
        if (owner.isEmpty() && !fields.has("owner")) {
            findings.error(
                    id.line(),
                    "`%s` has no owner".formatted(id.value()),
                    "add `owner:` to it, or one above `assets:` for all");
        }
        List<Located<AssetId>> dependsOn = references(fields, "dependsOn", id.value(), draft);
        List<Located<AssetId>> reaches = references(fields, "reaches", id.value(), draft);
        String description = fields.text("description").map(Located::value).orElse("");
        owner.ifPresent(team -> draft.declare(new Declaration.OfAsset(
                new Asset(
                        id.value(),
                        team.value(),
                        description,
                        PeopleReader.values(dependsOn),
                        PeopleReader.values(reaches),
                        Reach.labels(fields, "labels"),
                        Reach.labels(fields, "clearedFor"),
                        fields.readAll("paths", PathPattern::gitHub).stream()
                                .map(Located::value)
                                .toList(),
                        settings(fields)),
                dependsOn,
                false,
                id.line())));
    }

    private static Map<String, String> settings(Fields fields) {
        Map<String, String> settings = new HashMap<>();
        fields.fields("settings", SETTINGS)
                .ifPresent(values -> values.names()
                        .forEach(name -> values.text(name).ifPresent(text -> settings.put(name, text.value()))));
        return settings;
    }

    static List<Located<AssetId>> references(Fields fields, String key, AssetId by, Part.Draft draft) {
        List<Located<AssetId>> ids = fields.readAll(key, AssetId::parse);
        ids.forEach(id ->
                draft.refer(id.line(), "`%s` of `%s`".formatted(key, by), new Reference.Target.ToAsset(id.value())));
        return ids;
    }
}
