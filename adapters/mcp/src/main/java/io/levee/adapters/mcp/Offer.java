package io.levee.adapters.mcp;

import com.networknt.schema.Schema;
import io.levee.catalog.Api;
import io.levee.rooms.gateway.GatewayRefusal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

    /// What is wrong with arguments, cut.
    ///
    /// @param told     for whoever sent them: where in the arguments, and by which keyword
    /// @param recorded for everybody else: which part of the approved schema. INVARIANT I12: it holds no name or
    ///                 value that was sent
    record Mistakes(String told, String recorded) {
        private static final Mistakes NONE = new Mistakes("", "");

        boolean none() {
            return recorded.isEmpty();
        }
    }

    /// Nothing is converted: `"5"` is no number.
    Mistakes mistakes(JsonNode arguments) {
        if (schema.isEmpty()) {
            return Mistakes.NONE;
        }
        List<com.networknt.schema.Error> errors =
                schema.get().validate(arguments).stream().limit(MISTAKES_MAX).toList();
        return new Mistakes(
                joined(errors, error -> "%s: %s".formatted(error.getInstanceLocation(), error.getKeyword())),
                joined(errors, error -> error.getSchemaLocation().getFragment().toString()));
    }

    private static String joined(
            List<com.networknt.schema.Error> errors, Function<com.networknt.schema.Error, String> text) {
        return String.join("; ", errors.stream().map(text).toList());
    }
}
