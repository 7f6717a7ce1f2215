package io.levee.rooms.gateway;

import io.levee.fault.Refusal;

/// Why the gateway refused a call, with the HTTP status that says so.
public enum GatewayRefusal implements Refusal {
    METHOD_MALFORMED("method-malformed", 400, "a method is 1 to 16 upper case letters"),
    METHOD_REFUSED("method-refused", 405, "CONNECT and TRACE are never forwarded"),
    TARGET_FORM("target-form", 400, "ask for a path that begins with a slash: `/API/…`"),
    TARGET_TOO_LONG("target-too-long", 414, "a target has at most 4096 characters and 64 segments"),
    PATH_ENCODED_SLASH("path-encoded-slash", 400, "a slash cannot be part of a segment; send the path without `%2F`"),
    PATH_BACKSLASH("path-backslash", 400, "a backslash cannot be part of a path"),
    PATH_DOT_SEGMENT("path-dot-segment", 400, "resolve `.` and `..` before you send the path, encoded or not"),
    PATH_TRAILING_DOT("path-trailing-dot", 400, "a segment cannot end with a dot or a space"),
    PATH_EMPTY_SEGMENT("path-empty-segment", 400, "send one slash between segments"),
    PATH_DOUBLE_ENCODED("path-double-encoded", 400, "encode a path once"),
    PATH_ENCODING("path-encoding", 400, "a percent sign is followed by two hexadecimal digits"),
    PATH_NOT_UTF8("path-not-utf8", 400, "an encoded segment is UTF-8 in its shortest form"),
    PATH_CONTROL("path-control", 400, "a path holds no control or invisible characters"),
    PATH_PARAMETERS("path-parameters", 400, "path parameters after `;` are not supported; encode the semicolon"),
    PATH_LOOKALIKE("path-lookalike", 400, "the path holds characters that only look like `/`, `.` or `%`"),
    PATH_CHARACTER("path-character", 400, "percent-encode this character"),
    PATH_NOT_NORMAL(
            "path-not-normal",
            400,
            "another proxy forwards this path as it was sent; percent-encode only what cannot stand for itself"),
    QUERY_MALFORMED("query-malformed", 400, "percent-encode spaces, `#`, `\\` and everything outside ASCII"),
    TOOL_NAME("tool-name", 400, "a tool is named by letters, digits, `_`, `-` and `.`, 128 at most"),
    TOOL_UNVERIFIED(
            "tool-unverified",
            403,
            "nobody approved this tool yet, or its server cannot be asked now: `levee tools diff SERVER` says which"),
    TOOL_CHANGED(
            "tool-changed",
            403,
            "its server describes this tool otherwise than was approved: look at `levee tools diff SERVER`"),
    TOOL_ARGUMENTS("tool-arguments", 400, "the arguments do not match the schema of the tool; correct what is named"),
    API_UNKNOWN("api-unknown", 404, "no API of this name is described; its owner adds `apis/NAME.openapi.yaml`"),
    OTHER_PROTOCOL("other-protocol", 404, "this is no HTTP API; tools are called at `/mcp`"),
    OPERATION_NOT_DECLARED(
            "operation-not-declared", 404, "the description of the API does not declare this path; its owner can"),
    METHOD_NOT_DECLARED(
            "method-not-declared", 405, "the description of the API does not declare this method here; its owner can"),
    OPERATION_AMBIGUOUS(
            "operation-ambiguous", 403, "two declared paths match and neither is more exact; their owner parts them"),
    ASSET_NOT_DESCRIBED(
            "asset-not-described",
            403,
            "nobody describes what this call names; send the parameter once, or let its owner add it to `assets/`"),

