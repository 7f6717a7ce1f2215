package io.levee.adapters.mcp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `apis/NAME.mcp.json`, read as strictly as a message: which definitions people approved of one server.
sealed interface DefinitionFile {
    /// @param name under which the organisation knows it
    record Entry(Kind kind, String name, ObjectNode definition, int line) {
        /// As [io.levee.catalog.Api.Operation#path] has it.
        String path() {
            return kind == Kind.TOOL ? "/" + name : "/%s/%s".formatted(kind.capability(), name);
        }
    }

    /// @param line where the server is named
    record Read(String server, int line, List<Entry> entries) implements DefinitionFile {
        public Read {
            entries = List.copyOf(entries);
        }
    }

    /// @param line 0 where it is the whole file
    record Malformed(int line, String what) implements DefinitionFile {}

    static DefinitionFile of(String text) {
        Map<String, Integer> lines;
        JsonNode whole;
        try {
            lines = lines(text);
            whole = Wire.read(text);
        } catch (StreamConstraintsException e) {
            return new Malformed(line(e), "this is nested too deep, or too large");
        } catch (JacksonException e) {
            return new Malformed(line(e), "this is not JSON that is read the same everywhere");
        } catch (McpRefusal.Rejection e) {
            return new Malformed(0, "this is not JSON that is read the same everywhere (%s)".formatted(e.detail()));
        }
        return whole instanceof ObjectNode object ? members(object, lines) : new Malformed(1, "this is no JSON object");
    }

    private static DefinitionFile members(ObjectNode file, Map<String, Integer> lines) {
        JsonNode server = file.get("server");
        if (server == null || !server.isString()) {
            return new Malformed(lines.getOrDefault("server", 1), "`server` does not say whose definitions these are");
        }
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : file.properties()) {
            String word = member.getKey();
            int line = lines.getOrDefault(word, 1);
            if (word.equals("server")) {
                continue;
            }
            Optional<Kind> kind = Kind.named(word);
            if (kind.isEmpty() || !(member.getValue() instanceof ObjectNode all)) {
                return new Malformed(line, "`%s` is not `server`, `tools`, `prompts` or `resources`".formatted(word));
            }
            for (Map.Entry<String, JsonNode> one : all.properties()) {
                int at = lines.getOrDefault(word + "/" + one.getKey(), line);
                if (!(one.getValue() instanceof ObjectNode definition)) {
                    return new Malformed(at, "`%s` is no definition".formatted(one.getKey()));
                }
                entries.add(new Entry(kind.get(), one.getKey(), definition, at));
            }
        }
        return new Read(server.stringValue(), lines.getOrDefault("server", 1), entries);
    }

    /// Where members stand, and members of members as `tools/search`.
    private static Map<String, Integer> lines(String text) {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = Wire.parser(text)) {
            int depth = 0;
            String outer = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.PROPERTY_NAME && depth <= 2) {
                    outer = depth == 1 ? parser.currentName() : outer;
                    lines.put(
                            depth == 1 ? outer : outer + "/" + parser.currentName(),
                            parser.currentTokenLocation().getLineNr());
                }
            }
        }
        return lines;
    }

    private static int line(JacksonException e) {
        return e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
    }

    /// Members that nobody approves by approving the definition: the digest does not cover them.
    static Set<String> uncovered(Entry entry) {
        Set<String> members = new TreeSet<>(entry.definition().propertyNames());
        members.removeAll(Digests.shown(entry.kind(), entry.definition()).propertyNames());
        return members;
    }
}
