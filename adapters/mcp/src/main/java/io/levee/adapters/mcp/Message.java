package io.levee.adapters.mcp;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One message of JSON-RPC 2.0, as MCP narrows it.
sealed interface Message {
    int ID_LENGTH_MAX = 256;
    int METHOD_LENGTH_MAX = 128;

    /// @param id     a string or an integer
    /// @param params empty where there were none
    record Request(JsonNode id, String method, ObjectNode params) implements Message {}

    record Notification(String method, ObjectNode params) implements Message {}

    /// An answer to a request of ours, with `result` or `error`.
    record Answer(JsonNode id, ObjectNode whole) implements Message {
        boolean isError() {
            return whole.has("error");
        }

        ObjectNode result() {
            return whole.get("result") instanceof ObjectNode result ? result : Wire.object();
        }

        /// The same answer to whoever asked under another id.
        ObjectNode to(JsonNode other) {
            ObjectNode copy = whole.deepCopy();
            copy.set("id", other);
            return copy;
        }
    }

    /// Throws a [McpRefusal.Rejection] for what is none.
    static Message of(JsonNode node) {
        if (node.isArray()) {
            throw McpRefusal.BATCH.because("");
        }
        if (!(node instanceof ObjectNode object)) {
            throw McpRefusal.MALFORMED.because("it is no object");
        }
        JsonNode version = object.get("jsonrpc");
        if (version == null || !version.isString() || !version.stringValue().equals("2.0")) {
            throw McpRefusal.MALFORMED.because("`jsonrpc` is not \"2.0\"");
        }
        JsonNode id = object.get("id");
        if (id != null && !isId(id)) {
            boolean nobodys = id.isNull() && object.get("error") instanceof ObjectNode;
            if (!nobodys) {
                throw McpRefusal.MALFORMED.because("`id` is neither a short text nor a whole number");
            }
        }
        JsonNode method = object.get("method");
        if (method == null) {
            return answer(object, id);
        }
        if (!method.isString() || method.stringValue().length() > METHOD_LENGTH_MAX || object.has("result")) {
            throw McpRefusal.MALFORMED.because("`method` is no short text");
        }
        JsonNode params = object.get("params");
        if (params != null && !params.isObject()) {
            throw McpRefusal.MALFORMED.because("`params` is no object");
        }
        ObjectNode given = params instanceof ObjectNode some ? some : Wire.object();
        return id == null
                ? new Notification(method.stringValue(), given)
                : new Request(id, method.stringValue(), given);
    }

    static ObjectNode request(long id, String method, ObjectNode params) {
        ObjectNode message = Wire.object().put("jsonrpc", "2.0").put("id", id).put("method", method);
        message.set("params", params);
        return message;
    }

    static ObjectNode notification(String method, ObjectNode params) {
        ObjectNode message = Wire.object().put("jsonrpc", "2.0").put("method", method);
        message.set("params", params);
        return message;
    }

    static ObjectNode result(JsonNode id, ObjectNode result) {
        ObjectNode message = Wire.object().put("jsonrpc", "2.0");
        message.set("id", id);
        message.set("result", result);
        return message;
    }

    static ObjectNode error(JsonNode id, int code, String text, ObjectNode data) {
        ObjectNode error = Wire.object().put("code", code).put("message", text);
        error.set("data", data);
        ObjectNode message = Wire.object().put("jsonrpc", "2.0");
        message.set("id", id);
        message.set("error", error);
        return message;
    }

    private static Answer answer(ObjectNode object, @Nullable JsonNode id) {
        boolean one = object.get("result") instanceof ObjectNode ^ object.get("error") instanceof ObjectNode;
        if (id == null || !one) {
            throw McpRefusal.MALFORMED.because("it has neither `method` nor `id` with one `result` or `error`");
        }
        return new Answer(id, object);
    }

    static boolean isId(JsonNode id) {
        return id.isIntegralNumber() || (id.isString() && id.stringValue().length() <= ID_LENGTH_MAX);
    }
}
