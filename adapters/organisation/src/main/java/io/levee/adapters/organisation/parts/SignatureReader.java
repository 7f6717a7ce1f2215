package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.knowledge.diagnosis.Condition;
import io.levee.knowledge.diagnosis.Remedy;
import io.levee.knowledge.diagnosis.Rung;
import io.levee.knowledge.diagnosis.Signature;
import io.levee.knowledge.diagnosis.Signature.Example;
import io.levee.knowledge.diagnosis.Signature.Kind;
import io.levee.knowledge.diagnosis.Signature.Match;
import io.levee.knowledge.diagnosis.Skill;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// `diagnosis.yaml` beside a `SKILL.md`: how failures look, and what may be done about them.
/// Whether expressions can be read and examples hold is asked by `levee skill check`.
public final class SignatureReader implements PartReader {
    static final int SIGNATURES_MAX = 500;
    static final int EXAMPLES_MAX = 50;
    private static final int EXCERPT_MAX = 20_000;
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private static final Keys FILE = Keys.of("`diagnosis.yaml`", Set.of("engine", "signatures"), Set.of());
    private static final Keys SIGNATURE = Keys.of(
            "a signature",
            Set.of("id", "title", "kind", "part", "confidence", "match", "cause", "remedy", "source", "examples"),
            Set.of("explains", "evidence", "verify"));
    private static final Keys MATCH = Keys.of("`match`", Set.of(), Set.of("any", "all", "none"));
    private static final Keys REMEDY =
            Keys.of("a remedy", Set.of("action", "rung", "reversible"), Set.of("args", "undo", "command"));
    private static final Keys EXAMPLE = Keys.of("an example", Set.of(), Set.of("log", "not", "args"));

    @Override
    public Part read(Source source, Findings findings) {
        Part.Draft draft = new Part.Draft();
        signatures(source, findings)
                .forEach(it -> draft.declare(new Declaration.OfKnowledge("signature", it.id(), it.line())));
        return draft.part();
    }

    /// Those that can be read.
    public static List<Signature> signatures(Source source, Findings findings) {
        Optional<Fields> file = Yaml.document(source, findings).flatMap(node -> Fields.of(node, FILE, findings));
        if (file.isEmpty()) {
            return List.of();
        }
        Optional<Located<String>> engine = file.get().read("engine", SignatureReader::engine);
        List<Node> items = file.get().items("signatures");
        if (items.size() > SIGNATURES_MAX) {
            findings.error(0, "the file holds more than %d signatures".formatted(SIGNATURES_MAX), "split the skill");
            return List.of();
        }
        List<Signature> read = new ArrayList<>();
        for (Node item : items) {
            Fields.of(item, SIGNATURE, findings)
                    .flatMap(fields -> new Reading(source, fields, findings)
                            .signature(engine.map(Located::value).orElse("process")))
                    .ifPresent(read::add);
        }
        return read;
    }

    private static String engine(String text) {
        if (!Skill.ENGINES.contains(text)) {
            throw new IllegalArgumentException(
                    "`engine: %s` is not known: write one of %s".formatted(text, String.join(", ", Skill.ENGINES)));
        }
        return text;
    }

