package io.levee.adapters.mcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One session of one client, with its own session at each server that has them. Thread-safe.
final class Session implements AutoCloseable {
    /// What servers may ask clients for, while a call is open.
    static final int ASKED_MAX = 256;

    /// A question of a server to this client, open while the call is that it came with.
    record Asked(Link link, JsonNode id, Calling call) {}

    private static final Set<String> LEVELS =
            Set.of("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency");

    private final String id;
    private final Sessions.Owner owner;
    private final String revision;
    private final ObjectNode capabilities;
    private final Map<Server, Link> links = new ConcurrentHashMap<>();
    private final Map<Link, String> told = new ConcurrentHashMap<>();
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();
    private final Map<String, Calling> open = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private volatile String level = "";
    private volatile long usedNanos = System.nanoTime();

    Session(String id, Sessions.Owner owner, String revision, ObjectNode capabilities) {
        this.id = id;
        this.owner = owner;
        this.revision = revision;
        this.capabilities = capabilities;
    }

    String id() {
        return id;
    }

    Sessions.Owner owner() {
        return owner;
    }

    String revision() {
        return revision;
    }

    ObjectNode capabilities() {
        return capabilities;
    }

    Session used() {
        usedNanos = System.nanoTime();
        return this;
    }

    boolean isIdle(long now) {
        return open.isEmpty() && now - usedNanos > Sessions.IDLE_NANOS;
    }

    /// How much servers should say. Each is told with the next call that may go there.
    ///
    /// INVARIANT I11: not before, since what a session says beside its calls would go where its labels may not.
    void level(String wanted) {
        if (!LEVELS.contains(wanted)) {
            throw McpRefusal.PARAMS.because("`level` is none of RFC 5424");
        }
        level = wanted;
    }

    private static void level(Link link, String level) {
        if (!link.isStateless() && link.offered().has("logging")) {
            try {
                var _ = link.ask("logging/setLevel", Wire.object().put("level", level));
            } catch (IOException e) {
                throw McpRefusal.UPSTREAM_DOWN.because("");
            }
        }
    }

    /// For a call that may go to this server.
    Link link(Server server) {
        try {
            Link link = links.computeIfAbsent(server, it -> {
                try {
                    return Link.open(it, capabilities, !revision.equals(Revision.STATELESS));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            String wanted = level;
            if (!wanted.isEmpty() && !wanted.equals(told.put(link, wanted))) {
                level(link, wanted);
            }
            return link;
        } catch (UncheckedIOException e) {
            throw McpRefusal.UPSTREAM_DOWN.because("");
        }
    }

    /// The server says that its session is over.
    void lost(Link link) {
        links.remove(link.server(), link);
        told.remove(link);
    }

    void opened(JsonNode request, Calling call) {
        open.put(request.toString(), call);
    }

    void closed(JsonNode request, Calling call) {
        open.remove(request.toString(), call);
        asked.values().removeIf(question -> question.call() == call);
    }

    Optional<Calling> open(JsonNode request) {
        return Optional.ofNullable(open.get(request.toString()));
    }

    /// Keeps a question, and returns the id under which the client gets it.
    String ask(Asked question) {
        if (asked.size() >= ASKED_MAX) {
            throw McpRefusal.UPSTREAM_MALFORMED.because("it asks too much");
        }
        String mine = "levee-" + ids.incrementAndGet();
        asked.put(mine, question);
        return mine;
    }

    /// What this answers, once.
    Optional<Asked> answered(JsonNode mine) {
        return mine.isString() ? Optional.ofNullable(asked.remove(mine.stringValue())) : Optional.empty();
    }

    @Override
    public void close() {
        open.values().forEach(Calling::cancel);
        links.values().forEach(Link::close);
    }
}
