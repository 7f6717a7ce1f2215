package io.levee.adapters.forges.github;

import io.levee.adapters.forges.Wire;
import io.levee.adapters.rest.Ask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// GitHub's GraphQL, for questions and for what means the same twice.
final class GraphQl {
    private static final int PAGES_MAX = 40;

    private final Wire wire;
    private final String path;

    GraphQl(Wire wire, String path) {
        this.wire = wire;
        this.path = path;
    }

    /// @param operation the name that the query gives itself
    /// @return its `data`
    /// @throws IllegalStateException where GitHub says no, with the kind of error alone
    JsonNode run(String operation, String query, Map<String, Object> variables) {
        Map<String, Object> body = Map.of("query", query, "operationName", operation, "variables", variables);
        JsonNode answer = wire.ask(Ask.json("POST", path, body)).orThrow().json();
        if (!answer.path("errors").isEmpty()) {
            String kind = answer.path("errors").path(0).path("type").asString("");
            throw new IllegalStateException("GitHub refused `%s`: %s"
                    .formatted(operation, kind.matches("[A-Z_]{1,40}") ? kind : "without a kind"));
        }
        return answer.path("data");
    }

    /// All nodes of a connection, which the query turns through with `$after`.
    ///
    /// @throws IllegalStateException where it has no end within [#PAGES_MAX]
    List<JsonNode> all(
            String operation, String query, Map<String, Object> variables, Function<JsonNode, JsonNode> connection) {
        List<JsonNode> nodes = new ArrayList<>();
        Map<String, Object> with = new HashMap<>(variables);
        for (int page = 0; page < PAGES_MAX; page++) {
            JsonNode found = connection.apply(run(operation, query, with));
            if (!found.path("nodes").isArray()) {
                throw new IllegalStateException("GitHub answered `%s` without a list".formatted(operation));
            }
            found.path("nodes").forEach(nodes::add);
            if (!found.path("pageInfo").path("hasNextPage").asBoolean(false)) {
                return nodes;
            }
            with.put("after", found.path("pageInfo").path("endCursor").asString(""));
        }
        throw new IllegalStateException("GitHub's answer to `%s` has no end".formatted(operation));
    }
}
