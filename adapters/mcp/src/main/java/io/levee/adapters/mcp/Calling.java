package io.levee.adapters.mcp;

import io.levee.adapters.proxy.RateLimitRules;
import io.levee.budget.Unit;
import io.levee.facts.CallFact;
import io.levee.rooms.gateway.Line;
import io.levee.rooms.gateway.OpenCall;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One allowed call between its client and its server: forwarded, and everything that comes back until its answer. Ends
/// exactly once, with its outcome recorded.
///
/// INVARIANT I3: every byte of the call moves between [OpenCall#begin] and [OpenCall#end].
final class Calling implements Line {
    static final long BEAT_NANOS = 1_000_000_000L;

    /// What a server may tell a client beside an answer.
    private static final Set<String> TOLD = Set.of("notifications/progress", "notifications/message");

    /// Why it ended, first cause first.
    private enum End {
        CUT(CallFact.Ending.STOPPED),
        CLIENT_LEFT(CallFact.Ending.CALLER_LEFT),
        CANCELLED(CallFact.Ending.CALLER_LEFT),
        CLOSING(CallFact.Ending.LOST);

        private final CallFact.Ending ending;

        End(CallFact.Ending ending) {
            this.ending = ending;
        }
    }

    private final Turn turn;
    private final OpenCall call;
    private final Session session;
    private final Message.Request asked;
    private final AtomicReference<Optional<End>> blamed = new AtomicReference<>(Optional.empty());
    private volatile Optional<org.eclipse.jetty.client.Request> sent = Optional.empty();
    private volatile Optional<Link> used = Optional.empty();
    private volatile long upstreamId;
    private long in;

    Calling(Turn turn, OpenCall call, Session session, Message.Request asked) {
        this.turn = turn;
        this.call = call;
        this.session = session;
        this.asked = asked;
    }

    /// @param params as the server gets them: what was decided of
    /// @param name   of what is called, as the server knows it
    void forward(Server server, ObjectNode params, String name) {
        carried(() -> relay(server, params, name));
    }

    /// Lets Levee itself answer.
    void answer(OwnTools own, String tool, ObjectNode arguments) {
        carried(() -> own(own, tool, arguments));
    }

    private void carried(Move move) {
        turn.out().header("X-Levee-Decision", call.decision().value());
        RateLimitRules.headers(call.quotas()).forEach(turn.out()::header);
        session.opened(asked.id(), this);
        try {
            if (!call.attach(this)) {
                throw McpRefusal.CANCELLED.because("");
            }
            move.run();
        } catch (McpRefusal.Rejection e) {
            failed(e);
        } catch (IOException e) {
            failed(McpRefusal.UPSTREAM_DOWN.because(""));
        } finally {
            session.closed(asked.id(), this);
        }
    }

    @Override
    public void cut() {
        end(End.CUT);
        turn.out().cut();
    }

    void cancel() {
        end(End.CANCELLED);
    }

    void clientLeft() {
        end(End.CLIENT_LEFT);
    }

    void closing() {
        end(End.CLOSING);
    }

    /// Called again and again: a client that says nothing is asked whether it is still there.
    void tend(long now) {
        if (turn.out().mayStream() && turn.out().isQuiet(now, BEAT_NANOS)) {
            Thread.ofVirtual().name("mcp-beat").start(() -> {
                try {
                    moving(() -> turn.out().beat());
                } catch (IOException e) {
                    clientLeft();
                } catch (McpRefusal.Rejection e) {
                    // It was cut, which is noticed where it waits.
                }
            });
        }
    }

    /// Sends the client's answer to a question of the server, as part of this call.
    void reply(Link link, ObjectNode answer) {
        link.post(answer, "", call::begin, call::end);
    }

