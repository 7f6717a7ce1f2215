package io.levee.app.replica;

import io.levee.adapters.mcp.OwnTools;
import io.levee.identity.Identity;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.node.ObjectNode;

/// Levee's own tools, which are built after the gateway that offers them. Thread-safe.
final class LateTools implements OwnTools {
    private final AtomicReference<OwnTools> tools = new AtomicReference<>(OwnTools.NONE);

    void are(OwnTools built) {
        tools.set(built);
    }

    @Override
    public List<ObjectNode> definitions() {
        return tools.get().definitions();
    }

    @Override
    public ObjectNode call(Identity.Known caller, String tool, ObjectNode arguments) {
        return tools.get().call(caller, tool, arguments);
    }
}
