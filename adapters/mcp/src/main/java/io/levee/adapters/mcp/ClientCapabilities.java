package io.levee.adapters.mcp;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a client says that it can do, as servers are told of it.
///
/// INVARIANT I11: servers hear of it when a session begins with them, beside any call. So it is written anew from words
/// of the specification: nothing that a client chose goes there by this way.
final class ClientCapabilities {
    /// What a server may ask for, with what may stand below it.
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "elicitation", Set.of("form", "url"),
            "sampling", Set.of("context", "tools"),
            "roots", Set.of("listChanged"));

    private ClientCapabilities() {}

    static ObjectNode known(JsonNode said) {
        ObjectNode known = Wire.object();
        KNOWN.forEach((capability, below) -> {
            if (said.path(capability).isObject()) {
                ObjectNode kept = known.putObject(capability);
                below.forEach(name -> keep(said.path(capability).path(name), name, kept));
            }
        });
        return known;
    }

    private static void keep(JsonNode value, String name, ObjectNode kept) {
        if (value.isBoolean()) {
            kept.put(name, value.asBoolean());
        } else if (value.isObject()) {
            kept.putObject(name);
        }
    }
}
