package io.levee.adapters.identityproviders;

import io.levee.adapters.rest.Switch;
import java.time.Instant;

/// Users and clients, told apart by how a foothold is written.
record KeycloakSwitch(Switch users, Switch clients) implements Switch {
    static final String MARK = "levee_stop";
    private static final String USER = "user:";
    private static final String CLIENT = "client:";

    static void check(String id) {
        name(id);
    }

    @Override
    public Position look(String id, Instant since) {
        return of(id).look(name(id), since);
    }

    @Override
    public Turn off(String id, String mark) {
        return of(id).off(name(id), mark);
    }

    @Override
    public void on(String id) {
        of(id).on(name(id));
    }

    private Switch of(String id) {
        return id.startsWith(USER) ? users : clients;
    }

    private static String name(String id) {
        String name = id.substring(id.indexOf(':') + 1);
        if (name.isBlank() || !(id.startsWith(USER) || id.startsWith(CLIENT))) {
            throw new IllegalArgumentException("`%s` is neither `user:NAME` nor `client:ID`".formatted(id));
        }
        return name;
    }
}
