package io.levee.adapters.identityproviders;

import io.levee.adapters.rest.Rest;
import io.levee.adapters.rest.Switch;
import io.levee.adapters.rest.SwitchStopper;
import io.levee.adapters.rest.Wanted;
import io.levee.facts.Layer;
import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Secrets;
import io.levee.rooms.stop.Stopper;
import io.levee.rooms.stop.StopperKind;
import java.time.InstantSource;
import java.util.Set;

/// `system: keycloak`. A foothold is a user (`user:NAME`) or a client (`client:ID`) of the realm.
/// Levee logs in as `client`, whose service account has `view-users`, `manage-users`,
/// `view-clients` and `manage-clients` of `realm-management`; its secret is `secret`.
public final class KeycloakKind implements StopperKind {
    @Override
    public String system() {
        return "keycloak";
    }

    @Override
    public Set<String> required() {
        return Set.of("url", "realm", "client", "secret");
    }

    @Override
    public Set<String> optional() {
        return Set.of();
    }

    @Override
    public Stopper stopper(StopperSource source, Footholds footholds, Secrets secrets) {
        Wanted wanted = new Wanted(source);
        String url = wanted.url("url");
        String realm = wanted.text("realm");
        String client = wanted.text("client");
        String secret = wanted.text("secret");
        wanted.ids().forEach(KeycloakSwitch::check);
        return new SwitchStopper(
                Layer.IDENTITY,
                source.name(),
                "users and clients",
                footholds,
                time -> open(Rest.at(url, time), realm, client, secrets.secret(secret)));
    }

    private static Switch open(Rest rest, String realm, String client, String secret) {
        KeycloakAdmin admin = KeycloakAdmin.login(rest, realm, client, secret);
        return new KeycloakSwitch(new KeycloakUsers(admin), new KeycloakClients(admin, InstantSource.system()));
    }
}
