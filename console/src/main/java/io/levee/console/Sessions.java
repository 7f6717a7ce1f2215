package io.levee.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Everybody who is logged in here. In memory only: after a restart people log in again. Guarded by its own lock.
final class Sessions {
    static final int SESSIONS_MAX = 500;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Session> open = new LinkedHashMap<>();

    /// @param random cryptographically strong
    Sessions(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    synchronized Session begin(String token, Duration lifetime) {
        if (open.size() >= SESSIONS_MAX) {
            open.remove(open.keySet().iterator().next());
        }
        Session session = new Session(
                secret(), token, person(token), secret(), clock.instant().plus(lifetime));
        open.put(session.id(), session);
        return session;
    }

    synchronized Optional<Session> find(@Nullable String id) {
        @Nullable Session session = id == null ? null : open.get(id);
        if (session != null && !clock.instant().isBefore(session.expiresAt())) {
            open.remove(session.id());
            return Optional.empty();
        }
        return Optional.ofNullable(session);
    }

    synchronized void end(Session session) {
        open.remove(session.id());
    }

    private String secret() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Compares without telling by its duration how much was right.
    static boolean same(String expected, @Nullable String sent) {
        return sent != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }

    /// Whose token this is, by its own word: good enough for a greeting.
    private static String person(String token) {
        String[] parts = token.split("\\.", -1);
        try {
            byte[] claims = Base64.getUrlDecoder().decode(parts.length == 3 ? parts[1] : "");
            String subject = Api.read(new String(claims, StandardCharsets.UTF_8), Claims.class)
                    .sub();
            return subject == null ? "somebody" : subject.contains(":") ? subject : "person:" + subject;
        } catch (IllegalArgumentException | JacksonException e) {
            return "somebody";
        }
    }

    record Claims(@Nullable String sub) {}
}
