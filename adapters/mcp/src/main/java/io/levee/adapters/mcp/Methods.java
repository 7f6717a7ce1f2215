package io.levee.adapters.mcp;

import io.levee.rooms.gateway.CallDecision;
import io.levee.rooms.gateway.CallRequest;
import io.levee.rooms.gateway.Calls;
import io.levee.rooms.gateway.GatewayRefusal;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What can be asked for: lists of what the caller may use, and the use of one of it.
final class Methods {
    /// Answers may be kept for themselves by whoever got them, for so long.
    private static final int TTL_MS = 10_000;

    private final Calls calls;
    private final Shown shown;
    private final Consumer<Calling> opened;
    private final Consumer<Calling> closed;

    Methods(Calls calls, Shown shown, Consumer<Calling> opened, Consumer<Calling> closed) {
        this.calls = calls;
        this.shown = shown;
        this.opened = opened;
        this.closed = closed;
    }

    void answer(Turn turn, Session session, Message.Request asked) throws IOException {
        Optional<GatewayRefusal> hindrance = calls.hindrance(turn.who());
        if (hindrance.isPresent()) {
            GatewayRefusal why = hindrance.get();
            turn.refuse(why.status(), -32000, why, "", "");
            return;
        }
        for (Kind kind : List.of(Kind.PROMPT, Kind.RESOURCE)) {
            if (asked.method().startsWith(kind.capability() + "/")
                    && !turn.scope().describes(kind)) {
                throw McpRefusal.METHOD_UNKNOWN.because("");
            }
        }
        ObjectNode params = asked.params();
        switch (asked.method()) {
            case "tools/list" -> turn.result(list(turn, Kind.TOOL, "tools", ""));
            case "prompts/list" -> turn.result(list(turn, Kind.PROMPT, "prompts", ""));
            case "resources/list" -> turn.result(list(turn, Kind.RESOURCE, "resources", "uri"));
            case "resources/templates/list" ->
                turn.result(list(turn, Kind.RESOURCE, "resourceTemplates", "uriTemplate"));
            case "tools/call" -> {
                Scope.Target target = turn.scope().named(Kind.TOOL, Turn.text(params, "name"));
                use(turn, session, asked, target, params.get("arguments"));
            }
            case "prompts/get" -> {
                Scope.Target target = turn.scope().named(Kind.PROMPT, Turn.text(params, "name"));
                use(turn, session, asked, target, params.get("arguments"));
            }
            case "resources/read", "resources/subscribe", "resources/unsubscribe" -> {
                boolean reads = asked.method().equals("resources/read");
                if (!reads && turn.isStateless()) {
                    throw McpRefusal.METHOD_UNKNOWN.because(asked.method());
                }
                String uri = Turn.text(params, "uri");
                Scope.Target target = turn.scope().resource(uri);
                use(turn, session, asked, target, variables(target, uri));
            }
            case "logging/setLevel" -> {
                if (turn.isStateless()) {
                    throw McpRefusal.METHOD_UNKNOWN.because(asked.method());
                }
                session.level(Turn.text(params, "level"));
                turn.result(Wire.object());
            }
            case "completion/complete" -> complete(turn, session, asked);
            default -> throw McpRefusal.METHOD_UNKNOWN.because("");
        }
    }

