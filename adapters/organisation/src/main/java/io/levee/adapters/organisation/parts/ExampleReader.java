package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.catalog.AssetId;
import io.levee.knowledge.Guardrail.Example;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// One entry of `examples`: `match:` or `pass:` with a change of one file.
final class ExampleReader {
    /// Characters of one side.
    static final int TEXT_MAX = 20_000;

    private static final Keys EXAMPLE = Keys.of("an example", Set.of(), Set.of("match", "pass"));
    private static final Keys CHANGE =
            Keys.of("a change in an example", Set.of("file"), Set.of("before", "after", "touched"));

    private ExampleReader() {}

    static Optional<Example> read(Node node, Findings findings) {
        Optional<Fields> example = Fields.of(node, EXAMPLE, findings);
        if (example.isEmpty()) {
            return Optional.empty();
        }
        boolean matches = example.get().has("match");
        if (matches == example.get().has("pass")) {
            findings.error(
                    example.get().line(),
                    "an example has %s".formatted(matches ? "both `match` and `pass`" : "neither `match` nor `pass`"),
                    "write one of them");
            return Optional.empty();
        }
        return example.get()
                .fields(matches ? "match" : "pass", CHANGE)
                .flatMap(change -> change(matches, change, findings));
    }

    private static Optional<Example> change(boolean matches, Fields change, Findings findings) {
        Optional<Located<String>> file = change.text("file");
        Optional<String> before = side(change, "before", findings);
        Optional<String> after = side(change, "after", findings);
        List<String> touched = change.readAll("touched", AssetId::parse).stream()
                .map(asset -> asset.value().toString())
                .toList();
        if (file.isEmpty() || before.isEmpty() || after.isEmpty()) {
            return Optional.empty();
        }
        if (before.get().equals(after.get())) {
            findings.error(
                    change.line(), "`before` and `after` of this example are the same", "write what the change does");
            return Optional.empty();
        }
        return Optional.of(new Example(matches, file.get().value(), before.get(), after.get(), touched, change.line()));
    }

    /// The text as it stands, with its white space; empty where the key is missing. Empty where
    /// it is no text.
    private static Optional<String> side(Fields change, String key, Findings findings) {
        Optional<Node> node = change.node(key);
        if (node.isEmpty()) {
            return Optional.of("");
        }
        if (!(node.get() instanceof ScalarNode scalar)) {
            findings.error(
                    change.line(key),
                    "`%s` of an example is not a text".formatted(key),
                    "write `%s: |` and the file below, indented".formatted(key));
            return Optional.empty();
        }
        if (scalar.getValue().length() > TEXT_MAX) {
            findings.error(
                    change.line(key),
                    "`%s` is longer than %d characters".formatted(key, TEXT_MAX),
                    "keep what the guardrail looks at");
            return Optional.empty();
        }
        return Optional.of(scalar.getValue());
    }
}
