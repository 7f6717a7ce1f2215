package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.identity.TeamId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;

/// `catalog-info.yaml` as Backstage has it: components, resources and APIs become assets. What else stands
/// in it is Backstage's business and ignored.
///
/// A component becomes `component:NAME`, a resource `resource:NAME`, an API `api:NAME`; the annotation
/// `levee.io/asset` gives another id. A namespace other than `default` goes in front: `resource:NAMESPACE/NAME`.
final class BackstageReader implements PartReader {
    private static final String ASSET = "levee.io/asset";
    private static final String DEFAULT_NAMESPACE = "default";
    private static final Map<String, String> KINDS =
            Map.of("Component", "component", "Resource", "resource", "API", "api");

    private static final Keys KEYS = Keys.of("an entity", Set.of("kind", "metadata"), Set.of("apiVersion", "spec"))
            .andAnyOther();
    private static final Keys METADATA = Keys.of(
                    "`metadata`", Set.of("name"), Set.of("namespace", "description", "annotations"))
            .andAnyOther();
    private static final Keys SPEC =
            Keys.of("`spec`", Set.of("owner"), Set.of("dependsOn")).andAnyOther();

    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        List<Node> documents = Yaml.documents(source, findings);
        for (Node document : documents) {
            Fields.of(document, KEYS, findings).ifPresent(entity -> entity(entity, draft, findings));
        }
        return draft.part();
    }

    private static void entity(Fields entity, Part.Draft draft, Findings findings) {
        String kind = entity.text("kind")
                .flatMap(it -> Optional.ofNullable(KINDS.get(it.value())))
                .orElse("");
        if (kind.isEmpty()) {
            return;
        }
        if (!entity.has("spec")) {
            findings.error(entity.line(), "an entity has no `spec`", "add `spec:` with an `owner:`");
        }
        Optional<Fields> metadata = entity.fields("metadata", METADATA);
        Optional<Fields> spec = entity.fields("spec", SPEC);
        Optional<Located<AssetId>> id = metadata.flatMap(it -> id(kind, it));
        Optional<Located<TeamId>> owner = spec.flatMap(it -> it.read("owner", BackstageReader::owner));
        if (id.isEmpty() || owner.isEmpty()) {
            return;
        }
        AssetId asset = id.get().value();
        draft.refer(
                owner.get().line(),
                "the owner of `%s`".formatted(asset),
                new Reference.Target.ToTeam(owner.get().value()));
        List<Located<AssetId>> dependsOn = spec.get().readAll("dependsOn", BackstageReader::entityRef);
        dependsOn.forEach(it -> draft.refer(
                it.line(), "`dependsOn` of `%s`".formatted(asset), new Reference.Target.ToAsset(it.value())));
        String description =
                metadata.get().text("description").map(Located::value).orElse("");
        draft.declare(new Declaration.OfAsset(
                new Asset(
                        asset,
                        owner.get().value(),
                        description,
                        PeopleReader.values(dependsOn),
                        Set.of(),
                        Set.of(),
                        Set.of()),
                dependsOn,
                true,
                id.get().line()));
    }

    private static Optional<Located<AssetId>> id(String kind, Fields metadata) {
        Optional<Fields> annotations = metadata.fields("annotations", Keys.names("`annotations`"));
        if (annotations.isPresent() && annotations.get().has(ASSET)) {
            return annotations.get().read(ASSET, AssetId::parse);
        }
        String namespace = metadata.text("namespace").map(Located::value).orElse(DEFAULT_NAMESPACE);
        Function<String, AssetId> named = name -> new AssetId(kind, qualified(namespace, name));
        return metadata.read("name", named);
    }

    /// `[kind:][namespace/]name`, where the kind may not be left out: nothing says what it would be.
    private static AssetId entityRef(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException(
                    "`%s` names no entity: write `component:NAME` or `resource:NAME`".formatted(text));
        }
        String path = text.substring(colon + 1);
        int slash = path.indexOf('/');
        String namespace = slash < 0 ? DEFAULT_NAMESPACE : path.substring(0, slash);
        return new AssetId(
                text.substring(0, colon).toLowerCase(Locale.ROOT), qualified(namespace, path.substring(slash + 1)));
    }

    private static TeamId owner(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("user:")) {
            throw new IllegalArgumentException(
                    "`%s` is a person: assets are owned by teams, write `group:NAME`".formatted(text));
        }
        String path = lower.startsWith("group:") ? text.substring("group:".length()) : text;
        return new TeamId(path.startsWith("default/") ? path.substring("default/".length()) : path);
    }

    private static String qualified(String namespace, String name) {
        return namespace.equals(DEFAULT_NAMESPACE) ? name : namespace + "/" + name;
    }
}
