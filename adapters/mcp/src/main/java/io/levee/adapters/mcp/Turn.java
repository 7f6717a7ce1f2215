package io.levee.adapters.mcp;

import io.levee.adapters.proxy.RateLimitRules;
import io.levee.consent.ConsentRefusal;
import io.levee.consent.approval.ApprovalRefusal;
import io.levee.fault.Refusal;
import io.levee.identity.Identity;
import io.levee.rooms.gateway.CallDecision;
import io.levee.rooms.gateway.GatewayRefusal;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One message that came in, up to its answer.
///
/// @param challenge what a caller is told who should come back with another token
record Turn(
        Request request,
        Outbound out,
        Identity.Known who,
        String bearer,
        Scope scope,
        boolean isStateless,
        JsonNode id,
        Map<String, String> parameterHeaders,
        Challenge challenge) {
    private static final System.Logger LOG = System.getLogger(Turn.class.getName());

    /// Before anything of the message is known.
    static Turn unread(Request request, Outbound out, Identity.Known who, String bearer, Scope scope, Challenge c) {
        JsonNode nobody = JsonNodeFactory.instance.nullNode();
        return new Turn(request, out, who, bearer, scope, false, nobody, new HashMap<>(), c);
    }

    Turn of(JsonNode other, boolean stateless) {
        return new Turn(request, out, who, bearer, scope, stateless, other, parameterHeaders, challenge);
    }

    void result(ObjectNode result) throws IOException {
        if (isStateless) {
            complete(result);
        }
        out.answer(200, Message.result(id, result));
    }

    /// Marks a result as the revision without sessions has it.
    void complete(ObjectNode result) {
        if (!result.has("resultType")) {
            result.put("resultType", "complete");
        }
        if (result.has("cacheScope")) {
            // INVARIANT I2: what one chain was allowed to see is nobody else's, whatever its server thinks.
            result.put("cacheScope", "private");
        }
        ObjectNode meta = Revision.meta(result);
        meta.set(Revision.SERVER, Revision.info());
        result.set(Revision.META, meta);
    }

    void refuse(McpRefusal.Rejection why, String decision) {
        McpRefusal refusal = why.refusal();
        boolean inHttp = isStateless || id.isNull() || refusal.rpc() == -32600;
        refuse(inHttp ? refusal.status() : 200, refusal.rpc(), refusal, why.detail(), decision);
    }

    void refuse(CallDecision.Deny deny) {
        refuse(deny, Wire.object());
    }

    /// @param more for the data of the error: what the client itself said
    void refuse(CallDecision.Deny deny, ObjectNode more) {
        Refusal refusal = deny.refusal();
        String decision = deny.decision().value();
        String about = deny.fact().detail();
        if (!out.isStreaming()) {
            RateLimitRules.headers(deny.shortage()).forEach(out::header);
        }
        if (refusal == ApprovalRefusal.APPROVAL_REQUIRED) {
            more.put("retryAfterSeconds", ApprovalRefusal.RETRY_SECONDS);
            if (!out.isStreaming()) {
                out.header("Retry-After", Integer.toString(ApprovalRefusal.RETRY_SECONDS));
            }
        }
        if (deny.status() == 401) {
            refuse(401, -32000, refusal, about, decision, more);
        } else if (refusal == ConsentRefusal.NOT_PERMITTED || refusal == ConsentRefusal.PASSPORT_DOES_NOT_COVER) {
            refuse(403, -32000, refusal, about, decision, more);
        } else if (refusal == GatewayRefusal.OPERATION_NOT_DECLARED
                || refusal == GatewayRefusal.API_UNKNOWN
                || refusal == GatewayRefusal.OTHER_PROTOCOL
                || refusal == GatewayRefusal.TOOL_NAME
                || refusal == GatewayRefusal.TOOL_ARGUMENTS) {
            refuse(isStateless ? 400 : 200, -32602, refusal, about, decision, more);
        } else {
            boolean later = deny.status() == 429 || deny.status() == 503;
            refuse(isStateless || later ? deny.status() : 200, -32000, refusal, about, decision, more);
        }
    }

    /// @param about    ids only; empty where there are none
    /// @param decision empty where nothing was decided
    void refuse(int status, int rpc, Refusal refusal, String about, String decision) {
        refuse(status, rpc, refusal, about, decision, Wire.object());
    }

    private void refuse(int status, int rpc, Refusal refusal, String about, String decision, ObjectNode data) {
        data.put("code", refusal.code()).put("advice", refusal.advice());
        if (!about.isEmpty()) {
            data.put("about", about);
        }
        if (!decision.isEmpty()) {
            data.put("decision", decision);
            if (!out.isStreaming()) {
                out.header("X-Levee-Decision", decision);
            }
        }
        if (refusal == McpRefusal.REVISION) {
            data.set("supported", JsonNodeFactory.instance.pojoNode(Revision.ALL));
            data.put("requested", about);
        }
        String text = refusal.code() + (about.isEmpty() ? "" : " (" + about + ")") + ": " + refusal.advice();
        try {
            if (!out.isStreaming()) {
                out.challenge(status, refusal, challenge.of(status, refusal));
            }
            out.answer(status, Message.error(id, rpc, text, data));
        } catch (IOException e) {
            out.breakOff(e);
        }
    }

    void failed(RuntimeException failure) {
        LOG.log(System.Logger.Level.ERROR, "a message of MCP could not be answered", failure);
        if (out.isOver()) {
            return;
        }
        refuse(500, -32603, GatewayRefusal.INTERNAL, "", "");
    }

    /// A parameter that must be a text.
    static String text(ObjectNode params, String key) {
        return Optional.ofNullable(params.get(key))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(text -> text.length() <= 2_048)
                .orElseThrow(() -> McpRefusal.PARAMS.because("`%s` is no text".formatted(key)));
    }
}
