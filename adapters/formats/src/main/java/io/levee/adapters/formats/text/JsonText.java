package io.levee.adapters.formats.text;

import io.levee.adapters.formats.tree.Budget;
import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Reading;
import io.levee.adapters.formats.tree.Scalars;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// JSON (RFC 8259), with comments as editors and compilers allow them. Several values one after
/// another are several documents.
public final class JsonText {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Budget.DEPTH_MAX + 2)
                    .maxStringLength(Budget.CHARACTERS_MAX + 1)
                    .maxNameLength(Budget.CHARACTERS_MAX + 1)
                    .maxNumberLength(1_000)
                    .build())
            .build();

    private final JsonParser parser;
    private final int offset;
    private final Budget budget = new Budget();

    private JsonText(JsonParser parser, int offset) {
        this.parser = parser;
        this.offset = offset;
    }

    /// @param first the number of the first line
    public static Reading read(String text, int first) {
        List<Node> documents = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonText reader = new JsonText(parser, first - 1);
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                documents.add(reader.node(token, reader.line(), 0));
            }
            return new Reading(documents, "");
        } catch (Budget.Refused e) {
            return new Reading(documents, e.problem());
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr() + first - 1);
            String what =
                    String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("this is no JSON");
            return new Reading(documents, Budget.problem(line, what));
        }
    }

    private Node node(JsonToken token, int line, int depth) {
        budget.spend(line, depth);
        return switch (token) {
            case START_OBJECT -> new Node.Fields(fields(depth), line);
            case START_ARRAY -> new Node.Items(items(depth), line);
            default -> new Node.Scalar(scalar(token), line);
        };
    }

    private Map<String, Node> fields(int depth) {
        Map<String, Node> members = new LinkedHashMap<>();
        for (JsonToken token = next(); token == JsonToken.PROPERTY_NAME; token = next()) {
            String key = String.valueOf(parser.currentName());
            int line = line();
            members.put(key, node(next(), line, depth + 1));
        }
        return members;
    }

    private List<Node> items(int depth) {
        List<Node> members = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            members.add(node(token, line(), depth + 1));
        }
        return members;
    }

    private JsonToken next() {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new Budget.Refused(line(), "the file ends inside a value: close it");
        }
        return token;
    }

    private @Nullable Object scalar(JsonToken token) {
        return switch (token) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> Scalars.whole(parser.getString());
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default -> parser.getString();
        };
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr() + offset;
    }
}
