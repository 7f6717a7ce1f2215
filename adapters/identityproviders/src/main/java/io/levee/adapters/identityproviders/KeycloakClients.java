package io.levee.adapters.identityproviders;

import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Switch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Clients by their client id. A disabled one gets no token and can refresh none, whoever logged in
/// by it; what it got before is revoked by a not-before that is pushed to it. Sessions of its own
/// service account are ended. Those of people stay, since they are for other clients too: this one
/// gets nothing out of them.
final class KeycloakClients implements Switch {
    private static final String CLIENTS = "clients";
    private static final String USERS = "users";

    private final KeycloakAdmin admin;
    private final InstantSource clock;

    KeycloakClients(KeycloakAdmin admin, InstantSource clock) {
        this.admin = admin;
        this.clock = clock;
    }

    @Override
    public Position look(String id, Instant since) {
        ObjectNode client = client(id);
        return new Position(!client.path("enabled").asBoolean(), ours(client), sessions(client));
    }

    @Override
    public Turn off(String id, String mark) {
        ObjectNode client = client(id);
        boolean enabled = client.path("enabled").asBoolean();
        boolean marked = false;
        if (enabled) {
            client.put("notBefore", clock.instant().getEpochSecond());
            attributes(client).put(KeycloakSwitch.MARK, mark);
            admin.disable(admin.path(CLIENTS, client), client);
            marked = ours(client(id));
        }
        admin.post(admin.path(CLIENTS, client) + "/push-revocation");
        int before = sessions(client);
        if (before > 0) {
            admin.post(admin.path(USERS, account(client)) + "/logout");
        }
        return new Turn(enabled, marked, before);
    }

    /// What was revoked stays so.
    @Override
    public void on(String id) {
        ObjectNode client = client(id);
        client.put("enabled", true);
        attributes(client).put(KeycloakSwitch.MARK, ""); // an empty value takes it away
        admin.put(admin.path(CLIENTS, client), client);
    }

    private ObjectNode client(String id) {
        return admin.only(
                Ask.get(admin.path(CLIENTS), Map.of("clientId", id)),
                client -> client.path("clientId").asString("").equals(id));
    }

    private int sessions(JsonNode client) {
        return client.path("serviceAccountsEnabled").asBoolean(false)
                ? admin.list(Ask.get(admin.path(USERS, account(client)) + "/sessions"))
                        .size()
                : 0;
    }

    private JsonNode account(JsonNode client) {
        return admin.get(Ask.get(admin.path(CLIENTS, client) + "/service-account-user"));
    }

    private static ObjectNode attributes(ObjectNode client) {
        return client.path("attributes") instanceof ObjectNode there ? there : client.putObject("attributes");
    }

    private static boolean ours(JsonNode client) {
        return !client.path("attributes").path(KeycloakSwitch.MARK).asString("").isEmpty();
    }
}
