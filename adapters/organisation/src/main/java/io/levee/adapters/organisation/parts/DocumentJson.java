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

    private final StringBuilder json = new StringBuilder();

    private DocumentJson() {}

    static String of(Node document) {
        DocumentJson text = new DocumentJson();
        text.write(document, false);
        return text.json.toString();
    }

    /// @param names whether the keys below are names of the user's own, none of which is left out
    private void write(Node node, boolean names) {
        switch (node) {
            case MappingNode mapping -> mapping(mapping, names);
            case SequenceNode sequence -> sequence(sequence.getValue());
            case ScalarNode scalar -> scalar(scalar);
            default -> json.append("null");
        }
    }

    private void mapping(MappingNode mapping, boolean names) {
        Set<String> written = new HashSet<>();
        json.append('{');
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key
                    && (names || !LEFT_OUT.contains(key.getValue()))
                    && written.add(key.getValue())) {
                json.append(written.size() == 1 ? "" : ",");
                text(key.getValue());
                json.append(':');
                boolean ofUser = !names
                        && (key.getValue().equals("properties")
                                || key.getValue().equals("schemas"));
                write(entry.getValueNode(), ofUser);
            }
        }
        json.append('}');
    }

    private void sequence(List<Node> items) {
        json.append('[');
        for (int i = 0; i < items.size(); i++) {
            json.append(i == 0 ? "" : ",");
            write(items.get(i), false);
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
