package io.levee.adapters.identityproviders;

import io.levee.adapters.doubles.HttpAnswer;
import io.levee.adapters.doubles.HttpAsked;
import io.levee.adapters.doubles.HttpDouble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A realm `acme` of Keycloak, as its admin API is documented: users, clients, service accounts and
/// sessions. What is put replaces what was there; attributes are kept or dropped as the user
/// profile says; an empty attribute of a client is taken away.
final class KeycloakDouble extends HttpDouble {
    static final String SECRET = "s3cret";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TOKEN = "eyJ.token.1";

    private final Map<String, ObjectNode> users = new LinkedHashMap<>();
    private final Map<String, ObjectNode> clients = new LinkedHashMap<>();
    private final Map<String, List<String>> sessions = new HashMap<>();
    private final List<String> pushed = new ArrayList<>();
    private String secret = SECRET;
    private boolean lies;
    private boolean dropsAttributes;
    private boolean keepsSessions;
    private boolean findsProfilesInvalid;

    synchronized KeycloakDouble hasUser(String name, String... itsSessions) {
        ObjectNode user = JSON.createObjectNode()
                .put("id", "u-" + name)
                .put("username", name)
                .put("email", name + "@acme.example")
                .put("enabled", true);
        user.putObject("attributes").putArray("team").add("blue");
        users.put("u-" + name, user);
        sessions.put("u-" + name, new ArrayList<>(List.of(itsSessions)));
        return this;
    }

    synchronized KeycloakDouble hasClient(String id, String... sessionsOfItsAccount) {
        hasUser("service-account-" + id, sessionsOfItsAccount);
        ObjectNode client = JSON.createObjectNode()
                .put("id", "c-" + id)
                .put("clientId", id)
                .put("enabled", true)
                .put("secret", "never-changed")
                .put("serviceAccountsEnabled", true);
        client.putObject("attributes").put("pkce", "S256");
        clients.put("c-" + id, client);
        return this;
    }

    synchronized ObjectNode user(String name) {
        return node(users, "u-" + name);
    }

    synchronized ObjectNode client(String id) {
        return node(clients, "c-" + id);
    }

    synchronized void logsIn(String name) {
        sessions.computeIfAbsent("u-" + name, _ -> new ArrayList<>()).add("s-new");
    }

    synchronized List<String> pushed() {
        return List.copyOf(pushed);
    }

    synchronized void lies() {
        lies = true;
    }

    synchronized void dropsAttributes() {
        dropsAttributes = true;
    }

    synchronized void keepsSessions() {
        keepsSessions = true;
    }

    /// Refuses every user with attributes; one without keeps those that it has.
    synchronized void findsProfilesInvalid() {
        findsProfilesInvalid = true;
    }

    synchronized void rotates(String to) {
        secret = to;
    }

    private static ObjectNode node(Map<String, ObjectNode> of, String id) {
        ObjectNode node = of.get(id);
        if (node == null) {
            throw new IllegalArgumentException(id);
        }
        return node;
    }

    @Override
    protected synchronized HttpAnswer answer(HttpAsked request) {
        List<String> steps = request.steps();
        if (request.path().equals("/realms/acme/protocol/openid-connect/token")) {
            Map<String, String> form = request.form();
            boolean known = "client_credentials".equals(form.get("grant_type"))
                    && "levee".equals(form.get("client_id"))
                    && secret.equals(form.get("client_secret"));
            return known
                    ? HttpAnswer.json(200, "{\"access_token\":\"%s\",\"expires_in\":60}".formatted(TOKEN))
                    : HttpAnswer.json(401, "{\"error\":\"unauthorized_client\"}");
        }
        if (!request.header("Authorization").equals("Bearer " + TOKEN)) {
            return HttpAnswer.empty(401);
        }
        if (steps.size() < 4 || !steps.subList(0, 3).equals(List.of("admin", "realms", "acme"))) {
            return HttpAnswer.empty(404);
        }
        boolean ofUsers = steps.get(3).equals("users");
        if (steps.size() == 4) {
            return ofUsers ? search(request.query()) : clients(request.query());
        }
        Map<String, ObjectNode> all = ofUsers ? users : clients;
        if (!all.containsKey(steps.get(4))) {
            return HttpAnswer.empty(404);
        }
        String what = request.method() + (steps.size() > 5 ? " " + steps.get(5) : "");
        return switch (what) {
            case "GET" -> json(node(all, steps.get(4)));
            case "PUT" -> put(all, steps.get(4), request.json());
            case "GET sessions" -> sessionsOf(steps.get(4));
            case "POST logout" -> logout(steps.get(4));
            case "POST push-revocation" -> {
                pushed.add(steps.get(4));
                yield json(JSON.createObjectNode());
            }
            case "GET service-account-user" ->
                json(node(users, "u-service-account-" + steps.get(4).substring(2)));
            default -> HttpAnswer.empty(404);
        };
    }

    /// Without `exact` it finds every name that holds the text.
    private HttpAnswer search(Map<String, String> query) {
        String text = query.getOrDefault("username", "");
        boolean exact = Boolean.parseBoolean(query.getOrDefault("exact", "false"));
        ArrayNode found = JSON.createArrayNode();
        users.values().stream()
                .filter(user -> exact
                        ? user.path("username").asString("").equals(text)
                        : user.path("username").asString("").contains(text))
                .forEach(found::add);
        return json(found);
    }

    private HttpAnswer clients(Map<String, String> query) {
        ArrayNode found = JSON.createArrayNode();
        clients.values().stream()
                .filter(client -> client.path("clientId").asString("").equals(query.get("clientId")))
                .forEach(found::add);
        return json(found);
    }

    private HttpAnswer put(Map<String, ObjectNode> all, String id, JsonNode body) {
        if (lies) {
            return HttpAnswer.empty(204);
        }
        if (findsProfilesInvalid && body.has("attributes")) {
            return HttpAnswer.json(400, "{\"errorMessage\":\"error-user-attribute-required\"}");
        }
        ObjectNode now = node(all, id).deepCopy();
        body.properties()
                .forEach(member -> now.set(member.getKey(), member.getValue().deepCopy()));
        if (now.path("attributes") instanceof ObjectNode attributes) {
            if (dropsAttributes) {
                attributes.remove("levee_stop");
            }
            if (attributes.path("levee_stop").isString()
                    && attributes.path("levee_stop").asString().isEmpty()) {
                attributes.remove("levee_stop");
            }
        }
        all.put(id, now);
        return HttpAnswer.empty(204);
    }

    private HttpAnswer sessionsOf(String user) {
        ArrayNode list = JSON.createArrayNode();
        sessions.getOrDefault(user, List.of())
                .forEach(id -> list.add(JSON.createObjectNode().put("id", id)));
        return json(list);
    }

    private HttpAnswer logout(String user) {
        if (!keepsSessions) {
            sessions.put(user, new ArrayList<>());
        }
        return HttpAnswer.empty(204);
    }

    private static HttpAnswer json(JsonNode node) {
        return HttpAnswer.json(200, JSON.writeValueAsString(node));
    }
}
