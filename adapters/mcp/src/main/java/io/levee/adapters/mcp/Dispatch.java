package io.levee.adapters.mcp;

import io.levee.adapters.proxy.GatheringSpace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads one message and finds out what it is in its revision.
final class Dispatch {
    private final Sessions sessions;
    private final Methods methods;
    private final Duration bodyTimeMax;
    private final GatheringSpace space;

    /// @param space for the messages of all clients, while they are answered
    Dispatch(Sessions sessions, Methods methods, Duration bodyTimeMax, GatheringSpace space) {
        this.sessions = sessions;
        this.methods = methods;
        this.bodyTimeMax = bodyTimeMax;
        this.space = space;
    }

    void dispatch(Turn turn) throws IOException {
        Sessions.Owner owner = Sessions.Owner.of(turn.who());
        HttpFields headers = turn.request().getHeaders();
        switch (turn.request().getMethod()) {
            case "POST" -> {
                Incoming.checkType(turn.request());
                try (Room room = new Room(space)) {
                    JsonNode node = Wire.read(Incoming.body(turn.request(), bodyTimeMax, room));
                    JsonNode id = node.path("id");
                    Turn known = Message.isId(id) ? turn.of(id, false) : turn;
                    message(known, owner, node, headers);
                }
            }
            case "DELETE" -> {
                sessions.end(owner, one(headers, Upstream.SESSION).orElse(""));
                turn.out().empty(204);
            }
            default -> throw McpRefusal.HTTP_METHOD.because("");
        }
    }

    private void message(Turn turn, Sessions.Owner owner, JsonNode node, HttpFields headers) throws IOException {
        boolean stateless = isStateless(node, headers);
        Turn marked = turn.of(turn.id(), stateless);
        try {
            if (stateless) {
                stateless(marked, owner, Message.of(node), headers);
            } else {
                withSession(marked, owner, Message.of(node), headers);
            }
        } catch (McpRefusal.Rejection e) {
            marked.refuse(e, "");
        } catch (RuntimeException e) { // a thread's root
            marked.failed(e);
        }
    }

    private void stateless(Turn turn, Sessions.Owner owner, Message message, HttpFields headers) throws IOException {
        switch (message) {
            case Message.Request asked -> {
                Headers.check(asked.method(), asked.params(), headers);
                if (asked.method().equals("server/discover")) {
                    turn.result(discovered(turn));
                } else {
                    methods.answer(turn, sessions.without(owner), asked);
                }
            }
            case Message.Notification _ -> {
                Headers.checkWhatThereIs(message, headers);
                turn.out().empty(202);
            }
            case Message.Answer _ -> throw McpRefusal.MALFORMED.because("this revision asks clients nothing");
        }
    }

    private void withSession(Turn turn, Sessions.Owner owner, Message message, HttpFields headers) throws IOException {
        Optional<String> revision = one(headers, Upstream.REVISION);
        if (revision.isPresent() && !Revision.WITH_SESSIONS.contains(revision.get())) {
            throw McpRefusal.REVISION.because(revision.get());
        }
        Headers.checkWhatThereIs(message, headers);
        if (message instanceof Message.Request asked && asked.method().equals("initialize")) {
            initialize(turn, owner, asked);
            return;
        }
        String id = one(headers, Upstream.SESSION)
                .orElseThrow(() -> McpRefusal.MALFORMED.because("`Mcp-Session-Id` is missing; initialize first"));
        Session session = sessions.of(owner, id);
        switch (message) {
            case Message.Request asked when asked.method().equals("ping") -> turn.result(Wire.object());
            case Message.Request asked -> methods.answer(turn, session, asked);
            case Message.Notification told -> {
                if (told.method().equals("notifications/cancelled")
                        && told.params().get("requestId") != null) {
                    session.open(told.params().get("requestId")).ifPresent(Calling::cancel);
                }
                turn.out().empty(202);
            }
            case Message.Answer answer -> {
                session.answered(answer.id())
                        .ifPresent(question -> question.call().reply(question.link(), answer.to(question.id())));
                turn.out().empty(202);
            }
        }
    }

    private void initialize(Turn turn, Sessions.Owner owner, Message.Request asked) throws IOException {
        String wanted = Turn.text(asked.params(), "protocolVersion");
        String revision = Revision.WITH_SESSIONS.contains(wanted) ? wanted : Revision.SESSIONS;
        ObjectNode capabilities = ClientCapabilities.known(asked.params().path("capabilities"));
        Session session = sessions.begin(owner, revision, capabilities);
        ObjectNode result = Wire.object().put("protocolVersion", revision);
        result.set("capabilities", capabilities(turn).set("logging", Wire.object()));
        result.set("serverInfo", Revision.info());
        turn.out().header(Upstream.SESSION, session.id());
        turn.result(result);
    }

    private static ObjectNode discovered(Turn turn) {
        ObjectNode result = Wire.object();
        var versions = result.putArray("supportedVersions");
        Revision.ALL.forEach(versions::add);
        result.set("capabilities", capabilities(turn));
        return result.put("ttlMs", 0).put("cacheScope", "private");
    }

    /// What is described for the servers of this endpoint, whoever asks: no secret, and no promise.
    private static ObjectNode capabilities(Turn turn) {
        ObjectNode capabilities = Wire.object();
        capabilities.set("tools", Wire.object());
        boolean prompts = turn.scope().describes(Kind.PROMPT);
        boolean resources = turn.scope().describes(Kind.RESOURCE);
        if (prompts) {
            capabilities.set("prompts", Wire.object());
        }
        if (resources) {
            capabilities.set("resources", Wire.object());
        }
        if (prompts || resources) {
            capabilities.set("completions", Wire.object());
        }
        return capabilities;
    }

    private static boolean isStateless(JsonNode node, HttpFields headers) {
        String revision = headers.get(Upstream.REVISION);
        boolean marked = node.path("params").path(Revision.META).has(Revision.VERSION);
        boolean old = revision != null && Revision.WITH_SESSIONS.contains(revision.strip());
        return marked || Revision.STATELESS.equals(revision) || (revision != null && !old && !isInitialize(node));
    }

    private static boolean isInitialize(JsonNode node) {
        return node.path("method").asString("").equals("initialize");
    }

    /// The value of a header that may be sent once.
    static Optional<String> one(HttpFields headers, String name) {
        List<String> values = headers.getValuesList(name);
        if (values.size() > 1) {
            throw McpRefusal.HEADER_MISMATCH.because(name + " is sent twice");
        }
        return values.stream().findFirst().map(String::strip);
    }
}