    LABEL_NOT_CLEARED(
            "label-not-cleared",
            403,
            "this session has read what may not go there; begin another for what is unrelated, or ask a cleared person to"
                    + " `levee declassify` it"),
    NOT_REFUSED_FOR_LABELS(
            "not-refused-for-labels",
            409,
            "name a call that was refused with `label-not-cleared`: only that says what goes"),
    SESSION_OVER("session-over", 409, "this session is over, or was let go too often; clear the sink instead"),
    MODEL_REQUEST("model-request-malformed", 400, "send one JSON object that names its `model` once"),
    MODEL_ACTS_ELSEWHERE(
            "model-acts-elsewhere",
            403,
            "leave out what the provider would run or keep itself; the platform allows it with `hostedTools: true`"),
    MODEL_KEY_MISSING("model-key-missing", 503, "the platform has not given Levee the provider's key"),
    STOPPED("stopped", 403, "a stop order covers this run; two people can resume it"),
    SCOPE_FROZEN(
            "scope-frozen",
            403,
            "changes are frozen here, and reads go on; `levee stops` says why and until when, two people can thaw it"),
    VIEW_STALE("view-stale", 503, "this replica has not heard from the others; retry, or ask another replica"),
    RECORD_UNAVAILABLE("record-unavailable", 503, "the ledger cannot record this now, so it did not happen; retry"),
    BUDGET_EXHAUSTED(
            "budget-exhausted", 429, "what this budget allows is spent or reserved; `Retry-After` says when to ask"),
    BUDGET_UNAVAILABLE(
            "budget-unavailable", 503, "nobody can say now what is left of a budget, so nothing was spent; retry"),
    BUDGET_FROZEN("budget-frozen", 403, "a stop froze what this chain may spend; two people can resume it"),
    CALL_OVER_BUDGET("call-over-budget", 403, "this one call is more than a budget allows for any one; split it"),
    CALLER_BUSY("caller-busy", 429, "this caller has too many open calls; wait for one to end"),
    GATEWAY_BUSY("gateway-busy", 503, "too many calls are open; retry later"),
    GATEWAY_CLOSING("gateway-closing", 503, "this replica is going down; retry, or ask another replica"),

    REQUEST_BREAKS_CONTRACT(
            "request-breaks-contract",
            400,
            "the description of the API says what it takes; send that, or let its owner change it"),
    CONTENT_TYPE_NOT_DECLARED(
            "content-type-not-declared", 415, "send a content type that the description of the operation declares"),
    BODY_NOT_EXPECTED("body-not-expected", 400, "the description of the operation declares no body; send none"),
    BODY_MALFORMED(
            "body-malformed",
            400,
            "send JSON in UTF-8: no key twice, no number out of range, 64 levels at most, and nothing behind it"),
    BODY_TOO_LARGE_TO_CHECK(
            "body-too-large-to-check", 413, "a body that is held to a description has 4 MiB at most; send several"),
    CONTRACT_UNREADABLE(
            "contract-unreadable", 503, "the description of this operation cannot be read; its owner can mend it"),
    RESPONSE_BREAKS_CONTRACT(
            "response-breaks-contract",
            502,
            "the API answered what its description does not declare, so it was withheld; its owner finds it in the ledger"),
    RESPONSE_TOO_LARGE_TO_CHECK(
            "response-too-large-to-check",
            502,
            "an answer that is held to a description has 4 MiB at most; ask for less, or let its owner report only"),

    REQUEST_MALFORMED("request-malformed", 400, "the request is not valid HTTP; one length, one framing"),
    HEADERS_TOO_LARGE("headers-too-large", 431, "send fewer or shorter headers"),
    BODY_TOO_LARGE("body-too-large", 413, "send a smaller body, in several requests"),
    REQUEST_TOO_SLOW("request-too-slow", 408, "send the request faster"),
    UPSTREAM_UNAVAILABLE("upstream-unavailable", 502, "the API did not answer as HTTP; its owner is on call"),
    UPSTREAM_TIMEOUT("upstream-timeout", 504, "the API did not answer in time; its owner is on call"),
    CHECK_MALFORMED(
            "check-malformed",
            400,
            "the proxy in front asked about a request that has no single reading; its operator compares the configuration"
                    + " with docs/guide/other-proxies.md"),
    PROXY_UNKNOWN(
            "proxy-unknown",
            403,
            "only proxies that know its secret are heard here: send it as `X-Levee-Proxy-Secret`"),
    EVALUATION_OF_OTHERS(
            "evaluation-of-others",
            403,
            "ask about the run that your token is for; about others, whoever may audit asks"),
    EVALUATION_ACTION(
            "evaluation-action", 400, "ask whether somebody may read or change; other rights are used at Levee"),
    SESSION_MISSING(
            "session-missing", 403, "say which session of the agent in `properties.session`: what it has read counts"),
    LABEL_NEEDS_CALL(
            "label-needs-call",
            403,
            "a read of this labels the session, and a question cannot; make the call, or let your proxy ask about it"),
    DECISION_TOO_LATE(
            "decision-too-late",
            503,
            "the decision was not there before the proxy's deadline; retry, and let its operator allow more time"),
    INTERNAL("internal", 500, "Levee failed; the log of this replica has the decision id");

    private final String code;
    private final int status;
    private final String advice;

    GatewayRefusal(String code, int status, String advice) {
        this.code = code;
        this.status = status;
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

    public int status() {
        return status;
    }
}