    private void relay(Server server, ObjectNode params, String name) throws IOException {
        for (boolean again = false; ; again = true) {
            Link link = session.link(server);
            used = Optional.of(link);
            upstreamId = server.nextId();
            boolean direct = link.isStateless() && turn.isStateless() && params.has(Revision.META);
            ObjectNode message = Message.request(upstreamId, asked.method(), direct ? params : link.params(params));
            var headers = link.headers(asked.method(), Optional.of(name));
            if (link.isStateless()) {
                turn.parameterHeaders().forEach(headers::put);
            }
            headers.put("X-Levee-Decision", call.decision().value());
            headers.put("X-Levee-Person", call.caller().chain().person().name());
            if (!call.caller().chain().agents().isEmpty()) {
                headers.put("X-Levee-Agent", call.caller().chain().caller().name());
            }
            var request = server.upstream().prepare("POST", headers);
            sent = Optional.of(request);
            if (blamed.get().isPresent()) {
                throw McpRefusal.CANCELLED.because("");
            }
            in = Wire.bytes(message).length;
            if (!again && !call.spend(Unit.BYTES, in)) {
                throw McpRefusal.CANCELLED.because("");
            }
            try (Upstream.Reply reply = server.upstream().send(request, message, call::begin, call::end)) {
                boolean lost = reply.status() == 404 && !link.session().isEmpty();
                if (lost && !again) {
                    session.lost(link);
                    continue;
                }
                answers(link, reply);
                return;
            }
        }
    }

    /// INVARIANT I3: what it changes is changed before a stop is told that the call ended.
    private void own(OwnTools own, String tool, ObjectNode arguments) throws IOException {
        in = Wire.bytes(arguments).length;
        if (!call.spend(Unit.BYTES, in) || !call.begin()) {
            throw McpRefusal.CANCELLED.because("");
        }
        ObjectNode result;
        try {
            result = own.call(call.caller(), tool, arguments);
        } catch (RuntimeException e) { // it is answered further up; that it ended is recorded here
            finish(CallFact.Ending.UPSTREAM_FAILED);
            throw e;
        } finally {
            call.end();
        }
        answered(new Message.Answer(asked.id(), Message.result(asked.id(), result)), 200);
    }

    private void answers(Link link, Upstream.Reply reply) throws IOException {
        Frames frames = reply.frames();
        for (Optional<JsonNode> next = read(frames, reply); next.isPresent(); next = read(frames, reply)) {
            switch (message(next.get(), reply)) {
                case Message.Answer answer
                when isMine(answer) -> {
                    answered(answer, reply.status());
                    return;
                }
                case Message.Answer _ -> {} // to nobody here
                case Message.Notification told -> told(link, told, next.get());
                case Message.Request question -> question(link, question);
            }
        }
        throw McpRefusal.UPSTREAM_MALFORMED.because("it ended without an answer, with status " + reply.status());
    }

    private static Optional<JsonNode> read(Frames frames, Upstream.Reply reply) throws IOException {
        try {
            return frames.next();
        } catch (McpRefusal.Rejection e) {
            throw malformed(e, reply);
        }
    }

    private static Message message(JsonNode node, Upstream.Reply reply) {
        try {
            return Message.of(node);
        } catch (McpRefusal.Rejection e) {
            throw malformed(e, reply);
        }
    }

    /// What would be the client's mistake in its own message is the server's in an answer.
    private static McpRefusal.Rejection malformed(McpRefusal.Rejection why, Upstream.Reply reply) {
        var _ = reply.request().abort(why);
        return McpRefusal.UPSTREAM_MALFORMED.because(why.refusal().code());
    }

    private boolean isMine(Message.Answer answer) {
        JsonNode id = answer.id();
        boolean same = id.isIntegralNumber() && id.canConvertToLong() && id.longValue() == upstreamId;
        return same || (id.isNull() && answer.isError());
    }

    private void answered(Message.Answer answer, int status) throws IOException {
        JsonNode isError = answer.result().get("isError");
        boolean failed = answer.isError() || (isError != null && isError.asBoolean(false));
        ObjectNode mine = answer.to(asked.id());
        if (!answer.isError()) {
            completed((ObjectNode) mine.get("result"));
        }
        int told = answer.isError() && turn.isStateless() && status >= 400 && status < 500 ? status : 200;
        moving(mine, () -> turn.out().carry(told, mine));
        finish(failed ? CallFact.Ending.UPSTREAM_FAILED : CallFact.Ending.COMPLETED);
    }

