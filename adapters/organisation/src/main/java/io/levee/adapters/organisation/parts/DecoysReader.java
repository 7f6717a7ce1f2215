package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.catalog.AssetId;
import io.levee.catalog.Decoys;
import io.levee.identity.Names;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/// `decoys.yaml`: which of what is described elsewhere is a trap, and credentials that are nobody's. In a file of its
/// own because agents read descriptions.
final class DecoysReader implements PartReader {
    private static final Keys KEYS = Keys.of("decoys.yaml", Set.of(), Set.of("assets", "credentials"));
    private static final Keys CREDENTIAL = Keys.of("a credential", Set.of("name", "digest"), Set.of());
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        Yaml.document(source, findings)
                .flatMap(node -> Fields.of(node, KEYS, findings))
                .ifPresent(file -> {
                    Decoys decoys = new Decoys(assets(file, draft), credentials(file, findings));
                    draft.declare(new Declaration.OfDecoys(decoys, file.line()));
                });
        return draft.part();
    }

    private static Set<AssetId> assets(Fields file, Part.Draft draft) {
        List<Located<AssetId>> assets = file.has("assets") ? file.readAll("assets", AssetId::parse) : List.of();
        assets.forEach(asset -> draft.refer(asset.line(), "a decoy", new Reference.Target.ToAsset(asset.value())));
        return new HashSet<>(assets.stream().map(Located::value).toList());
    }

    private static Map<String, String> credentials(Fields file, Findings findings) {
        Map<String, String> names = new HashMap<>();
        for (Node item : file.has("credentials") ? file.items("credentials") : List.<Node>of()) {
            Fields.of(item, CREDENTIAL, findings).ifPresent(fields -> {
                var name = fields.read("name", text -> Names.check("decoy", text));
                var digest = fields.read("digest", DecoysReader::digest);
                if (name.isPresent() && digest.isPresent()) {
                    names.put(digest.get().value(), name.get().value());
                }
            });
        }
        return names;
    }

    private static String digest(String text) {
        if (!DIGEST.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a digest is `sha256:` and 64 lower case hexadecimal digits: make one with `levee decoy NAME`");
        }
        return text;
    }
}
