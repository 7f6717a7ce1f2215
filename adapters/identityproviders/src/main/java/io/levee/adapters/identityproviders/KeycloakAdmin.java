package io.levee.adapters.identityproviders;

import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Rest;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One realm of Keycloak by its admin API, with a token of a service account that lives longer than
/// one stop. What is changed is read whole, changed, and written whole: a user without an attribute
/// loses it.
///
/// [Admin REST API](https://www.keycloak.org/docs-api/latest/rest-api/index.html).
final class KeycloakAdmin {
    private final Rest rest;
    private final String realm;
    private final String token;

    private KeycloakAdmin(Rest rest, String realm, String token) {
        this.rest = rest;
        this.realm = realm;
        this.token = token;
    }

    static KeycloakAdmin login(Rest rest, String realm, String client, String secret) {
        Map<String, String> credentials =
                Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret);
        String path = "/realms/%s/protocol/openid-connect/token".formatted(Ask.step(realm));
        String token = rest.ask(Ask.form(path, credentials).mayRepeat())
                .orThrow()
                .json()
                .path("access_token")
                .asString("");
        if (token.isEmpty()) {
            throw new IllegalStateException("keycloak gave no token");
        }
        return new KeycloakAdmin(rest, realm, token);
    }

    /// The one that is meant of those that were found.
    ///
    /// @throws IllegalStateException where there is none, or several
    ObjectNode only(Ask search, Predicate<JsonNode> meant) {
        List<JsonNode> found = list(search).stream().filter(meant).toList();
        if (found.size() != 1 || !(found.getFirst() instanceof ObjectNode only)) {
            throw new IllegalStateException("keycloak knows %d of that name".formatted(found.size()));
        }
        if (!only.path("enabled").isBoolean() || only.path("id").asString("").isEmpty()) {
            throw new IllegalStateException("keycloak does not say whether it is enabled");
        }
        return only;
    }

    List<JsonNode> list(Ask ask) {
        JsonNode list = get(ask);
        if (!list.isArray()) {
            throw new IllegalStateException("keycloak answered with no list");
        }
        return List.copyOf(list.values());
    }

    JsonNode get(Ask ask) {
        return rest.ask(ask.bearer(token)).orThrow().json();
    }

    /// Once: it may enable.
    void put(String path, JsonNode whole) {
        rest.ask(Ask.json("PUT", path, whole).bearer(token)).orThrow();
    }

    /// Where the realm takes the whole no more (a user whose profile is not valid by now), it takes
    /// what little there is to say.
    void disable(String path, ObjectNode whole) {
        whole.put("enabled", false);
        Ask little = Ask.json("PUT", path, Map.of("enabled", false));
        if (!rest.ask(Ask.json("PUT", path, whole).mayRepeat().bearer(token)).done()) {
            rest.ask(little.mayRepeat().bearer(token)).orThrow();
        }
    }

    /// For what ends something.
    void post(String path) {
        rest.ask(Ask.post(path).mayRepeat().bearer(token)).orThrow();
    }

    /// @param kind `users`, `clients`
    String path(String kind) {
        return "/admin/realms/%s/%s".formatted(Ask.step(realm), kind);
    }

    String path(String kind, JsonNode of) {
        return path(kind) + "/" + Ask.step(of.path("id").asString(""));
    }
}