    /// A result as the client's revision knows it. With sessions there is one kind of them: a server
    /// that asks for input in another was told that this client has none to give.
    private void completed(ObjectNode result) {
        if (turn.isStateless()) {
            turn.complete(result);
            return;
        }
        JsonNode type = result.remove("resultType");
        if (type != null && !type.asString("").equals("complete")) {
            throw McpRefusal.UPSTREAM_MALFORMED.because(
                    "its result asks for input, which this client was said not to have");
        }
    }

    private void told(Link link, Message.Notification told, JsonNode message) throws IOException {
        if (told.method().endsWith("/list_changed")) {
            link.server().forget();
        }
        boolean unasked = turn.isStateless()
                && told.method().equals("notifications/message")
                && !Revision.meta(asked.params()).has("io.modelcontextprotocol/logLevel");
        if (TOLD.contains(told.method()) && !unasked && turn.out().mayStream()) {
            moving(message, () -> turn.out().event((ObjectNode) message));
        }
    }

    /// Only what the client said it can answer, and only while its call is open: then the answer goes where the call
    /// may go.
    private void question(Link link, Message.Request question) throws IOException {
        String capability = switch (question.method()) {
            case "elicitation/create" -> "elicitation";
            case "sampling/createMessage" -> "sampling";
            case "roots/list" -> "roots";
            default -> "";
        };
        boolean may = !call.isApproved() // what a client answers, nobody approved
                && !turn.isStateless()
                && !link.isStateless()
                && turn.out().mayStream()
                && session.capabilities().has(capability);
        if (!may) {
            ObjectNode data = Wire.object().put("code", McpRefusal.METHOD_UNKNOWN.code());
            reply(link, Message.error(question.id(), -32601, McpRefusal.METHOD_UNKNOWN.advice(), data));
            return;
        }
        String mine = session.ask(new Session.Asked(link, question.id(), this));
        ObjectNode message = Wire.object().put("jsonrpc", "2.0").put("id", mine).put("method", question.method());
        message.set("params", question.params());
        moving(message, () -> turn.out().event(message));
    }

    private interface Move {
        void run() throws IOException;
    }

    private void moving(JsonNode message, Move move) throws IOException {
        if (call.counts(Unit.BYTES) && !call.spend(Unit.BYTES, Wire.bytes(message).length)) {
            throw McpRefusal.CANCELLED.because("");
        }
        moving(move);
    }

    private void moving(Move move) throws IOException {
        if (!call.begin()) {
            throw McpRefusal.CANCELLED.because("");
        }
        try {
            move.run();
        } catch (IOException e) {
            clientLeft();
            throw e;
        } finally {
            call.end();
        }
    }

    private void end(End end) {
        if (blamed.compareAndSet(Optional.empty(), Optional.of(end))) {
            sent.ifPresent(request -> {
                var _ = request.abort(McpRefusal.CANCELLED.because(end.name()));
            });
            used.filter(link -> !link.isStateless())
                    .ifPresent(link -> Thread.ofVirtual()
                            .name("mcp-cancel")
                            .start(() -> link.tell(
                                    "notifications/cancelled",
                                    Wire.object().put("requestId", upstreamId).put("reason", "the caller ended it"))));
        }
    }

    private void failed(McpRefusal.Rejection why) {
        Optional<End> end = blamed.get();
        boolean stopped = call.isCut();
        boolean left = end.filter(it -> it == End.CLIENT_LEFT).isPresent();
        if (left || (stopped && turn.out().isStreaming())) {
            finish(end.map(it -> it.ending).orElse(CallFact.Ending.STOPPED));
            turn.out().breakOff(why);
            return;
        }
        CallFact.Ending ending = end.map(it -> it.ending)
                .orElse(
                        why.refusal() == McpRefusal.UPSTREAM_SLOW
                                ? CallFact.Ending.TIMED_OUT
                                : CallFact.Ending.UPSTREAM_FAILED);
        finish(ending);
        call.cutBecause()
                .ifPresentOrElse(
                        refusal -> turn.refuse(
                                403, -32000, refusal, "", call.decision().value()),
                        () -> turn.refuse(
                                end.isPresent() ? McpRefusal.CANCELLED.because("") : why,
                                call.decision().value()));
    }

    private void finish(CallFact.Ending ending) {
        call.finish(ending, turn.out().status(), in, turn.out().bytes());
    }
}
