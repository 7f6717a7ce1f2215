package io.levee.adapters.mcp;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How messages of one client reach one server: without a session, or in one of the server's that belongs to this
/// client alone. Immutable.
///
/// @param session      the server's; empty where it has none
/// @param revision     that the server speaks
/// @param offered      the server's capabilities
/// @param capabilities of the client, as the server was told
record Link(Server server, String session, String revision, ObjectNode offered, ObjectNode capabilities)
        implements AutoCloseable {
    /// @param capabilities of the client: only what is named here may the server ask for
    /// @param withSession  whether a session is preferred where the server has both: only in a session can it
    ///                     ask a client that has one
    static Link open(Server server, ObjectNode capabilities, boolean withSession) throws IOException {
        boolean stateless = server.isStateless();
        if (!stateless) {
            return begun(server, capabilities);
        }
        if (withSession) {
            try {
                return begun(server, capabilities);
            } catch (McpRefusal.Rejection e) {
                if (e.refusal() != McpRefusal.UPSTREAM_MALFORMED) {
                    throw e;
                }
            }
        }
        // its questions would come as results that a client with sessions does not know: it may have none
        return new Link(server, "", Revision.STATELESS, Wire.object(), Wire.object());
    }

    private static Link begun(Server server, ObjectNode capabilities) throws IOException {
        ObjectNode params = Wire.object().put("protocolVersion", Revision.SESSIONS);
        params.set("capabilities", capabilities);
        params.set("clientInfo", Revision.info());
        try (Upstream.Reply reply =
                server.upstream().post(Message.request(server.nextId(), "initialize", params), Map.of())) {
            Message.Answer answer = Server.answer(reply);
            JsonNode version = answer.result().get("protocolVersion");
            if (version == null || !Revision.WITH_SESSIONS.contains(version.asString(""))) {
                throw McpRefusal.UPSTREAM_MALFORMED.because("it speaks no revision that the gateway does");
            }
            ObjectNode offered = answer.result().get("capabilities") instanceof ObjectNode some ? some : Wire.object();
            Link link = new Link(server, reply.session(), version.stringValue(), offered, capabilities);
            link.tell("notifications/initialized", Wire.object());
            return link;
        }
    }

    boolean isStateless() {
        return revision.equals(Revision.STATELESS);
    }

    boolean offers(Kind kind) {
        return isStateless() || offered.has(kind.capability());
    }

    /// @param name of what the message is about, where the revision wants that in a header
    Map<String, String> headers(String method, Optional<String> name) {
        if (isStateless()) {
            return Server.headers(method, name);
        }
        Map<String, String> headers = new HashMap<>();
        headers.put(Upstream.REVISION, revision);
        if (!session.isEmpty()) {
            headers.put(Upstream.SESSION, session);
        }
        return headers;
    }

    ObjectNode params(ObjectNode params) {
        return isStateless() ? Revision.stateless(params, capabilities) : Revision.plain(params);
    }

    /// Asks what belongs to no call, and waits for the answer.
    Message.Answer ask(String method, ObjectNode params) throws IOException {
        ObjectNode message = Message.request(server.nextId(), method, params(params));
        try (Upstream.Reply reply = server.upstream().post(message, headers(method, Optional.empty()))) {
            return Server.answer(reply);
        }
    }

    /// Says something that has no answer. That it may not arrive is in its nature.
    void tell(String method, ObjectNode params) {
        post(Message.notification(method, params), method, () -> true, () -> {});
    }

    /// @param begin asked before a byte moves; where it says no, nothing is sent
    /// @param end   called once the message has moved
    void post(ObjectNode message, String method, BooleanSupplier begin, Runnable end) {
        var request = server.upstream().prepare("POST", headers(method, Optional.empty()));
        try (Upstream.Reply _ = server.upstream().send(request, message, begin, end)) {
            // The status says nothing that anybody here could act on.
        } catch (McpRefusal.Rejection e) {
            System.getLogger(Link.class.getName())
                    .log(System.Logger.Level.DEBUG, "a server of MCP did not hear `{0}`", method);
        }
    }

    /// Ends the server's session, without waiting for its answer.
    @Override
    public void close() {
        if (!session.isEmpty()) {
            server.upstream().prepare("DELETE", headers("", Optional.empty())).send(_ -> {});
        }
    }
}
