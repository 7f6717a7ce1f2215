package io.levee.adapters.mcp;

import io.levee.fault.Refusal;

/// Why a message was refused before anything could be decided of it, with its HTTP status and its JSON-RPC code.
public enum McpRefusal implements Refusal {
    HOST_NOT_OURS(
            "host-not-ours", 403, -32600, "call the gateway by its own address; a browser's page of elsewhere may not"),
    HTTP_METHOD("http-method", 405, -32600, "POST one message; DELETE ends a session; there is no stream to GET"),
    SERVER_UNKNOWN(
            "server-unknown", 404, -32600, "no server of MCP has this name; its owner adds `apis/NAME.mcp.yaml`"),
    CONTENT_TYPE("content-type", 415, -32600, "send `Content-Type: application/json`, in UTF-8"),
    ACCEPT("accept", 406, -32600, "accept `application/json` and `text/event-stream`"),
    BODY_TOO_LARGE("message-too-large", 413, -32600, "a message has at most 4 MiB"),
    BODY_TOO_SLOW("message-too-slow", 408, -32600, "send the message faster"),
    NOT_UTF8("message-not-utf8", 400, -32700, "a message is UTF-8"),
    NOT_JSON("message-not-json", 400, -32700, "a message is one JSON object, with each name once"),
    TOO_DEEP("message-too-deep", 400, -32700, "flatten it: 64 levels and 100000 tokens at most"),
    NUMBER("number-out-of-bounds", 400, -32700, "a number has at most 64 digits and an exponent up to 400"),
    BATCH("batch", 400, -32600, "send one message at a time; these revisions have no batches"),
    MALFORMED("message-malformed", 400, -32600, "a message is JSON-RPC 2.0: see the specification of MCP"),
    HEADER_MISMATCH("header-mismatch", 400, -32020, "the headers of MCP say what the body says"),
    META_MISSING(
            "meta-missing", 400, -32602, "this revision needs `_meta` with protocol version and client capabilities"),
    REVISION("revision-unsupported", 400, -32022, "speak one of the revisions that are listed"),
    SESSION_UNKNOWN("session-unknown", 404, -32600, "this session is over or somebody else's; initialize another one"),
    SESSIONS_MANY("sessions-many", 429, -32600, "too many sessions are open; end some with DELETE"),
    METHOD_UNKNOWN("rpc-method-unknown", 404, -32601, "the gateway does not offer this method"),
    PARAMS("params-invalid", 400, -32602, "correct the parameters as the specification has them"),
    BUSY("messages-many", 503, -32603, "the messages of others take all the space; retry later"),
    UPSTREAM_DOWN("mcp-upstream-unavailable", 502, -32603, "the server did not answer; its owner is on call"),
    UPSTREAM_SLOW("mcp-upstream-timeout", 504, -32603, "the server did not answer in time; its owner is on call"),
    UPSTREAM_MALFORMED("mcp-upstream-malformed", 502, -32603, "the server's answer is no message of MCP, or too large"),
    CANCELLED("cancelled", 499, -32600, "the caller cancelled it");

    private final String code;
    private final int status;
    private final int rpc;
    private final String advice;

    McpRefusal(String code, int status, int rpc, String advice) {
        this.code = code;
        this.status = status;
        this.rpc = rpc;
        this.advice = advice;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String advice() {
        return advice;
    }

    int status() {
        return status;
    }

    int rpc() {
        return rpc;
    }

    /// Thrown to the one place that answers.
    Rejection because(String detail) {
        return new Rejection(this, detail);
    }

    /// Ends a turn with a refusal. Without a stack trace: it is an answer, not a fault.
    static final class Rejection extends RuntimeException {
        private final transient McpRefusal refusal;

        private Rejection(McpRefusal refusal, String detail) {
            super(detail, null, false, false);
            this.refusal = refusal;
        }

        McpRefusal refusal() {
            return refusal;
        }

        String detail() {
            return String.valueOf(getMessage());
        }
    }
}
