package io.levee.adapters.mcp;

import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Headers that repeat what the body says: whoever routes by them and whoever reads the body must not see two messages.
final class Headers {
    static final String METHOD = "Mcp-Method";
    static final String NAME = "Mcp-Name";

    private Headers() {}

    /// What revision 2026-07-28 demands of every request.
    static void check(String method, ObjectNode params, HttpFields headers) {
        String revision = Dispatch.one(headers, Upstream.REVISION)
                .orElseThrow(() -> McpRefusal.HEADER_MISMATCH.because("`MCP-Protocol-Version` is missing"));
        ObjectNode meta = Revision.meta(params);
        JsonNode said = meta.get(Revision.VERSION);
        if (said == null || !said.isString() || !(meta.get(Revision.CAPABILITIES) instanceof ObjectNode)) {
            throw McpRefusal.META_MISSING.because("");
        }
        if (!said.stringValue().equals(revision)) {
            throw McpRefusal.HEADER_MISMATCH.because("`MCP-Protocol-Version` is not what `_meta` says");
        }
        if (!revision.equals(Revision.STATELESS)) {
            throw McpRefusal.REVISION.because(revision);
        }
        if (Dispatch.one(headers, METHOD).isEmpty()) {
            throw McpRefusal.HEADER_MISMATCH.because("`Mcp-Method` is missing");
        }
        if (name(method, params).isPresent() && Dispatch.one(headers, NAME).isEmpty()) {
            throw McpRefusal.HEADER_MISMATCH.because("`Mcp-Name` is missing");
        }
        matching(method, params, headers);
    }

    /// What older revisions need not send must be right where it is sent.
    static void checkWhatThereIs(Message message, HttpFields headers) {
        switch (message) {
            case Message.Request asked -> matching(asked.method(), asked.params(), headers);
            case Message.Notification told -> matching(told.method(), told.params(), headers);
            case Message.Answer _ -> {}
        }
    }

    private static void matching(String method, ObjectNode params, HttpFields headers) {
        Optional<String> said = Dispatch.one(headers, METHOD);
        if (said.isPresent() && !said.get().equals(method)) {
            throw McpRefusal.HEADER_MISMATCH.because("`Mcp-Method` is not the method of the body");
        }
        Optional<String> name = Dispatch.one(headers, NAME);
        if (name.isPresent() && !name.flatMap(HeaderText::decoded).equals(name(method, params))) {
            throw McpRefusal.HEADER_MISMATCH.because("`Mcp-Name` is not the name in the body");
        }
    }

    private static Optional<String> name(String method, ObjectNode params) {
        String key = switch (method) {
            case "tools/call", "prompts/get" -> "name";
            case "resources/read" -> "uri";
            default -> "";
        };
        return key.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(params.get(key))
                        .filter(JsonNode::isString)
                        .map(JsonNode::stringValue);
    }
}
