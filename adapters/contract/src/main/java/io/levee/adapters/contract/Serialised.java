package io.levee.adapters.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The text of a parameter by its `style` and `explode`. Delimiters are looked for before anything is decoded, so that
/// an encoded one is part of a value.
///
/// @param plusIsSpace how a plus in a query is read
record Serialised(Parameter parameter, boolean plusIsSpace) {
    private static final int PARTS_MAX = 10_000;

    /// It is not written as its style says.
    static final class Malformed extends RuntimeException {
        Malformed() {
            super("not of its style", null, false, false);
        }
    }

    /// One value that is neither list nor object.
    String single(String sent) {
        return decoded(unprefixed(sent));
    }

    ArrayNode array(List<String> sent) {
        List<String> parts = new ArrayList<>();
        boolean repeats = parameter.in().equals("query") && parameter.explode();
        for (String text : sent) {
            if (repeats) {
                parts.add(text);
            } else if (sent.size() > 1 && !parameter.in().equals("header")) {
                throw new Malformed();
            } else {
                parts.addAll(parts(unprefixed(text)));
            }
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        JsonNode items = coercion().items(parameter.schema().node());
        parts.forEach(part -> array.add(coercion().value(decoded(part), items)));
        return array;
    }

    /// `k,v,k,v`, or `k=v,k=v` where it is exploded.
    ObjectNode object(String sent) {
        List<String> parts = parts(unprefixed(sent));
        List<String[]> properties = new ArrayList<>();
        if (parameter.explode()) {
            for (String part : parts) {
                int equals = part.indexOf('=');
                if (equals < 0) {
                    throw new Malformed();
                }
                properties.add(new String[] {decoded(part.substring(0, equals)), part.substring(equals + 1)});
            }
        } else {
            if (parts.size() % 2 != 0) {
                throw new Malformed();
            }
            for (int i = 0; i < parts.size(); i += 2) {
                properties.add(new String[] {decoded(parts.get(i)), parts.get(i + 1)});
            }
        }
        return properties(properties);
    }

    /// @param properties name, decoded, and value, encoded
    ObjectNode properties(List<String[]> properties) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (String[] property : properties) {
            JsonNode schema = coercion().property(parameter.schema().node(), property[0]);
            JsonNode value = coercion().value(decoded(property[1]), schema);
            if (object.has(property[0])) {
                throw new Malformed();
            }
            object.set(property[0], value);
        }
        return object;
    }

    private Coercion coercion() {
        return new Coercion(parameter.schema().document());
    }

    private String unprefixed(String sent) {
        if (!parameter.style().equals("label")) {
            return sent;
        }
        if (!sent.startsWith(".")) {
            throw new Malformed();
        }
        return sent.substring(1);
    }

    private List<String> parts(String text) {
        String delimiter = switch (parameter.style()) {
            case "spaceDelimited" -> "%20|\\+";
            case "pipeDelimited" -> "\\||%7[Cc]";
            case "label" -> parameter.explode() ? "\\." : ",";
            default -> ",";
        };
        String[] parts = Pattern.compile(delimiter).split(text, PARTS_MAX + 1);
        if (parts.length > PARTS_MAX) {
            throw new Malformed();
        }
        List<String> trimmed = new ArrayList<>();
        for (String part : parts) {
            trimmed.add(parameter.in().equals("header") ? part.strip() : part);
        }
        return trimmed;
    }

    private String decoded(String text) {
        if (parameter.in().equals("header")) {
            return text; // headers are not percent-encoded
        }
        boolean space = plusIsSpace && parameter.in().equals("query");
        return Percent.decoded(text, space).orElseThrow(Malformed::new);
    }
}
