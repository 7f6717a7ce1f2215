package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.identity.AssetPattern;
import io.levee.identity.Names;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a team knows, checked for its head: the rooms that use it read the rest. The head of a Markdown
/// file is the YAML between two `---` at its start; of a YAML file it is the file.
///
/// @param kind what it is, in one word
/// @param id   the key that names it
record KnowledgeReader(String kind, String id, Keys keys) implements PartReader {
    private static final int DESCRIPTION_MAX = 1_024;
    private static final Pattern SKILL_NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int SKILL_NAME_MAX = 64;
    private static final Set<String> SEVERITIES = Set.of("low", "medium", "high", "critical");

    static final KnowledgeReader RUNBOOK =
            new KnowledgeReader("runbook", "id", Keys.of("a runbook", Set.of("id", "title", "assets"), Set.of()));
    static final KnowledgeReader INCIDENT = new KnowledgeReader(
            "incident",
            "id",
            Keys.of("an incident", Set.of("id", "date", "severity", "assets", "cause", "fix"), Set.of("title")));
    static final KnowledgeReader SKILL = new KnowledgeReader(
            "skill",
            "name",
            Keys.of(
                    "a skill",
                    Set.of("name", "description"),
                    Set.of("license", "compatibility", "metadata", "allowed-tools")));
    static final KnowledgeReader SUITE = new KnowledgeReader(
            "suite",
            "id",
            Keys.of("a suite", Set.of("id", "description"), Set.of()).andAnyOther());

    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        Optional<Source> head = source.file().endsWith(".md") ? frontMatter(source, findings) : Optional.of(source);
        head.flatMap(it -> Yaml.document(it, findings))
                .flatMap(node -> Fields.of(node, keys, findings))
                .ifPresent(fields -> head(source, fields, draft));
        return draft.part();
    }

    /// The front matter on the lines where it stands, so that a finding points into the file.
    private Optional<Source> frontMatter(Source source, Findings findings) {
        String[] lines = source.text().split("\r?\n", -1);
        StringBuilder head = new StringBuilder("\n");
        for (int i = 1; i < lines.length && lines[0].strip().equals("---"); i++) {
            if (lines[i].strip().equals("---")) {
                return Optional.of(new Source(source.file(), head.toString()));
            }
            head.append(lines[i]).append('\n');
        }
        findings.error(
                1,
                "%s has no front matter".formatted(keys.idea()),
                "start with `---`, the keys of %s, and `---`".formatted(keys.idea()));
        return Optional.empty();
    }

    private void head(Source source, Fields fields, Part.Draft draft) {
        fields.read("severity", KnowledgeReader::severity);
        fields.read("date", KnowledgeReader::date);
        fields.read("description", KnowledgeReader::description);
        fields.text("title");
        fields.text("cause");
        fields.text("fix");
        fields.readAll("assets", AssetPattern::new)
                .forEach(pattern -> draft.refer(
                        pattern.line(),
                        "`assets` of this %s".formatted(kind),
                        new Reference.Target.ToAssets(pattern.value())));
        fields.read(id, name -> name(source, name))
                .ifPresent(name -> draft.declare(new Declaration.OfKnowledge(kind, name.value(), name.line())));
    }

    private String name(Source source, String name) {
        if (!kind.equals("skill")) {
            return Names.check(kind, name);
        }
        if (name.length() > SKILL_NAME_MAX || !SKILL_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "skill `%s` is not 1 to %d lower case letters, digits and single hyphens: rename it"
                            .formatted(name, SKILL_NAME_MAX));
        }
        if (!name.equals(source.folder(3))) {
            throw new IllegalArgumentException(
                    "skill `%s` stands in the folder `%s`: give both the same name".formatted(name, source.folder(3)));
        }
        return name;
    }

    private static String severity(String text) {
        if (!SEVERITIES.contains(text)) {
            throw new IllegalArgumentException(
                    "`severity: %s` is not known: write low, medium, high or critical".formatted(text));
        }
        return text;
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException _) {
            throw new IllegalArgumentException("`date: %s` is no day: write it as `2026-11-24`".formatted(text));
        }
    }

    private static String description(String text) {
        if (text.length() > DESCRIPTION_MAX) {
            throw new IllegalArgumentException(
                    "`description` has more than %d characters: shorten it".formatted(DESCRIPTION_MAX));
        }
        return text;
    }
}
