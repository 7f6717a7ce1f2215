package io.levee.adapters.mcp;

import io.levee.identity.Identity;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What answers calls of [io.levee.catalog.OwnServer]: no server is asked, and nothing leaves this replica.
/// Thread-safe.
public interface OwnTools {
    /// Of a replica that has none: each of them is held, as one that its server does not have.
    OwnTools NONE = new OwnTools() {
        @Override
        public List<ObjectNode> definitions() {
            return List.of();
        }

        @Override
        public ObjectNode call(Identity.Known caller, String tool, ObjectNode arguments) {
            throw new IllegalStateException("`%s` is not offered here".formatted(tool));
        }
    };

    /// Of each tool, as `tools/list` of MCP has it: https://modelcontextprotocol.io/specification, Tools.
    List<ObjectNode> definitions();

    /// Answers a call that was allowed and recorded. A refusal is an answer with `isError`, not an exception.
    ///
    /// @param arguments as the tool's own schema has them
    /// @return a `CallToolResult`
    ObjectNode call(Identity.Known caller, String tool, ObjectNode arguments);
}
