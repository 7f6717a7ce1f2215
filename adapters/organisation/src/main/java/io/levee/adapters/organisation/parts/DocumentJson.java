package io.levee.adapters.organisation.parts;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A YAML document as JSON text. Of a key that is written twice the first counts; what is no JSON number becomes text.
final class DocumentJson {
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
    /// Prose, and data of the API's users: nothing of it is held to.
    private static final Set<String> LEFT_OUT = Set.of("description", "summary", "example", "examples", "externalDocs");

    /// Below these stand names of the user's own: a schema may be called `example`, a header `summary`.
    private static final Set<String> NAMED = Set.of(
            "properties",
            "patternProperties",
            "dependentSchemas",
            "$defs",
            "schemas",
            "parameters",
            "headers",
            "responses",
            "requestBodies",
            "securitySchemes",
            "pathItems",
            "paths",
            "content",
            "mapping");
    /// Below these stands data of the API's users, which is compared as it is.
    private static final Set<String> DATA = Set.of("enum", "const", "default");

    /// What the keys of a mapping are.
    private enum Keys {
        OF_OPENAPI,
        /// Of the user's own, each with something of OpenAPI below it.
        NAMES,
        /// Of the user's own, as everything below them.
        DATA
    }

    private final StringBuilder json = new StringBuilder();

    private DocumentJson() {}

    static String of(Node document) {
        DocumentJson text = new DocumentJson();
        text.write(document, Keys.OF_OPENAPI);
        return text.json.toString();
    }

    private void write(Node node, Keys keys) {
        switch (node) {
            case MappingNode mapping -> mapping(mapping, keys);
            case SequenceNode sequence -> sequence(sequence.getValue(), keys);
            case ScalarNode scalar -> scalar(scalar);
            default -> json.append("null");
        }
    }

    private void mapping(MappingNode mapping, Keys keys) {
        Set<String> written = new HashSet<>();
        json.append('{');
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key
                    && (keys != Keys.OF_OPENAPI || !LEFT_OUT.contains(key.getValue()))
                    && written.add(key.getValue())) {
                json.append(written.size() == 1 ? "" : ",");
                text(key.getValue());
                json.append(':');
                write(entry.getValueNode(), below(keys, key.getValue()));
            }
        }
        json.append('}');
    }

    private static Keys below(Keys keys, String key) {
        return switch (keys) {
            case DATA -> Keys.DATA;
            case NAMES -> Keys.OF_OPENAPI;
            case OF_OPENAPI -> DATA.contains(key) ? Keys.DATA : NAMED.contains(key) ? Keys.NAMES : Keys.OF_OPENAPI;
        };
    }

    private void sequence(List<Node> items, Keys keys) {
        json.append('[');
        for (int i = 0; i < items.size(); i++) {
            json.append(i == 0 ? "" : ",");
            // `parameters` is a map of names, or a list of what OpenAPI describes
            write(items.get(i), keys == Keys.DATA ? Keys.DATA : Keys.OF_OPENAPI);
        }
        json.append(']');
    }

    private void scalar(ScalarNode scalar) {
        String value = scalar.getValue();
        boolean bare = scalar.getTag().equals(Tag.BOOL)
                || ((scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))
                        && NUMBER.matcher(value).matches());
        if (scalar.getTag().equals(Tag.NULL)) {
            json.append("null");
        } else if (bare) {
            json.append(value);
        } else {
            text(value);
        }
    }

    private void text(String value) {
        json.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20) {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
