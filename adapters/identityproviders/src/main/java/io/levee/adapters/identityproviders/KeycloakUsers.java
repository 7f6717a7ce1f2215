package io.levee.adapters.identityproviders;

import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Switch;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Users by name. A disabled one can neither log in nor refresh a token, offline ones included;
/// logging out ends the sessions, and no token from before is good where Keycloak is asked. The
/// mark is an attribute: a realm keeps it where the user profile has it or unmanaged attributes may
/// be written by administrators, and drops it without a word elsewhere.
final class KeycloakUsers implements Switch {
    private static final String USERS = "users";

    private final KeycloakAdmin admin;

    KeycloakUsers(KeycloakAdmin admin) {
        this.admin = admin;
    }

    @Override
    public Position look(String name, Instant since) {
        ObjectNode user = user(name);
        return new Position(!user.path("enabled").asBoolean(), ours(user), sessions(user));
    }

    @Override
    public Turn off(String name, String mark) {
        ObjectNode user = user(name);
        boolean enabled = user.path("enabled").asBoolean();
        boolean marked = false;
        if (enabled) {
            attributes(user).putArray(KeycloakSwitch.MARK).add(mark);
            admin.disable(admin.path(USERS, user), user);
            marked = ours(user(name));
        }
        int before = sessions(user);
        admin.post(admin.path(USERS, user) + "/logout");
        return new Turn(enabled, marked, before);
    }

    @Override
    public void on(String name) {
        ObjectNode user = user(name);
        user.put("enabled", true);
        attributes(user).remove(KeycloakSwitch.MARK);
        admin.put(admin.path(USERS, user), user);
    }

    /// Keycloak has names in lower case.
    private ObjectNode user(String name) {
        Map<String, String> query = Map.of("username", name, "exact", "true");
        return admin.only(
                Ask.get(admin.path(USERS), query),
                user -> user.path("username").asString("").equalsIgnoreCase(name));
    }

    private int sessions(JsonNode user) {
        return admin.list(Ask.get(admin.path(USERS, user) + "/sessions")).size();
    }

    private static ObjectNode attributes(ObjectNode user) {
        return user.path("attributes") instanceof ObjectNode there ? there : user.putObject("attributes");
    }

    private static boolean ours(JsonNode user) {
        return !user.path("attributes").path(KeycloakSwitch.MARK).isEmpty();
    }
}
