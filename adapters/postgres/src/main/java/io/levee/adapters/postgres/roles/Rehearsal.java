package io.levee.adapters.postgres.roles;

import io.levee.rooms.stop.Stopper.Proof;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;

/// Stops the canary: a role that cannot log in and has no password, but for these moments. It is let in, logs in with a
/// password of its own, is stopped, and must then neither go on nor get in again.
///
/// What a rehearsal that was cut off leaves behind is valid for a minute, and the next one clears it away.
record Rehearsal(RoleServer server, Roles roles, String canary) {
    private static final int SECONDS_MAX = 60;
    private static final int SECRET_BYTES = 24;
    private static final int PROBE_SECONDS = 1;

    Proof run() throws SQLException {
        if (canary.equals(server.user())) {
            throw new IllegalStateException("the canary `%s` is the stopper's own user".formatted(canary));
        }
        Role role = found();
        if (role.canLogIn() && roles.isValidFor(canary, SECONDS_MAX)) {
            throw new IllegalStateException(
                    "the canary `%s` can log in: it is to be a role that nobody uses".formatted(canary));
        }
        try {
            return stopped();
        } finally {
            putBack();
        }
    }

    private Proof stopped() throws SQLException {
        String password = password();
        roles.admit(canary, password, SECONDS_MAX);
        try (Connection session = server.open(canary, password)) {
            Closing closing = new Closing(roles, server.user(), List.of(canary)).untilQuiet();
            boolean sessionEnded = !session.isValid(PROBE_SECONDS);
            boolean loginRefused = isRefused(password);
            boolean marked = found().marked();
            return new Proof(
                    sessionEnded && loginRefused && marked && closing.ended() > 0,
                    "canary: session %s, login %s, %s"
                            .formatted(
                                    sessionEnded ? "ended" : "goes on",
                                    loginRefused ? "refused" : "passes",
                                    marked ? "marked for its resume" : "not marked, a resume would leave it closed"));
        }
    }

    private boolean isRefused(String password) throws SQLException {
        try (Connection _ = server.open(canary, password)) {
            return false;
        } catch (SQLException e) {
            if (!RoleFailures.isLoginRefused(e)) {
                throw e;
            }
            return true;
        }
    }

    private void putBack() throws SQLException {
        Role role = found();
        if (role.marked()) {
            roles.open(role);
        }
        roles.rest(canary);
        var _ = roles.end(canary);
    }

    private Role found() throws SQLException {
        return roles.find(List.of(canary)).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the canary `%s` does not exist".formatted(canary)));
    }

    private static String password() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return Base64.getEncoder().encodeToString(secret);
    }
}
