package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.identity.AssetPattern;
import io.levee.identity.Names;
import io.levee.identity.TeamId;
import io.levee.knowledge.Document;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a team knows. Pages of Markdown become documents, the rest is checked for its head. The head of a page is the
/// YAML between two `---` at its start; of a YAML file it is the file.
///
/// @param kind what it is, in one word
/// @param id   the key that names it
record KnowledgeReader(String kind, String id, Keys keys) implements PartReader {
    private static final Set<String> DOCUMENTS = Set.of("incident", "runbook", "skill");
    private static final int DESCRIPTION_MAX = 1_024;
    private static final Pattern SKILL_NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int SKILL_NAME_MAX = 64;
    private static final Set<String> SEVERITIES = Set.of("low", "medium", "high", "critical");

    static final KnowledgeReader RUNBOOK =
            new KnowledgeReader("runbook", "id", Keys.of("a runbook", Set.of("id", "title", "assets"), Set.of()));
    static final KnowledgeReader INCIDENT = new KnowledgeReader(
            "incident",
            "id",
            Keys.of(
                    "an incident",
                    Set.of("id", "date", "severity", "assets", "cause", "fix"),
                    Set.of("title", "team", "paths", "caused-by", "fixed-by")));
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
    static final KnowledgeReader CASE = new KnowledgeReader(
            "case",
            "id",
            Keys.of(
                    "a case of reviewers",
                    Set.of("id", "incident", "causing", "fix"),
                    Set.of("description", "contents")));

    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        Optional<FrontMatter> page = source.file().endsWith(".md") ? frontMatter(source, findings) : Optional.empty();
        Optional<Source> head = source.file().endsWith(".md") ? page.map(FrontMatter::head) : Optional.of(source);
        head.flatMap(it -> Yaml.document(it, findings))
                .flatMap(node -> Fields.of(node, keys, findings))
                .ifPresent(fields -> head(source, fields, page, draft));
        return draft.part();
    }

    private Optional<FrontMatter> frontMatter(Source source, Findings findings) {
        Optional<FrontMatter> page = FrontMatter.of(source);
        if (page.isEmpty()) {
            findings.error(
                    1,
                    "%s has no front matter".formatted(keys.idea()),
                    "start with `---`, the keys of %s, and `---`".formatted(keys.idea()));
        }
        return page;
    }

    private void head(Source source, Fields fields, Optional<FrontMatter> page, Part.Draft draft) {
        fields.read("severity", KnowledgeReader::severity);
        Optional<Located<LocalDate>> date = fields.read("date", KnowledgeReader::date);
        Optional<Located<String>> description = fields.read("description", KnowledgeReader::description);
        Optional<Located<String>> title = fields.text("title");
        List<String> words = Stream.of(title, description, fields.text("cause"), fields.text("fix"))
                .flatMap(Optional::stream)
                .map(Located::value)
                .toList();
        List<Located<AssetPattern>> assets = fields.readAll("assets", AssetPattern::new);
        assets.forEach(pattern -> draft.refer(
                pattern.line(), "`assets` of this %s".formatted(kind), new Reference.Target.ToAssets(pattern.value())));
        fields.read(id, name -> name(source, name)).ifPresent(name -> {
            Optional<TeamId> team = team(source).filter(_ -> DOCUMENTS.contains(kind));
            if (team.isEmpty() || page.isEmpty()) {
                draft.declare(new Declaration.OfKnowledge(kind, name.value(), name.line()));
                return;
            }
            Document document = new Document(
                    team.get(),
                    kind,
                    name.value(),
                    title.map(Located::value).orElse(name.value()),
                    date.map(Located::value),
                    assets.stream().map(Located::value).toList(),
                    words,
                    source.file(),
                    page.get().line(),
                    page.get().body());
            draft.declare(new Declaration.OfDocument(document, name.line()));
        });
    }

    /// Whose folder it is in; empty where that is no name of a team, which the team's own file says.
    private static Optional<TeamId> team(Source source) {
        try {
            return Optional.of(new TeamId(source.folder(1)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private String name(Source source, String name) {
        if (!kind.equals("skill")) {
            return Names.check(kind, name);
        }
        return skillName(source.folder(3), name);
    }

    static String skillName(String folder, String name) {
        if (name.length() > SKILL_NAME_MAX || !SKILL_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "skill `%s` is not 1 to %d lower case letters, digits and single hyphens: rename it"
                            .formatted(name, SKILL_NAME_MAX));
        }
        if (!name.equals(folder)) {
            throw new IllegalArgumentException(
                    "skill `%s` stands in the folder `%s`: give both the same name".formatted(name, folder));
        }
        return name;
    }

    static String severity(String text) {
        if (!SEVERITIES.contains(text)) {
            throw new IllegalArgumentException(
                    "`severity: %s` is not known: write low, medium, high or critical".formatted(text));
        }
        return text;
    }

    static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException _) {
            throw new IllegalArgumentException("`date: %s` is no day: write it as `2026-11-24`".formatted(text));
        }
    }

    static String description(String text) {
        if (text.length() > DESCRIPTION_MAX) {
            throw new IllegalArgumentException(
                    "`description` has more than %d characters: shorten it".formatted(DESCRIPTION_MAX));
        }
        return text;
    }
}
