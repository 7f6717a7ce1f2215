package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.catalog.PathPattern;
import io.levee.identity.AssetPattern;
import io.levee.identity.Names;
import io.levee.identity.TeamId;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Guardrail.AppliesTo;
import io.levee.knowledge.Guardrail.Each;
import io.levee.knowledge.Guardrail.Example;
import io.levee.knowledge.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/// Guardrails of one file, one for each document. `assets` and `paths` may stand at the top or
/// under `applies-to`, and `description` for `message`: so they were written before.
public final class GuardrailReader implements PartReader {
    /// Guardrails in one file.
    static final int DOCUMENTS_MAX = 500;

    static final int EXAMPLES_MAX = 50;
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");

    private static final Keys GUARDRAIL = Keys.of(
            "a guardrail",
            Set.of("id", "severity"),
            Set.of(
                    "message",
                    "description",
                    "advice",
                    "why",
                    "applies-to",
                    "assets",
                    "paths",
                    "each",
                    "when",
                    "examples"));
    private static final Keys APPLIES_TO =
            Keys.of("`applies-to`", Set.of(), Set.of("paths", "formats", "parts", "assets"));

    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        TeamId team;
        try {
            team = new TeamId(source.folder(1));
        } catch (IllegalArgumentException _) {
            return draft.part(); // said at the team's own file
        }
        for (Guardrail guardrail : read(source, team, findings, draft)) {
            draft.declare(new Declaration.OfGuardrail(guardrail));
        }
        return draft.part();
    }

    /// The guardrails of a file that is in no organisation's folder.
    public static List<Guardrail> read(Source source, TeamId team, Findings findings) {
        return read(source, team, findings, new Part.Draft());
    }

    private static List<Guardrail> read(Source source, TeamId team, Findings findings, Part.Draft draft) {
        List<Node> documents = Yaml.documents(source, findings);
        if (documents.isEmpty() && !findings.hasErrors()) {
            findings.error(0, "the file is empty", "write its content, or delete it");
        }
        if (documents.size() > DOCUMENTS_MAX) {
            findings.error(0, "the file holds more than %d guardrails".formatted(DOCUMENTS_MAX), "split it");
            return List.of();
        }
        List<Guardrail> guardrails = new ArrayList<>();
        for (Node document : documents) {
            Fields.of(document, GUARDRAIL, findings)
                    .flatMap(fields -> new Reading(source.file(), team, fields, findings, draft).guardrail())
                    .ifPresent(guardrails::add);
        }
        return guardrails;
    }

    /// One document.
    private record Reading(String file, TeamId team, Fields fields, Findings findings, Part.Draft draft) {
        Optional<Guardrail> guardrail() {
            Optional<Located<String>> id = fields.read("id", name -> Names.check("guardrail", name));
            id.ifPresent(name -> draft.mention("guardrail " + name.value()));
            Optional<Located<Severity>> severity = fields.read("severity", Severity::of);
            Optional<Located<String>> message = message();
            String advice = fields.text("advice").map(Located::value).orElse("");
            List<String> why = values(fields.readAll("why", Function.identity()));
            AppliesTo appliesTo = appliesTo();
            Each each = fields.read("each", Each::of).map(Located::value).orElse(Each.PART);
            String when = fields.text("when").map(Located::value).orElse("");
            List<Node> items = fields.items("examples");
            List<Example> examples = examples(items);
            if (fields.has("when") && examples.size() == items.size()) {
                missing(examples, true);
                missing(examples, false);
            }
            if (id.isEmpty() || severity.isEmpty() || message.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Guardrail(
                    id.get().value(),
                    team,
                    severity.get().value(),
                    message.get().value(),
                    advice,
                    why,
                    appliesTo,
                    each,
                    when,
                    examples,
                    file,
                    id.get().line()));
        }

        private Optional<Located<String>> message() {
            if (fields.has("message") && fields.has("description")) {
                findings.error(
                        fields.line("description"), "`message` and `description` say the same", "keep `message`");
            }
            if (!fields.has("message") && !fields.has("description")) {
                findings.error(fields.line(), "a guardrail has no `message`", "add `message:`");
            }
            return fields.text(fields.has("message") ? "message" : "description");
        }

        private AppliesTo appliesTo() {
            List<PathPattern> paths = new ArrayList<>();
            List<AssetPattern> assets = new ArrayList<>();
            Set<String> formats = new HashSet<>();
            Set<String> parts = new HashSet<>();
            restrict(fields, paths, assets);
            fields.fields("applies-to", APPLIES_TO).ifPresent(inner -> {
                restrict(inner, paths, assets);
                formats.addAll(values(inner.readAll("formats", text -> word("format", text))));
                parts.addAll(values(inner.readAll("parts", text -> word("kind of part", text))));
            });
            return new AppliesTo(paths, formats, parts, assets);
        }

        private void restrict(Fields from, List<PathPattern> paths, List<AssetPattern> assets) {
            paths.addAll(values(from.readAll("paths", GuardrailReader::path)));
            for (Located<AssetPattern> pattern : from.readAll("assets", AssetPattern::new)) {
                assets.add(pattern.value());
                draft.refer(
                        pattern.line(), "`assets` of this guardrail", new Reference.Target.ToAssets(pattern.value()));
            }
        }

        private List<Example> examples(List<Node> items) {
            if (items.size() > EXAMPLES_MAX) {
                findings.error(
                        fields.line("examples"),
                        "`examples` has more than %d entries".formatted(EXAMPLES_MAX),
                        "keep those that differ");
                return List.of();
            }
            List<Example> examples = new ArrayList<>();
            items.forEach(item -> ExampleReader.read(item, findings).ifPresent(examples::add));
            return examples;
        }

        private void missing(List<Example> examples, boolean matches) {
            String word = matches ? "match" : "pass";
            if (examples.stream().noneMatch(example -> example.matches() == matches)) {
                findings.error(
                        fields.line("when"),
                        "no example says what `when` must %s".formatted(word),
                        "add `- %s: { file: …, before: …, after: … }` under `examples:`".formatted(word));
            }
        }
    }

    private static <T> List<T> values(List<Located<T>> located) {
        return located.stream().map(Located::value).toList();
    }

    private static String word(String idea, String text) {
        if (!WORD.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "`%s` is no %s: write one word, as in docs/guide/guardrails.md".formatted(text, idea));
        }
        return text;
    }

    private static PathPattern path(String text) {
        if (text.startsWith("!") || text.indexOf('[') >= 0 || text.indexOf('\\') >= 0 || text.contains(" ")) {
            throw new IllegalArgumentException(
                    "`%s` is no path pattern: write it as in CODEOWNERS, without `!`, `[`, `\\` and spaces"
                            .formatted(text));
        }
        return PathPattern.gitHub(text);
    }
}
