package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Yaml;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The `$ref`s of one document. Only references into the document itself are followed: nothing that a
/// description says makes Levee open another file or a connection.
final class LocalReferences {
    private static final String REF = "$ref";
    /// References to references to …; a longer way is a circle.
    private static final int STEPS_MAX = 16;
    /// What stands below these is data of the API's users, in which `$ref` means nothing.
    private static final Set<String> DATA = Set.of("example", "examples", "default", "enum", "const");

    /// Entries of a mapping that is looked through from its start.
    private static final int FEW = 8;

    private final Node root;
    private final Findings findings;
    /// The larger mappings that references lead through, by key: ten thousand lead through `schemas`.
    private final IdentityHashMap<MappingNode, Map<String, Node>> byKey = new IdentityHashMap<>();

    LocalReferences(Node root, Findings findings) {
        this.root = root;
        this.findings = findings;
    }

    /// Finds every reference that leads nowhere or out of the document.
    void check() {
        check(root);
    }

    /// What `node` stands for: itself, or where its `$ref` leads; empty where that is nowhere.
    Optional<Node> follow(Node node) {
        Node at = node;
        for (int step = 0; step < STEPS_MAX; step++) {
            Optional<ScalarNode> ref = ref(at);
            if (ref.isEmpty()) {
                return Optional.of(at);
            }
            Optional<Node> next = find(ref.get().getValue());
            if (next.isEmpty()) {
                return Optional.empty();
            }
            at = next.get();
        }
        return Optional.empty();
    }

    private void check(Node node) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::check);
        }
        if (node instanceof MappingNode mapping) {
            ref(node).ifPresent(this::checkRef);
            for (NodeTuple entry : mapping.getValue()) {
                if (!(entry.getKeyNode() instanceof ScalarNode key && DATA.contains(key.getValue()))) {
                    check(entry.getValueNode());
                }
            }
        }
    }

    private void checkRef(ScalarNode ref) {
        String target = ref.getValue();
        if (!target.startsWith("#")) {
            findings.error(
                    Yaml.line(ref),
                    "`$ref: %s` leads out of this file".formatted(target),
                    "copy what it names under `components` and refer to `#/components/…`");
        } else if (target.startsWith("#/") && follow(find(target)).isEmpty()) {
            findings.error(
                    Yaml.line(ref), "`$ref: %s` leads nowhere".formatted(target), "add what it names, or correct it");
        }
    }

    private Optional<Node> follow(Optional<Node> node) {
        return node.flatMap(this::follow);
    }

    /// A JSON pointer behind `#`.
    private Optional<Node> find(String target) {
        if (!target.startsWith("#/")) {
            return Optional.empty();
        }
        Optional<Node> at = Optional.of(root);
        for (String token : decoded(target.substring(2)).split("/", -1)) {
            String key = token.replace("~1", "/").replace("~0", "~");
            at = at.flatMap(node -> child(node, key));
        }
        return at;
    }

    /// A reference is a URI: `#/paths/~1things~1%7Bid%7D`. What is not encoded as a URI is taken as it stands.
    private static String decoded(String pointer) {
        if (pointer.indexOf('%') < 0) {
            return pointer;
        }
        try {
            return URLDecoder.decode(pointer.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return pointer;
        }
    }

    private Optional<Node> child(Node node, String key) {
        if (node instanceof SequenceNode sequence) {
            List<Node> items = sequence.getValue();
            boolean index = key.matches("[0-9]{1,6}") && Integer.parseInt(key) < items.size();
            return index ? Optional.of(items.get(Integer.parseInt(key))) : Optional.empty();
        }
        if (!(node instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        return mapping.getValue().size() <= FEW
                ? value(mapping, key)
                : Optional.ofNullable(
                        byKey.computeIfAbsent(mapping, LocalReferences::byKey).get(key));
    }

    /// Of a key that is written twice the first counts.
    private static Map<String, Node> byKey(MappingNode mapping) {
        Map<String, Node> values = new HashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode name) {
                values.putIfAbsent(name.getValue(), entry.getValueNode());
            }
        }
        return values;
    }

    private static Optional<ScalarNode> ref(Node node) {
        return node instanceof MappingNode mapping
                ? value(mapping, REF).filter(ScalarNode.class::isInstance).map(ScalarNode.class::cast)
                : Optional.empty();
    }

    private static Optional<Node> value(MappingNode mapping, String key) {
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
                return Optional.of(entry.getValueNode());
            }
        }
        return Optional.empty();
    }
}
