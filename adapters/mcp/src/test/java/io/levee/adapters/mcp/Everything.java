package io.levee.adapters.mcp;

import io.levee.adapters.mcp.EverythingServer.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What [EverythingServer] offers, and how it answers.
final class Everything {
    static final JsonMapper JSON = new JsonMapper();
    static final String VERSION = "io.modelcontextprotocol/protocolVersion";
    static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    private static final String LOG_LEVEL = "io.modelcontextprotocol/logLevel";
    private static final String SEAL = ":sealed";
    private static final Set<String> SEALED = Set.of(
            "test_input_required_result_request_state",
            "test_input_required_result_multiple_inputs",
            "test_input_required_result_multi_round",
            "test_input_required_result_tampered_state");

    private final ObjectNode offers;

    Everything() throws IOException {
        try (InputStream in = Everything.class.getResourceAsStream("/conformance/everything.json")) {
            offers = (ObjectNode) JSON.readTree(Objects.requireNonNull(in));
        }
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    ObjectNode initialized() {
        ObjectNode result = object().put("protocolVersion", "2025-11-25");
        result.set("capabilities", capabilities().set("logging", object()));
        result.set("serverInfo", object().put("name", "everything").put("version", "1"));
        return result;
    }

    private static ObjectNode capabilities() {
        ObjectNode capabilities = object();
        for (String each : new String[] {"tools", "prompts", "resources", "completions"}) {
            capabilities.set(each, object());
        }
        return capabilities;
    }

    void answer(Exchange exchange, String method, ObjectNode params) throws IOException, InterruptedException {
        switch (method) {
            case "server/discover" -> {
                ObjectNode result = object();
                result.putArray("supportedVersions").add(EverythingServer.STATELESS);
                result.set("capabilities", capabilities());
                exchange.result(result.put("ttlMs", 0).put("cacheScope", "public"));
            }
            case "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe" ->
                exchange.result(object());
            case "tools/list" -> list(exchange, "tools");
            case "prompts/list" -> list(exchange, "prompts");
            case "resources/list" -> list(exchange, "resources");
            case "resources/templates/list" -> list(exchange, "resourceTemplates");
            case "completion/complete" -> {
                ObjectNode result = object();
                result.putObject("completion").putArray("values").add("test-one");
                exchange.result(result);
            }
            case "resources/read" -> read(exchange, params.get("uri").asString());
            case "prompts/get" -> prompt(exchange, params);
            case "tools/call" -> call(exchange, params);
            default -> exchange.error(404, -32601, "no such method", object());
        }
    }

    private void list(Exchange exchange, String items) throws IOException {
        ObjectNode result = object();
        result.set(items, offers.get(items));
        // A server may think its list is everybody's; what a gateway shows is one caller's.
        exchange.result(exchange.isStateless() ? result.put("ttlMs", 1000).put("cacheScope", "public") : result);
    }

    private void read(Exchange exchange, String uri) throws IOException {
        Optional<String> id = uri.startsWith("test://template/") && uri.endsWith("/data")
                ? Optional.of(uri.substring("test://template/".length(), uri.length() - "/data".length()))
                : Optional.empty();
        JsonNode content = offers.get("contents").get(id.isPresent() ? "test://template/{id}/data" : uri);
        if (content == null) {
            exchange.error(400, -32602, "resource not found", object().put("uri", uri));
            return;
        }
        ObjectNode result = object();
        String filled = content.toString().replace("{id}", id.orElse(""));
        result.putArray("contents").add(JSON.readTree(filled));
        exchange.result(exchange.isStateless() ? result.put("ttlMs", 1000).put("cacheScope", "public") : result);
    }

    private void prompt(Exchange exchange, ObjectNode params) throws IOException {
        String name = params.get("name").asString();
        if (offers.get("promptRounds").has(name) && asked(exchange, "promptRounds", name, params)) {
            return;
        }
        JsonNode answer = offers.get("promptAnswers").get(name);
        if (answer == null) {
            exchange.error(400, -32602, "no such prompt", object());
            return;
        }
        String text = answer.toString();
        if (params.get("arguments") instanceof ObjectNode arguments) {
            for (var argument : arguments.properties()) {
                text = text.replace(
                        "{" + argument.getKey() + "}", argument.getValue().asString());
            }
        }
        exchange.result((ObjectNode) JSON.readTree(text));
    }

    private void call(Exchange exchange, ObjectNode params) throws IOException, InterruptedException {
        String name = params.get("name").asString();
        ObjectNode meta = params.get("_meta") instanceof ObjectNode some ? some : object();
        if (offers.get("rounds").has(name)) {
            if (!asked(exchange, "rounds", name, params)) {
                exchange.result(text(name.endsWith("state") ? "state-ok" : "Hello!"));
            }
            return;
        }
        switch (name) {
            case "test_tool_with_logging", "test_logging_tool" -> log(exchange, meta);
            case "test_tool_with_progress" -> progress(exchange, meta);
            case "test_missing_capability" -> {
                if (!exchange.capabilities().has("sampling")) {
                    ObjectNode data = object();
                    data.putObject("requiredCapabilities").putObject("sampling");
                    exchange.error(400, -32021, "this needs sampling", data);
                    return;
                }
            }
            case "test_sampling" -> {
                ObjectNode asked = object().put("maxTokens", 100);
                ObjectNode said = asked.putArray("messages").addObject().put("role", "user");
                said.putObject("content")
                        .put("type", "text")
                        .put("text", params.at("/arguments/prompt").asString());
                JsonNode answer = exchange.ask("sampling/createMessage", asked);
                exchange.result(text(
                        "LLM response: " + answer.at("/result/content/text").asString("none")));
                return;
            }
            case "test_elicitation" -> {
                ObjectNode asked =
                        object().put("message", params.at("/arguments/message").asString());
                ObjectNode schema = asked.putObject("requestedSchema").put("type", "object");
                ObjectNode properties = schema.putObject("properties");
                properties.putObject("username").put("type", "string").put("description", "who");
                properties.putObject("email").put("type", "string").put("description", "where");
                schema.putArray("required").add("username").add("email");
                elicit(exchange, asked);
                return;
            }
            default -> {
                if (offers.get("questions").get(name) instanceof ObjectNode asked) {
                    elicit(exchange, asked);
                    return;
                }
            }
        }
        if (offers.get("answers").get(name) instanceof ObjectNode answer) {
            exchange.result(answer.deepCopy());
        } else {
            exchange.error(400, -32602, "no such tool", object());
        }
    }

    private static void elicit(Exchange exchange, ObjectNode asked) throws IOException {
        JsonNode answer = exchange.ask("elicitation/create", asked);
        exchange.result(text("Elicitation completed: action=%s, content=%s"
                .formatted(answer.at("/result/action").asString("none"), answer.at("/result/content"))));
    }

    /// With sessions a client says how much it wants to hear; without, nothing is said unless a request
    /// asks for it.
    private static void log(Exchange exchange, ObjectNode meta) throws IOException {
        if (exchange.isStateless() && !meta.has(LOG_LEVEL)) {
            return;
        }
        for (String line :
                new String[] {"Tool execution started", "Tool processing data", "Tool execution completed"}) {
            exchange.tell("notifications/message", object().put("level", "info").put("data", line));
        }
    }

    private static void progress(Exchange exchange, ObjectNode meta) throws IOException {
        JsonNode token = meta.get("progressToken");
        for (int done = 0; token != null && done <= 100; done += 50) {
            ObjectNode told = object().put("progress", done).put("total", 100);
            told.set("progressToken", token);
            exchange.tell("notifications/progress", told);
        }
    }

    /// Asks for input as results without sessions do; false once everything was answered.
    private boolean asked(Exchange exchange, String kind, String name, ObjectNode params) throws IOException {
        JsonNode rounds = offers.get(kind).get(name);
        String state = params.path("requestState").asString("");
        if (!state.isEmpty() && !(state.startsWith(name) && state.endsWith(SEAL))) {
            exchange.error(400, -32602, "this state was not given here", object());
            return true;
        }
        int round = state.isEmpty() ? 0 : state.charAt(name.length()) - '0';
        if (isAnswered(rounds.get(round), params) && ++round == rounds.size()) {
            return false;
        }
        ObjectNode requests = object();
        for (var one : rounds.get(round).properties()) {
            String capability = switch (one.getValue().get("method").asString()) {
                case "elicitation/create" -> "elicitation";
                case "roots/list" -> "roots";
                default -> "sampling";
            };
            if (exchange.capabilities().has(capability)) {
                requests.set(one.getKey(), one.getValue());
            }
        }
        ObjectNode result = object().put("resultType", "input_required");
        result.set("inputRequests", requests);
        if (SEALED.contains(name)) {
            result.put("requestState", name + round + SEAL);
        }
        exchange.result(result);
        return true;
    }

    private static boolean isAnswered(JsonNode round, ObjectNode params) {
        JsonNode given = params.path("inputResponses");
        return round.properties().stream()
                .allMatch(one -> given.path(one.getKey()).isObject());
    }

    private static ObjectNode text(String text) {
        ObjectNode result = object();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return result;
    }
}
