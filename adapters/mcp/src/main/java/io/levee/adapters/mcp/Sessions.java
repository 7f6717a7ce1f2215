package io.levee.adapters.mcp;

import io.levee.identity.Chain;
import io.levee.identity.Identity;
import io.levee.identity.SessionId;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/// The sessions of this replica. A session belongs to the chain and the run that began it; to everybody else it does
/// not exist. Who asks another replica is told that the session is over and begins another one, as MCP has it.
/// Thread-safe.
final class Sessions {
    static final int ALL_MAX = 10_000;
    static final int PER_OWNER_MAX = 64;
    static final long IDLE_NANOS = 30L * 60 * 1_000_000_000L;

    /// Whose a session is.
    record Owner(Chain chain, SessionId run) {
        static Owner of(Identity.Known who) {
            return new Owner(who.chain(), who.session());
        }
    }

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> byId = new ConcurrentHashMap<>();
    private final Map<Owner, Session> without = new ConcurrentHashMap<>();

    Session begin(Owner owner, String revision, ObjectNode capabilities) {
        long own = byId.values().stream()
                .filter(session -> session.owner().equals(owner))
                .count();
        if (byId.size() >= ALL_MAX || own >= PER_OWNER_MAX) {
            throw McpRefusal.SESSIONS_MANY.because("");
        }
        byte[] id = new byte[24];
        random.nextBytes(id);
        Session session =
                new Session(Base64.getUrlEncoder().withoutPadding().encodeToString(id), owner, revision, capabilities);
        byId.put(session.id(), session);
        return session;
    }

    Session of(Owner owner, String id) {
        return Optional.ofNullable(byId.get(id))
                .filter(session -> session.owner().equals(owner))
                .map(Session::used)
                .orElseThrow(() -> McpRefusal.SESSION_UNKNOWN.because(""));
    }

    /// What somebody who speaks the revision without sessions needs at servers that have them.
    Session without(Owner owner) {
        if (without.size() >= ALL_MAX && !without.containsKey(owner)) {
            throw McpRefusal.SESSIONS_MANY.because("");
        }
        return without.computeIfAbsent(owner, it -> new Session("", it, Revision.STATELESS, Wire.object()))
                .used();
    }

    void end(Owner owner, String id) {
        Session session = of(owner, id);
        byId.remove(id);
        session.close();
    }

    /// Ends what nobody used for long, or everything.
    void tend(boolean all) {
        long now = System.nanoTime();
        for (Map<?, Session> some : List.of(byId, without)) {
            some.values().removeIf(session -> {
                boolean over = all || session.isIdle(now);
                if (over) {
                    session.close();
                }
                return over;
            });
        }
    }
}
