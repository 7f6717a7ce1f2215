package io.levee.adapters.proxy;

import io.levee.consent.approval.ApprovalRefusal;
import io.levee.fault.Refusal;
import io.levee.identity.IdentityRefusal;
import io.levee.rooms.gateway.CallDecision;
import io.levee.rooms.gateway.GatewayRefusal;
import io.levee.rooms.gateway.Shortage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// A no, as RFC 9457 problem details with the decision id.
final class Problems {
    static final String TYPE = "application/problem+json";

    private Problems() {}

    static void write(Response response, CallDecision.Deny deny, Callback callback) {
        String allow = String.join(", ", deny.declared().stream().sorted().toList());
        String detail = deny.fact().detail();
        write(
                response,
                deny.status(),
                deny.refusal(),
                deny.decision().value(),
                allow,
                detail,
                deny.shortage(),
                callback);
    }

    /// @param allow    the methods that exist, empty where that is not the point
    /// @param decision empty where the request ended before anything could be decided
    static void write(
            Response response,
            int status,
            Refusal refusal,
            String decision,
            String allow,
            String detail,
            Callback callback) {
        write(response, status, refusal, decision, allow, detail, Shortage.NONE, callback);
    }

    private static void write(
            Response response,
            int status,
            Refusal refusal,
            String decision,
            String allow,
            String detail,
            Shortage shortage,
            Callback callback) {
        response.reset();
        HttpFields.Mutable headers = response.getHeaders();
        response.setStatus(status);
        headersOf(headers, status, refusal);
        if (!decision.isEmpty()) {
            headers.put(HeaderRules.DECISION, decision);
        }
        if (!allow.isEmpty()) {
            headers.put(HttpHeader.ALLOW, allow);
        }
        RateLimitRules.headers(shortage).forEach(headers::put);
        byte[] body = json(status, refusal, decision, detail, shortage.budget()).getBytes(StandardCharsets.UTF_8);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), Leftovers.before(response.getRequest(), callback));
    }

    static void headersOf(HttpFields.Mutable headers, int status, Refusal refusal) {
        headers.put(HttpHeader.CONTENT_TYPE, TYPE);
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        if (status == 401) {
            headers.put(HttpHeader.WWW_AUTHENTICATE, challenge(refusal));
        }
        if (status == 429 || status == 503) {
            headers.put(HttpHeader.RETRY_AFTER, "1");
        }
        if (refusal == ApprovalRefusal.APPROVAL_REQUIRED) {
            headers.put(HttpHeader.RETRY_AFTER, Integer.toString(ApprovalRefusal.RETRY_SECONDS));
        }
    }

    static String json(int status, Refusal refusal, String decision, String detail) {
        return json(status, refusal, decision, detail, "");
    }

    /// @param budget the one that refused, as the member that the IETF's draft on rate limits has for it
    static String json(int status, Refusal refusal, String decision, String detail, String budget) {
        StringBuilder json = new StringBuilder(256).append("{\"type\":");
        quote(json, "urn:levee:refusal:" + refusal.code());
        quote(json.append(",\"title\":"), refusal.code().replace('-', ' '));
        quote(json.append(",\"status\":").append(status).append(",\"detail\":"), refusal.advice());
        quote(json.append(",\"code\":"), refusal.code());
        quote(json.append(",\"advice\":"), refusal.advice());
        if (!detail.isEmpty()) {
            quote(json.append(",\"about\":"), detail);
        }
        if (!decision.isEmpty()) {
            quote(json.append(",\"decision\":"), decision);
        }
        if (!budget.isEmpty()) {
            quote(json.append(",\"violated-policies\":["), budget);
            json.append(']');
        }
        return json.append("}\n").toString();
    }

    /// RFC 6750: nothing but the scheme where no credential was sent.
    private static String challenge(Refusal refusal) {
        return refusal == IdentityRefusal.CREDENTIAL_MISSING
                ? "Bearer realm=\"levee\""
                : "Bearer realm=\"levee\", error=\"invalid_token\", error_description=\"%s\"".formatted(refusal.code());
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20) {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    /// What a status that Jetty answers by itself means.
    static GatewayRefusal of(int status) {
        return switch (status) {
            case 408 -> GatewayRefusal.REQUEST_TOO_SLOW;
            case 413 -> GatewayRefusal.BODY_TOO_LARGE;
            case 414 -> GatewayRefusal.TARGET_TOO_LONG;
            case 431 -> GatewayRefusal.HEADERS_TOO_LARGE;
            case 503 -> GatewayRefusal.GATEWAY_CLOSING;
            default -> status >= 500 ? GatewayRefusal.INTERNAL : GatewayRefusal.REQUEST_MALFORMED;
        };
    }
}
