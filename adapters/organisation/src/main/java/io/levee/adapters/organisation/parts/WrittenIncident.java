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
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What somebody wrote about an incident before it is part of an organisation: any key of its front matter may be
/// missing, and so may all of it. What is there must be right.
///
/// @param body what follows the front matter; the whole page where there is none
public record WrittenIncident(
        Optional<String> id,
        Optional<String> title,
        Optional<TeamId> team,
        Optional<LocalDate> date,
        Optional<String> severity,
        Optional<String> cause,
        Optional<String> fix,
        Optional<String> causedBy,
        Optional<String> fixedBy,
        List<String> assets,
        List<String> paths,
        String body) {
    private static final Keys KEYS = Keys.of(
            "an incident",
            Set.of(),
            Set.of(
                    "id",
                    "title",
                    "team",
                    "date",
                    "severity",
                    "cause",
                    "fix",
                    "caused-by",
                    "fixed-by",
                    "assets",
                    "paths"));

    public WrittenIncident {
        assets = List.copyOf(assets);
        paths = List.copyOf(paths);
    }

    /// Empty where something is wrong; the findings say what.
    public static Optional<WrittenIncident> read(Source page, Findings findings) {
        Optional<FrontMatter> front = FrontMatter.of(page);
        if (front.isEmpty() && page.text().startsWith("---")) {
            findings.error(1, "the front matter does not end", "write `---` on a line of its own below its keys");
            return Optional.empty();
        }
        if (front.isEmpty()) {
            return Optional.of(bare(page.text()));
        }
        if (front.get().head().text().isBlank()) {
            return Optional.of(bare(front.get().body()));
        }
        Optional<WrittenIncident> read = Yaml.document(front.get().head(), findings)
                .flatMap(node -> Fields.of(node, KEYS, findings))
                .map(fields -> of(fields, front.get().body()));
        return findings.hasErrors() ? Optional.empty() : read;
    }

    private static WrittenIncident bare(String body) {
        return new WrittenIncident(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                body);
    }

    private static WrittenIncident of(Fields fields, String body) {
        return new WrittenIncident(
                value(fields.read("id", name -> Names.check("incident", name))),
                value(fields.text("title")),
                value(fields.read("team", TeamId::new)),
                value(fields.read("date", KnowledgeReader::date)),
                value(fields.read("severity", KnowledgeReader::severity)),
                value(fields.text("cause")),
                value(fields.text("fix")),
                value(fields.text("caused-by")),
                value(fields.text("fixed-by")),
                values(fields.readAll("assets", text -> new AssetPattern(text).text())),
                values(fields.readAll("paths", Function.identity())),
                body);
    }

    private static <T> Optional<T> value(Optional<Located<T>> located) {
        return located.map(Located::value);
    }

    private static <T> List<T> values(List<Located<T>> located) {
        return located.stream().map(Located::value).toList();
    }
}
