package io.levee.adapters.mcp;

import io.levee.fault.Refusal;
import io.levee.identity.IdentityRefusal;
import java.net.URI;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What tells a client where to get a token (RFC 9728, RFC 6750).
///
/// @param base   where the gateway is reached, as the client reached it
/// @param path   of the endpoint: `/mcp`, `/mcp/tickets`
/// @param issuer of tokens
record Challenge(String base, String path, URI issuer) {
    static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    ObjectNode metadata() {
        ObjectNode metadata = Wire.object().put("resource", base + path);
        metadata.set(
                "authorization_servers", JsonNodeFactory.instance.arrayNode().add(issuer.toString()));
        metadata.set(
                "bearer_methods_supported", JsonNodeFactory.instance.arrayNode().add("header"));
        return metadata.put("resource_name", "Levee");
    }

    /// Empty where another token would change nothing.
    String of(int status, Refusal refusal) {
        String where = "resource_metadata=\"%s%s%s\"".formatted(base, WELL_KNOWN, path);
        if (status == 401) {
            return refusal == IdentityRefusal.CREDENTIAL_MISSING
                    ? "Bearer realm=\"levee\", " + where
                    : "Bearer realm=\"levee\", error=\"invalid_token\", error_description=\"%s\", %s"
                            .formatted(refusal.code(), where);
        }
        return status == 403 && !(refusal instanceof McpRefusal)
                ? "Bearer realm=\"levee\", error=\"insufficient_scope\", error_description=\"%s\", %s"
                        .formatted(refusal.code(), where)
                : "";
    }
}
