package io.levee.adapters.oauth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What clients may know of this server (RFC 8414).
///
/// @param issuer without a slash at its end; the endpoints are below it
public record ServerMetadata(String issuer) {
    private static final List<String> METHODS = List.of("private_key_jwt", "client_secret_basic", "client_secret_post");
    private static final List<String> ALGORITHMS = List.of("ES256", "RS256", "PS256");

    public ServerMetadata {
        if (!issuer.matches("https?://[^?#]*[^?#/]")) {
            throw new IllegalArgumentException(
                    "the issuer `%s` is no URL without query and without a slash at its end".formatted(issuer));
        }
    }

    public String tokenEndpoint() {
        return issuer + "/oauth/token";
    }

    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", issuer);
        document.put("token_endpoint", tokenEndpoint());
        document.put("introspection_endpoint", issuer + "/oauth/introspect");
        document.put("revocation_endpoint", issuer + "/oauth/revoke");
        document.put("jwks_uri", issuer + "/oauth/jwks");
        document.put("grant_types_supported", List.of(TokenExchange.GRANT));
        document.put("response_types_supported", List.of());
        for (String endpoint : List.of("token", "introspection", "revocation")) {
            document.put(endpoint + "_endpoint_auth_methods_supported", METHODS);
            document.put(endpoint + "_endpoint_auth_signing_alg_values_supported", ALGORITHMS);
        }
        return document;
    }
}
