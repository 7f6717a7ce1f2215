package io.levee.adapters.mcp;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The revisions of MCP that are spoken here, and how they mark their messages.
final class Revision {
    static final String STATELESS = "2026-07-28";
    static final String SESSIONS = "2025-11-25";
    static final List<String> WITH_SESSIONS = List.of(SESSIONS, "2025-06-18");
    static final List<String> ALL = List.of(STATELESS, SESSIONS, "2025-06-18");

    static final String META = "_meta";
    static final String VERSION = "io.modelcontextprotocol/protocolVersion";
    static final String CLIENT = "io.modelcontextprotocol/clientInfo";
    static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    static final String SERVER = "io.modelcontextprotocol/serverInfo";

    private Revision() {}

    static ObjectNode info() {
        return Wire.object().put("name", "levee").put("version", "0.1.0");
    }

    static ObjectNode meta(ObjectNode params) {
        return params.get(META) instanceof ObjectNode meta ? meta : Wire.object();
    }

    /// Marks a message of ours to a server without sessions.
    static ObjectNode stateless(ObjectNode params, JsonNode capabilities) {
        ObjectNode meta = meta(params).deepCopy();
        meta.put(VERSION, STATELESS);
        if (!meta.has(CLIENT)) {
            meta.set(CLIENT, info());
        }
        meta.set(CAPABILITIES, capabilities);
        ObjectNode marked = params.deepCopy();
        marked.set(META, meta);
        return marked;
    }

    /// Takes away what a server with sessions does not know.
    static ObjectNode plain(ObjectNode params) {
        if (!params.has(META)) {
            return params;
        }
        ObjectNode marked = params.deepCopy();
        ObjectNode meta = meta(marked);
        for (String ours : List.of(VERSION, CLIENT, CAPABILITIES)) {
            meta.remove(ours);
        }
        if (meta.isEmpty()) {
            marked.remove(META);
        }
        return marked;
    }
}
