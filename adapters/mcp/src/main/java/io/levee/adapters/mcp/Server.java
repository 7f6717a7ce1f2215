package io.levee.adapters.mcp;

import io.levee.catalog.Api;
import io.levee.catalog.Catalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One server behind the gateway: which era it speaks, and what it says that it offers. Thread-safe.
final class Server {
    static final int PAGES_MAX = 64;
    static final int OFFERS_MAX = 5_000;

    private static final System.Logger LOG = System.getLogger(Server.class.getName());

    private final Optional<Upstream> upstream;
    private final Optional<OwnTools> own;
    private final AtomicLong ids = new AtomicLong();
    private volatile Optional<Boolean> stateless = Optional.empty();
    private final Known known = new Known(this::asked, System::nanoTime);
    private volatile boolean answers = true;
    private volatile @Nullable Held held;

    private volatile @Nullable Compared compared;

    private record Compared(Api api, ApprovedDefinitions definitions, Known.State known, List<Offered> all) {}

    private record Held(Api api, Catalog catalog, Known.State known, Offers offers) {}

    Server(Upstream upstream) {
        this.upstream = Optional.of(upstream);
        this.own = Optional.empty();
    }

    /// Levee itself.
    Server(OwnTools own) {
        this.upstream = Optional.empty();
        this.own = Optional.of(own);
    }

    Upstream upstream() {
        return upstream.orElseThrow(() -> new IllegalStateException("Levee itself is not called over a network"));
    }

    /// What answers here, where this is Levee itself.
    Optional<OwnTools> own() {
        return own;
    }

    long nextId() {
        return ids.incrementAndGet();
    }

    /// Whether what it offers is known, without asking.
    boolean isFresh() {
        return known.isFresh();
    }

    /// What may be used of what it offers now.
    @SuppressWarnings("ReferenceEquality") // of one revision, each is one object; comparing them whole would cost more
    Offers offers(Api api, Catalog catalog) {
        Known.State now = known.get();
        Held last = held;
        if (last == null || last.api() != api || last.catalog() != catalog || last.known() != now) {
            last = new Held(api, catalog, now, Offers.of(api, catalog, now.what()));
            held = last;
        }
        return last.offers();
    }

    /// Everything that it says it offers, approved or not.
    Optional<Map<Kind, List<ObjectNode>>> everything() {
        return known.get().what();
    }

    /// Done once what it offers is known; asked in the background, and once for all who wait.
    CompletableFuture<Void> refreshed() {
        return CompletableFuture.runAsync(known::get, Thread::startVirtualThread);
    }

    /// What it said last, held against what was approved, without asking; empty where it did not answer.
    @SuppressWarnings("ReferenceEquality") // as for offers
    Optional<List<Offered>> compared(Api api, ApprovedDefinitions definitions) {
        Known.State now = known.last();
        if (now.what().isEmpty()) {
            return Optional.empty();
        }
        Compared last = compared;
        if (last == null || last.api() != api || last.definitions() != definitions || last.known() != now) {
            last = new Compared(
                    api,
                    definitions,
                    now,
                    Offered.compared(api, definitions, now.what().get()));
            compared = last;
        }
        return Optional.of(last.all());
    }

    /// It said that what it offers has changed.
    void forget() {
        known.forget();
    }

    /// Whether it speaks the revision without sessions. Asked once; a server that cannot be asked is asked again.
    boolean isStateless() {
        if (stateless.isEmpty()) {
            synchronized (ids) {
                if (stateless.isEmpty()) {
                    stateless = Optional.of(discover());
                }
            }
        }
        return stateless.get();
    }

