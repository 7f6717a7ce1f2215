package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The `SKILL.md` of a skill, in the format of agentskills.io.
public record SkillPage(
        String name, String description, List<String> allowedTools, Map<String, String> metadata, String body) {
    /// Lines of a body; longer knowledge belongs into `references/`, which is read on demand.
    public static final int BODY_LINES_MAX = 500;

    public SkillPage {
        allowedTools = List.copyOf(allowedTools);
        metadata = Map.copyOf(metadata);
    }

    /// Empty where it has no head, no name or no description.
    public static Optional<SkillPage> read(Source source, Findings findings) {
        Optional<FrontMatter> page = FrontMatter.of(source);
        if (page.isEmpty()) {
            findings.error(1, "a skill has no front matter", "start with `---`, the keys of a skill, and `---`");
            return Optional.empty();
        }
        if (page.get().body().lines().count() > BODY_LINES_MAX) {
            findings.error(
                    page.get().line(),
                    "the body has more than %d lines".formatted(BODY_LINES_MAX),
                    "move what is seldom needed into `references/`");
        }
        return Yaml.document(page.get().head(), findings)
                .flatMap(node -> Fields.of(node, KnowledgeReader.SKILL.keys(), findings))
                .flatMap(fields -> page(source, fields, page.get().body(), findings));
    }

    private static Optional<SkillPage> page(Source source, Fields fields, String body, Findings findings) {
        Optional<Located<String>> name = fields.read("name", it -> KnowledgeReader.skillName(folder(source), it));
        Optional<Located<String>> description = fields.read("description", KnowledgeReader::description);
        List<String> tools = fields.text("allowed-tools")
                .map(it -> List.of(it.value().split("\\s+", -1)))
                .orElse(List.of());
        Map<String, String> metadata = ConditionReader.texts(fields, "metadata", findings);
        if (name.isEmpty() || description.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SkillPage(name.get().value(), description.get().value(), tools, metadata, body));
    }

    private static String folder(Source source) {
        String[] parts = source.file().split("/", -1);
        return parts.length < 2 ? "" : parts[parts.length - 2];
    }
}