    private static String id(String text) {
        if (!ID.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "`id: %s` is not 1 to 64 lower case letters, digits and hyphens: rename it".formatted(text));
        }
        return text;
    }

    /// One signature.
    private record Reading(Source source, Fields fields, Findings findings) {
        Optional<Signature> signature(String engine) {
            Optional<Located<String>> id = fields.read("id", SignatureReader::id);
            Optional<Located<String>> title = fields.text("title");
            Optional<Located<Kind>> kind = fields.read("kind", Kind::of);
            Optional<Located<Signature.Part>> part = fields.read("part", Signature.Part::of);
            Optional<Double> confidence = confidence();
            Optional<Match> match = fields.fields("match", MATCH).flatMap(this::match);
            List<String> explains = values(fields.readAll("explains", SignatureReader::id));
            List<String> evidence = values(fields.readAll("evidence", SignatureReader::id));
            Optional<Located<String>> cause = fields.text("cause");
            Optional<Remedy> remedy = fields.fields("remedy", REMEDY).flatMap(this::remedy);
            String verify = fields.prose("verify");
            Optional<Located<String>> address = fields.read("source", SignatureReader::address);
            List<Example> examples = examples();
            if (id.isEmpty() || title.isEmpty() || kind.isEmpty() || part.isEmpty() || confidence.isEmpty()) {
                return Optional.empty();
            }
            if (match.isEmpty() || cause.isEmpty() || remedy.isEmpty() || address.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Signature(
                    id.get().value(),
                    title.get().value(),
                    engine,
                    kind.get().value(),
                    part.get().value(),
                    confidence.get(),
                    match.get(),
                    explains,
                    cause.get().value(),
                    evidence,
                    remedy.get(),
                    verify,
                    address.get().value(),
                    examples,
                    source.file(),
                    id.get().line()));
        }

        private Optional<Double> confidence() {
            return fields.node("confidence").flatMap(node -> {
                if (node instanceof ScalarNode scalar) {
                    try {
                        double value = Double.parseDouble(scalar.getValue());
                        if (value > 0 && value <= 1) {
                            return Optional.of(value);
                        }
                    } catch (NumberFormatException _) {
                        // said below
                    }
                }
                findings.error(
                        Yaml.line(node), "`confidence` is no number above 0 and at most 1", "write `confidence: 0.9`");
                return Optional.empty();
            });
        }

        private Optional<Match> match(Fields match) {
            ConditionReader reader = new ConditionReader(findings);
            List<Condition> all = reader.read(match.items("all"));
            List<Condition> any = reader.read(match.items("any"));
            List<Condition> none = reader.read(match.items("none"));
            if (all.isEmpty() && any.isEmpty()) {
                findings.error(
                        match.line(), "`match` has neither `any` nor `all`", "write what the failure looks like");
                return Optional.empty();
            }
            return Optional.of(new Match(all, any, none));
        }

        private Optional<Remedy> remedy(Fields remedy) {
            Optional<Located<Remedy.Action>> action = remedy.read("action", Remedy.Action::of);
            Optional<Located<Rung>> rung = remedy.read("rung", Rung::of);
            Optional<Located<Boolean>> reversible = remedy.flag("reversible");
            Map<String, String> args = ConditionReader.texts(remedy, "args", findings);
            String undo = remedy.prose("undo");
            if (action.isEmpty() || rung.isEmpty() || reversible.isEmpty()) {
                return Optional.empty();
            }
            boolean acts = rung.get().value().compareTo(Rung.SUGGEST) > 0;
            if (acts && !reversible.get().value()) {
                findings.error(
                        rung.get().line(),
                        "a remedy that is not reversible has the rung `%s`"
                                .formatted(rung.get().value().word()),
                        "write `rung: suggest`: people decide what cannot be taken back");
                return Optional.empty();
            }
            if (acts && undo.isEmpty()) {
                findings.error(
                        rung.get().line(),
                        "a remedy of the rung `%s` has no `undo`"
                                .formatted(rung.get().value().word()),
                        "say how it is taken back");
            }
            return Optional.of(new Remedy(
                    action.get().value(),
                    args,
                    rung.get().value(),
                    reversible.get().value(),
                    undo,
                    remedy.prose("command")));
        }

        private List<Example> examples() {
            List<Node> items = fields.items("examples");
            if (items.size() > EXAMPLES_MAX) {
                findings.error(fields.line("examples"), "more than %d examples".formatted(EXAMPLES_MAX), "keep a few");
                return List.of();
            }
            List<Example> examples = new ArrayList<>();
            for (Node item : items) {
                Fields.of(item, EXAMPLE, findings).flatMap(this::example).ifPresent(examples::add);
            }
            if (fields.has("examples") && examples.stream().noneMatch(Example::matches)) {
                findings.error(
                        fields.line("examples"),
                        "no example says what must match",
                        "add `- log: |` and a real excerpt");
            }
            return examples;
        }

        private Optional<Example> example(Fields example) {
            boolean matches = example.has("log");
            if (matches == example.has("not")) {
                findings.error(
                        example.line(),
                        "an example has %s".formatted(matches ? "both `log` and `not`" : "neither `log` nor `not`"),
                        "write one of them");
                return Optional.empty();
            }
            Optional<Node> excerpt = example.node(matches ? "log" : "not");
            if (!(excerpt.orElse(null) instanceof ScalarNode scalar)
                    || scalar.getValue().isBlank()
                    || scalar.getValue().length() > EXCERPT_MAX) {
                findings.error(
                        example.line(),
                        "the excerpt is no text of 1 to %d characters".formatted(EXCERPT_MAX),
                        "write `|` and the lines below, indented");
                return Optional.empty();
            }
            Map<String, String> args = ConditionReader.texts(example, "args", findings);
            return Optional.of(new Example(matches, scalar.getValue(), args, example.line()));
        }
    }

    private static <T> List<T> values(List<Located<T>> located) {
        return located.stream().map(Located::value).toList();
    }

    private static String address(String text) {
        if (!text.startsWith("https://")) {
            throw new IllegalArgumentException(
                    "`source: %s` is no address of https: name the page that says so".formatted(text));
        }
        return text;
    }
}