    private boolean discover() {
        ObjectNode params = Revision.stateless(Wire.object(), Wire.object());
        try (Upstream.Reply reply = upstream()
                .post(
                        Message.request(nextId(), "server/discover", params),
                        headers("server/discover", Optional.empty()))) {
            if (reply.status() != 200) {
                return false;
            }
            return answer(reply)
                    .result()
                    .path("supportedVersions")
                    .valueStream()
                    .anyMatch(one -> one.isString() && one.stringValue().equals(Revision.STATELESS));
        } catch (McpRefusal.Rejection e) {
            if (e.refusal() == McpRefusal.UPSTREAM_DOWN || e.refusal() == McpRefusal.UPSTREAM_SLOW) {
                throw e;
            }
            return false;
        } catch (IOException e) {
            throw McpRefusal.UPSTREAM_DOWN.because("");
        }
    }

    /// The headers of a message to a server without sessions.
    static Map<String, String> headers(String method, Optional<String> name) {
        Map<String, String> headers = new HashMap<>();
        headers.put(Upstream.REVISION, Revision.STATELESS);
        headers.put("Mcp-Method", method);
        name.ifPresent(it -> headers.put("Mcp-Name", HeaderText.encoded(it)));
        return headers;
    }

    private Optional<Map<Kind, List<ObjectNode>>> asked() {
        if (own.isPresent()) {
            return Optional.of(Map.of(Kind.TOOL, own.get().definitions()));
        }
        try {
            Map<Kind, List<ObjectNode>> all = new EnumMap<>(Kind.class);
            try (Link link = Link.open(this, Wire.object(), false)) {
                for (Kind kind : Kind.values()) {
                    List<ObjectNode> found = new ArrayList<>();
                    if (link.offers(kind)) {
                        list(link, kind.list(), kind.items(), found);
                    }
                    if (kind == Kind.RESOURCE && link.offers(kind)) {
                        list(link, "resources/templates/list", "resourceTemplates", found);
                    }
                    all.put(kind, List.copyOf(found));
                }
            }
            noticed(true, "");
            return Optional.of(Map.copyOf(all));
        } catch (McpRefusal.Rejection e) {
            noticed(false, e.refusal().code());
            return Optional.empty();
        } catch (IOException e) {
            noticed(false, McpRefusal.UPSTREAM_DOWN.code());
            return Optional.empty();
        }
    }

    /// One line when it stops answering and one when it answers again.
    private void noticed(boolean answered, String why) {
        if (answers != answered) {
            answers = answered;
            LOG.log(
                    answered ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                    answered
                            ? "the server of MCP at {0} says again what it offers"
                            : "the server of MCP at {0} cannot be asked what it offers, so its tools are held: {1}",
                    upstream().at(),
                    why);
        }
    }

    private static void list(Link link, String method, String items, List<ObjectNode> found) throws IOException {
        String cursor = "";
        for (int page = 0; page < PAGES_MAX; page++) {
            ObjectNode params = Wire.object();
            if (!cursor.isEmpty()) {
                params.put("cursor", cursor);
            }
            Message.Answer answer = link.ask(method, params);
            if (answer.isError()) {
                return;
            }
            ObjectNode result = answer.result();
            result.path(items)
                    .valueStream()
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast)
                    .forEach(found::add);
            JsonNode next = result.get("nextCursor");
            if (found.size() > OFFERS_MAX) {
                throw McpRefusal.UPSTREAM_MALFORMED.because("it offers too much");
            }
            if (next == null || !next.isString() || next.stringValue().isEmpty()) {
                return;
            }
            cursor = next.stringValue();
        }
    }

    /// The first answer of a reply; what else comes is dropped.
    static Message.Answer answer(Upstream.Reply reply) throws IOException {
        Frames frames = reply.frames();
        try {
            for (Optional<JsonNode> next = frames.next(); next.isPresent(); next = frames.next()) {
                if (Message.of(next.get()) instanceof Message.Answer answer) {
                    return answer;
                }
            }
        } catch (McpRefusal.Rejection e) {
            throw McpRefusal.UPSTREAM_MALFORMED.because(e.refusal().code());
        }
        throw McpRefusal.UPSTREAM_MALFORMED.because("no answer");
    }
}
