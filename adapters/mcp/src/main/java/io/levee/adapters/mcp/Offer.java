package io.levee.adapters.mcp;

import com.networknt.schema.Schema;
import io.levee.catalog.Api;
import io.levee.rooms.gateway.GatewayRefusal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One tool, prompt or resource that the organisation describes, as its server describes it now.
///
/// @param name       as the server knows it
/// @param definition what of it was approved and may be shown; empty where nothing is
/// @param held       why it may not be used now
/// @param schema     of a tool's arguments
record Offer(
        Api api,
        Api.Operation operation,
        Kind kind,
        String name,
        ObjectNode definition,
        Optional<GatewayRefusal> held,
        Optional<Schema> schema) {
    private static final int MISTAKES_MAX = 5;

    /// The name under which the organisation knows it.
    String local() {
        return operation.path().substring(operation.path().lastIndexOf('/') + 1);
    }

    /// What is wrong with these arguments, cut; empty where nothing is. Nothing is converted: `"5"` is no number.
    String mistakes(JsonNode arguments) {
        if (schema.isEmpty()) {
            return "";
        }
        List<com.networknt.schema.Error> errors = schema.get().validate(arguments);
        return String.join(
                "; ",
                errors.stream()
                        .limit(MISTAKES_MAX)
                        .map(error -> "%s: %s".formatted(error.getInstanceLocation(), error.getKeyword()))
                        .toList());
    }
}
