package io.levee.adapters.contract;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// Makes calls to one operation that are as its description has them.
final class HonestCalls {
    private static final int TRIES = 12;
    private static final List<String> NOT_PARAMETERS = List.of("accept", "content-type", "authorization");

    /// @param headers names in lower case
    record Call(String target, Map<String, List<String>> headers, String body, String about) {}

    private final JsonNode document;
    private final JsonNode item;
    private final JsonNode operation;
    private final String template;
    private final HonestValues values;
    private final HonestValues.Size size;
    private final IdentityHashMap<JsonNode, OpenOracle> oracles;

    HonestCalls(
            JsonNode document,
            String template,
            JsonNode item,
            JsonNode operation,
            HonestValues.Size size,
            Random random,
            IdentityHashMap<JsonNode, OpenOracle> oracles) {
        this.document = document;
        this.template = template;
        this.item = item;
        this.operation = operation;
        this.size = size;
        this.values = new HonestValues(document, "readOnly", size, random);
        this.oracles = oracles;
    }

    /// One for each kind of body, or one without. Throws [HonestValues.NotMade].
    List<Call> calls(boolean examples) {
        Map<String, List<String>> headers = new TreeMap<>();
        String target = target(headers, examples);
        JsonNode body = Refs.resolved(document, operation.path("requestBody"));
        List<Call> calls = new ArrayList<>();
        if (!body.isObject()
                || (size == HonestValues.Size.SMALL && !body.path("required").asBoolean(false))) {
            return List.of(new Call(target, headers, "", "no body"));
        }
        for (Map.Entry<String, JsonNode> content : body.path("content").properties()) {
            for (String text : bodies(content.getKey(), content.getValue(), examples)) {
                Map<String, List<String>> all = new TreeMap<>(headers);
                all.put("content-type", List.of(sent(content.getKey())));
                calls.add(new Call(target, all, text, content.getKey()));
            }
        }
        return calls;
    }

    private List<String> bodies(String type, JsonNode content, boolean examples) {
        JsonNode schema = content.path("schema");
        if (isJson(type) && !schema.isMissingNode()) {
            return (examples ? Examples.of(document, content) : List.of(made(schema, _ -> true)))
                    .stream().map(JsonNode::toString).toList();
        }
        if (examples) {
            return List.of();
        }
        if (type.startsWith("application/x-www-form-urlencoded") && !schema.isMissingNode()) {
            JsonNode form = made(schema, value -> value.isObject() && HonestForms.isFlat(value));
            return List.of(HonestForms.form(form));
        }
        if (type.startsWith("text/plain") && !schema.isMissingNode()) {
            return List.of(made(schema, JsonNode::isValueNode).asString(""));
        }
        return List.of("opaque");
    }

    private static String sent(String range) {
        return range.equals("*/*") ? "application/octet-stream" : range.replace("/*", "/octets");
    }

    private static boolean isJson(String type) {
        return type.matches("application/(json|[^;]*\\+json)(;.*)?");
    }

    private String target(Map<String, List<String>> headers, boolean examples) {
        String path = template;
        List<String> query = new ArrayList<>();
        List<String> cookies = new ArrayList<>();
        for (JsonNode parameter : parameters()) {
            String name = parameter.path("name").asString("");
            String in = parameter.path("in").asString("");
            boolean needed = parameter.path("required").asBoolean(false);
            boolean ignored = in.equals("header") && NOT_PARAMETERS.contains(name.toLowerCase(Locale.ROOT));
            if (ignored || (!needed && size == HonestValues.Size.SMALL && !examples)) {
                continue;
            }
            Optional<HonestForms> written = parameter(parameter, examples);
            if (written.isEmpty()) {
                if (needed) {
                    throw new HonestValues.NotMade("%s parameter `%s`".formatted(in, name));
                }
                continue;
            }
            switch (in) {
                case "path" ->
                    path = path.replace("{" + name + "}", written.get().path());
                case "query" -> query.addAll(written.get().query());
                case "header" ->
                    headers.put(
                            name.toLowerCase(Locale.ROOT), List.of(written.get().header()));
                case "cookie" -> cookies.addAll(written.get().query());
                default -> throw new HonestValues.NotMade("in: " + in);
            }
        }
        if (!cookies.isEmpty()) {
            headers.put("cookie", List.of(String.join("; ", cookies)));
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private Optional<HonestForms> parameter(JsonNode parameter, boolean examples) {
        JsonNode content = parameter.path("content");
        boolean json = content.isObject() && !content.isEmpty();
        JsonNode schema = json ? content.iterator().next().path("schema") : parameter.path("schema");
        if (schema.isMissingNode()) {
            schema = JsonNodeFactory.instance.objectNode().put("type", "string");
        }
        List<JsonNode> given = examples ? Examples.of(document, parameter) : List.of();
        for (JsonNode example : given) {
            if (oracle(schema).accepts(example)
                    && HonestForms.of(parameter, example, json).isPresent()) {
                return HonestForms.of(parameter, example, json);
            }
        }
        try {
            JsonNode value =
                    made(schema, it -> HonestForms.of(parameter, it, json).isPresent());
            return HonestForms.of(parameter, value, json);
        } catch (HonestValues.NotMade e) {
            return Optional.empty();
        }
    }

    /// A value that another library lets through, and that can be written.
    private JsonNode made(JsonNode schema, Predicate<JsonNode> fits) {
        String why = "never fits";
        for (int i = 0; i < TRIES; i++) {
            try {
                JsonNode value = values.value(schema);
                if (fits.test(value) && oracle(schema).accepts(value)) {
                    return value;
                }
            } catch (HonestValues.NotMade e) {
                why = String.valueOf(e.getMessage());
            }
        }
        throw new HonestValues.NotMade(why);
    }

    /// Whether another library takes the body for one that fits.
    boolean bodyFits(Call call) {
        JsonNode content = Refs.resolved(document, operation.path("requestBody"))
                .path("content")
                .path(call.about());
        return oracle(content.path("schema")).accepts(new JsonMapper().readTree(call.body()));
    }

    private OpenOracle oracle(JsonNode schema) {
        return oracles.computeIfAbsent(schema, it -> new OpenOracle(document, it, "readOnly"));
    }

    private List<JsonNode> parameters() {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        for (JsonNode of : List.of(item, operation)) {
            for (JsonNode parameter : of.path("parameters")) {
                JsonNode it = Refs.resolved(document, parameter);
                all.put(it.path("in").asString("") + " " + it.path("name").asString(""), it);
            }
        }
        return List.copyOf(all.values());
    }
}