    private ObjectNode list(Turn turn, Kind kind, String items, String key) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Offer offer : turn.scope().all()) {
            if (offer.kind() == kind
                    && offer.held().isEmpty()
                    && (key.isEmpty() || offer.definition().has(key))
                    && shown.to(turn.who().chain(), offer.operation())) {
                ObjectNode copy = Wire.object();
                copy.setAll(offer.definition());
                if (kind != Kind.RESOURCE) {
                    copy.put("name", turn.scope().shown(offer));
                }
                all.add(copy);
            }
        }
        ObjectNode result = Wire.object();
        result.set(items, all);
        return turn.isStateless() ? result.put("ttlMs", TTL_MS).put("cacheScope", "private") : result;
    }

    private void complete(Turn turn, Session session, Message.Request asked) throws IOException {
        if (!(asked.params().get("ref") instanceof ObjectNode ref)) {
            throw McpRefusal.PARAMS.because("`ref` is no object");
        }
        boolean prompt = Turn.text(ref, "type").equals("ref/prompt");
        String name = Turn.text(ref, prompt ? "name" : "uri");
        Scope.Target target =
                prompt ? turn.scope().named(Kind.PROMPT, name) : turn.scope().resource(name);
        if (prompt) {
            ref.put("name", target.name());
        }
        use(turn, session, asked, target, null);
    }

    private static JsonNode variables(Scope.Target target, String uri) {
        ObjectNode values = Wire.object();
        target.offer()
                .flatMap(offer -> UriTemplate.values(offer.name(), uri))
                .ifPresent(found -> found.forEach(values::put));
        return values;
    }

    private void use(Turn turn, Session session, Message.Request asked, Scope.Target target, @Nullable JsonNode given)
            throws IOException {
        JsonNode arguments = given == null || given.isNull() ? Wire.object() : given;
        if (!arguments.isObject()) {
            throw McpRefusal.PARAMS.because("`arguments` is no object");
        }
        Optional<Offer> offer = target.offer();
        ObjectNode params = asked.params();
        if (params.has("name")) {
            params.put("name", target.name());
        }
        HeldMessage message = new HeldMessage(asked.method(), params, offer);
        CallRequest request = request(turn, target, arguments).with(message.sending());
        boolean visible =
                offer.isPresent() && shown.to(turn.who().chain(), offer.get().operation());
        // Who may not call it learns no more of it than that.
        if (visible && offer.get().held().isPresent()) {
            turn.refuse(calls.refuse(request, offer.get().held().get(), ""));
            return;
        }
        if (visible && asked.method().equals("tools/call")) {
            var headers = ParameterHeaders.of(offer.get().definition().path("inputSchema"), arguments);
            if (turn.isStateless()) {
                ParameterHeaders.check(headers, turn.request().getHeaders());
            }
            turn.parameterHeaders().putAll(ParameterHeaders.written(headers));
            Offer.Mistakes mistakes = offer.get().mistakes(arguments);
            if (!mistakes.none()) {
                CallDecision.Deny deny = calls.refuse(request, GatewayRefusal.TOOL_ARGUMENTS, mistakes.recorded());
                turn.refuse(
                        turn.isStateless() ? 400 : 200,
                        -32602,
                        deny.refusal(),
                        mistakes.told(),
                        deny.decision().value());
                return;
            }
        }
        switch (calls.decide(request).join()) {
            case CallDecision.Deny deny -> {
                boolean reads = asked.method().equals("resources/read");
                turn.refuse(deny, reads ? Wire.object().put("uri", target.name()) : Wire.object());
            }
            case CallDecision.Allow allow -> {
                Calling calling = new Calling(turn, allow.call(), session, asked);
                opened.accept(calling);
                try {
                    Server server =
                            turn.scope().servers().apply(offer.orElseThrow().api());
                    if (server.own().isPresent()) {
                        calling.answer(server.own().get(), target.name(), (ObjectNode) arguments);
                    } else {
                        calling.forward(server, message.forwarded(), target.name());
                    }
                } finally {
                    closed.accept(calling);
                }
            }
        }
    }

    private static CallRequest request(Turn turn, Scope.Target target, JsonNode arguments) {
        Map<String, String> naming = new HashMap<>();
        arguments.properties().forEach(argument -> {
            JsonNode value = argument.getValue();
            if (value.isString() || value.isNumber() || value.isBoolean()) {
                naming.put(argument.getKey(), value.asString());
            }
        });
        String server = target.server().isEmpty() ? "mcp" : target.server();
        return target.offer()
                .map(offer -> switch (offer.kind()) {
                    case TOOL -> CallRequest.tool(server, offer.name(), naming, turn.bearer());
                    case PROMPT, RESOURCE ->
                        CallRequest.ofServer(server, offer.kind().capability(), offer.local(), naming, turn.bearer());
                })
                .orElseGet(() -> target.name().indexOf(':') >= 0
                        ? CallRequest.ofServer(server, "resources", "not-declared", Map.of(), turn.bearer())
                        : CallRequest.tool(server, target.name(), Map.of(), turn.bearer()));
    }
}
