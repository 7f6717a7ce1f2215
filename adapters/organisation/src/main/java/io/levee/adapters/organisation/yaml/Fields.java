package io.levee.adapters.organisation.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A YAML mapping with its known keys. Making one finds unknown, repeated and missing keys; reading a value
/// finds the wrong type. A value that could not be read is empty, and a finding says why.
public final class Fields {
    /// Entries of one mapping or list.
    public static final int ENTRIES_MAX = 20_000;

    private final Map<String, Node> values;
    private final Map<String, Integer> lines;
    private final Keys keys;
    private final int line;
    private final Findings findings;

    private Fields(Map<String, Node> values, Map<String, Integer> lines, Keys keys, int line, Findings findings) {
        this.values = values;
        this.lines = lines;
        this.keys = keys;
        this.line = line;
        this.findings = findings;
    }

    /// Empty where `node` is no mapping. The line of a mapping is that of its key, where it has one.
    public static Optional<Fields> of(Node node, Keys keys, Findings findings) {
        return of(node, Yaml.line(node), keys, findings);
    }

    private static Optional<Fields> of(Node node, int start, Keys keys, Findings findings) {
        if (!(node instanceof MappingNode mapping)) {
            findings.error(
                    Yaml.line(node),
                    "%s is %s, not a mapping".formatted(keys.idea(), kind(node)),
                    "write `key: value` lines: %s".formatted(keys.example()));
            return Optional.empty();
        }
        Map<String, Node> values = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            int line = Yaml.line(entry.getKeyNode());
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                findings.error(line, "a key is %s".formatted(kind(entry.getKeyNode())), "use plain words as keys");
                continue;
            }
            if (values.putIfAbsent(key.getValue(), entry.getValueNode()) != null) {
                findings.error(
                        line,
                        "`%s` is written twice; first on line %s".formatted(key.getValue(), lines.get(key.getValue())),
                        "keep one of them");
                continue;
            }
            lines.put(key.getValue(), line);
        }
        Fields fields = new Fields(values, lines, keys, start, findings);
        fields.checkKeys();
        return Optional.of(fields);
    }

    public int line() {
        return line;
    }

    /// The line of a key, or of the whole mapping where the key is missing.
    public int line(String key) {
        return lines.getOrDefault(key, line);
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public Set<String> names() {
        return values.keySet();
    }

    public Optional<Node> node(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /// A text that is not empty.
    public Optional<Located<String>> text(String key) {
        return node(key).flatMap(node -> text(node, key));
    }

    /// A text, or a number as it is written.
    public Optional<Located<String>> textOrNumber(String key) {
        return node(key).flatMap(node -> Scalars.number(node).or(() -> text(node, key)));
    }

    /// A text that nothing is decided by: empty where it is missing, empty or no text.
    public String prose(String key) {
        Optional<ScalarNode> scalar =
                node(key).filter(ScalarNode.class::isInstance).map(ScalarNode.class::cast);
        String text = scalar.map(ScalarNode::getValue).orElse("").strip();
        return text.length() <= Scalars.LENGTH_MAX ? text : text.substring(0, Scalars.LENGTH_MAX);
    }

    /// A text that `parser` understands; what it throws becomes the finding.
    public <T> Optional<Located<T>> read(String key, Function<String, T> parser) {
        return text(key).flatMap(text -> parse(text, parser));
    }

    /// A list of texts, each understood by `parser`; those that are not are left out, with a finding each.
    public <T> List<Located<T>> readAll(String key, Function<String, T> parser) {
        List<Located<T>> read = new ArrayList<>();
        for (Node item : items(key)) {
            text(item, "an entry of `" + key + "`")
                    .flatMap(text -> parse(text, parser))
                    .ifPresent(read::add);
        }
        return read;
    }

    /// The entries of a list; none where the key is missing.
    public List<Node> items(String key) {
        Node node = values.get(key);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            findings.error(Yaml.line(node), "`%s` is %s, not a list".formatted(key, kind(node)), "write `[one, two]`");
            return List.of();
        }
        if (sequence.getValue().size() > ENTRIES_MAX) {
            findings.error(line(key), "`%s` has more than %d entries".formatted(key, ENTRIES_MAX), "split the file");
            return List.of();
        }
        return sequence.getValue();
    }

    public Optional<Located<Boolean>> flag(String key) {
        return scalar(key, "a yes or no", "write `true` or `false`").flatMap(node -> switch (node.getValue()) {
            case "true" -> Optional.of(new Located<>(true, Yaml.line(node)));
            case "false" -> Optional.of(new Located<>(false, Yaml.line(node)));
            default -> {
                wrong(node, key, "neither `true` nor `false`", "write `true` or `false`");
                yield Optional.empty();
            }
        });
    }

    /// A whole number between 0 and `max`.
    public Optional<Located<Long>> whole(String key, long max) {
        String fix = "write a whole number from 0 to %d".formatted(max);
        return scalar(key, "a whole number", fix).flatMap(node -> {
            try {
                long value = Long.parseLong(node.getValue());
                if (value >= 0 && value <= max) {
                    return Optional.of(new Located<>(value, Yaml.line(node)));
                }
            } catch (NumberFormatException _) {
                // said below, like a number out of range
            }
            wrong(node, key, "no whole number from 0 to %d".formatted(max), fix);
            return Optional.empty();
        });
    }

    /// The mapping under a key.
    public Optional<Fields> fields(String key, Keys inner) {
        return node(key).flatMap(node -> of(node, line(key), inner, findings));
    }

    private void checkKeys() {
        for (Map.Entry<String, Integer> present : lines.entrySet()) {
            if (!keys.knows(present.getKey())) {
                findings.error(
                        present.getValue(),
                        "`%s` is no key of %s".formatted(present.getKey(), keys.idea()),
                        Spelling.hint(present.getKey(), keys.known(), "known keys are %s".formatted(keys.listed())));
            }
        }
        for (String missing : new TreeSet<>(keys.required())) {
            if (!values.containsKey(missing)) {
                findings.error(line, "%s has no `%s`".formatted(keys.idea(), missing), "add `%s:`".formatted(missing));
            }
        }
    }

    private Optional<ScalarNode> scalar(String key, String wanted, String fix) {
        Node node = values.get(key);
        if (node == null || node instanceof ScalarNode) {
            return Optional.ofNullable((ScalarNode) node);
        }
        findings.error(Yaml.line(node), "`%s` is %s, not %s".formatted(key, kind(node), wanted), fix);
        return Optional.empty();
    }

    private Optional<Located<String>> text(Node node, String key) {
        return Scalars.text(node, key, findings);
    }

    private <T> Optional<Located<T>> parse(Located<String> text, Function<String, T> parser) {
        return Scalars.parse(text, parser, findings);
    }

    private void wrong(ScalarNode node, String key, String what, String fix) {
        findings.error(Yaml.line(node), "`%s: %s` is %s".formatted(key, Scalars.shown(node.getValue()), what), fix);
    }

    static String kind(Node node) {
        return switch (node.getNodeType()) {
            case MAPPING -> "a mapping";
            case SEQUENCE -> "a list";
            case SCALAR -> "a single value";
            case ANCHOR -> "an anchor";
        };
    }
}
