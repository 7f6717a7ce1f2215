package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.catalog.AssetId;
import io.levee.identity.Names;
import java.util.HashSet;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/// `pipelines/*.yaml`: what is released, and in which stages. The release room reads the rest.
final class PipelineReader implements PartReader {
    private static final long PERCENT_MAX = 100;
    private static final Keys KEYS = Keys.of("a pipeline", Set.of("asset", "stages"), Set.of("description"));
    private static final Keys STAGE = Keys.of("a stage", Set.of("name", "sharePercent"), Set.of());

    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        Yaml.document(source, findings)
                .flatMap(node -> Fields.of(node, KEYS, findings))
                .ifPresent(fields -> {
                    fields.text("description");
                    fields.read("asset", AssetId::parse)
                            .ifPresent(asset -> draft.refer(
                                    asset.line(),
                                    "the asset of this pipeline",
                                    new Reference.Target.ToAsset(asset.value())));
                    stages(fields, findings);
                    draft.declare(new Declaration.OfKnowledge("pipeline", source.name(), fields.line()));
                });
        return draft.part();
    }

    private static void stages(Fields pipeline, Findings findings) {
        Set<String> names = new HashSet<>();
        for (Node item : pipeline.items("stages")) {
            Fields.of(item, STAGE, findings).ifPresent(stage -> {
                stage.whole("sharePercent", PERCENT_MAX);
                stage.read("name", text -> Names.check("stage", text)).ifPresent(name -> {
                    if (!names.add(name.value())) {
                        findings.error(
                                name.line(), "stage `%s` is written twice".formatted(name.value()), "rename one");
                    }
                });
            });
        }
        if (pipeline.has("stages") && pipeline.items("stages").isEmpty()) {
            findings.error(pipeline.line("stages"), "`stages` is empty", "name at least one stage");
        }
    }
}
