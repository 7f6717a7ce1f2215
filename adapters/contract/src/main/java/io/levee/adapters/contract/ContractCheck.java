package io.levee.adapters.contract;

import io.levee.catalog.Api;
import io.levee.facts.ContractFact.Side;
import io.levee.organisation.Organisation;
import io.levee.organisation.OrganisationCheck;
import io.levee.organisation.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads every schema of every description, which the gateway does at a first call only, and says of each that nothing
/// can be held to where it is and why. For `org check`: a large description takes a second.
public final class ContractCheck implements OrganisationCheck {
    /// Of one API; who has more has made the same mistake often.
    static final int LISTED_MAX = 50;

    private static final List<String> LIMITS = List.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties");
    private static final JsonMapper MAPPER = new JsonMapper();

    @Override
    public List<Problem> check(Organisation candidate, boolean partial) {
        List<Problem> problems = new ArrayList<>();
        for (Api api : candidate.catalog().apis()) {
            api.description()
                    .ifPresent(description -> problems.addAll(
                            new OfApi(api, Document.of(MAPPER.readTree(description.json()))).problems()));
        }
        return problems;
    }

    /// One description. One use.
    private static final class OfApi {
        private final Api api;
        private final Document document;
        private final List<Problem> problems = new ArrayList<>();
        /// References and patterns that were read; ten thousand operations share a few hundred.
        private final Set<String> read = new HashSet<>();

        OfApi(Api api, Document document) {
            this.api = api;
            this.document = document;
        }

        List<Problem> problems() {
            for (Api.Operation operation : api.operations()) {
                String path = "#/paths/" + escaped(operation.path());
                JsonNode item = document.root().path("paths").path(operation.path());
                at(path, () -> operation(path, document.resolved(item), operation.method()));
            }
            return problems;
        }

        private void operation(String path, JsonNode item, String method) {
            String name = method.toLowerCase(Locale.ROOT);
            JsonNode operation = item.path(name);
            String at = path + "/" + name;
            list(path + "/parameters", item.path("parameters"));
            list(at + "/parameters", operation.path("parameters"));
            described(at + "/requestBody", operation.path("requestBody"), Side.REQUEST);
            operation
                    .path("responses")
                    .properties()
                    .forEach(entry -> response(at + "/responses/" + entry.getKey(), entry.getValue()));
        }

        private void list(String at, JsonNode parameters) {
            for (int i = 0; i < parameters.size(); i++) {
                described(at + "/" + i, parameters.get(i), Side.REQUEST);
            }
        }

        private void response(String at, JsonNode response) {
            described(at, response, Side.RESPONSE);
            at(
                    at,
                    () -> document.resolved(response)
                            .path("headers")
                            .properties()
                            .forEach(header -> described(
                                    at + "/headers/" + escaped(header.getKey()), header.getValue(), Side.RESPONSE)));
        }

        /// What has a `schema`, or one for each `content`.
        private void described(String at, JsonNode described, Side side) {
            at(at, () -> {
                JsonNode node = document.resolved(described);
                if (node.has("schema")) {
                    schema(at + "/schema", node.path("schema"), side);
                }
                for (Map.Entry<String, JsonNode> content : node.path("content").properties()) {
                    String type = at + "/content/" + escaped(content.getKey());
                    if (content.getValue().has("schema")) {
                        schema(type + "/schema", content.getValue().path("schema"), side);
                    }
                }
            });
        }

        private void schema(String at, JsonNode schema, Side side) {
            Optional<String> ref = Optional.of(schema.path("$ref").asString("")).filter(text -> !text.isEmpty());
            if (ref.isPresent() && schema.size() == 1 && !read.add(side + ref.get())) {
                return;
            }
            at(
                    ref.isPresent() && schema.size() == 1 ? ref.get() : at,
                    () -> keywords(ClosedWorld.of(document, schema, side)));
        }

        /// What the validator would stumble over: patterns that are none, and limits that are no numbers.
        private void keywords(JsonNode written) {
            JsonNode pattern = written.path("pattern");
            if (pattern.isString() && read.add("pattern " + pattern.stringValue())) {
                new BoundedPattern(pattern.stringValue());
            }
            for (String name : written.path("patternProperties").propertyNames()) {
                new BoundedPattern(name);
            }
            for (String limit : LIMITS) {
                JsonNode value = written.path(limit);
                // an object is a property of that name
                if (value.isString() || value.isBoolean()) {
                    throw new Unreadable("`%s: %s` is no number".formatted(limit, value.asString("")));
                }
            }
            for (JsonNode child : written.isContainer() ? written.values() : List.<JsonNode>of()) {
                keywords(child);
            }
        }

        private void at(String pointer, Runnable reading) {
            try {
                reading.run();
            } catch (Unreadable e) {
                if (problems.size() < LISTED_MAX) {
                    problems.add(Problem.warning(
                            "apis",
                            0,
                            "`%s` of API `%s` cannot be held to: %s".formatted(pointer, api.name(), e.getMessage()),
                            "correct it; until then what is held to it is refused (`contract-unreadable`)"));
                }
            }
        }

        private static String escaped(String name) {
            return name.replace("~", "~0").replace("/", "~1");
        }
    }
}
