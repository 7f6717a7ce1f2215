package io.levee.adapters.contract;

import io.levee.facts.ContractFact.Breach;
import io.levee.facts.ContractFact.Side;
import io.levee.rooms.gateway.ContractRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// One declared parameter: how it is written, and what it may be. Checks the encoded text that was sent.
///
/// @param in      `path`, `query`, `header` or `cookie`
/// @param json    whether it is JSON in a parameter (`content`)
record Parameter(
        String name, String in, boolean required, String style, boolean explode, boolean json, SchemaRef schema) {
    private static final Set<String> NOT_PARAMETERS = Set.of("accept", "content-type", "authorization");

    /// Empty for what OpenAPI says is no parameter. Throws [Unreadable].
    static Optional<Parameter> of(Document document, JsonNode described) {
        JsonNode node = document.resolved(described);
        String name = node.path("name").asString("");
        String in = node.path("in").asString("");
        if (in.equals("header") && NOT_PARAMETERS.contains(name.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        return Optional.of(of(document, name, in, node, Side.REQUEST));
    }

    /// A header of an answer has no name and place of its own.
    static Parameter of(Document document, String name, String in, JsonNode node, Side side) {
        JsonNode content = node.path("content");
        boolean json = content.isObject() && !content.isEmpty();
        JsonNode schema = json ? content.iterator().next().path("schema") : node.path("schema");
        if (schema.isMissingNode()) {
            schema = JsonNodeFactory.instance.booleanNode(true);
        }
        String style = node.path("style").asString(in.equals("query") || in.equals("cookie") ? "form" : "simple");
        boolean explode = node.path("explode").asBoolean(style.equals("form"));
        return new Parameter(
                name,
                in,
                node.path("required").asBoolean(false),
                style,
                explode,
                json,
                new SchemaRef(document, schema, side));
    }

    String pointer() {
        return "/" + in + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /// It takes the other parameters of the query for its properties.
    boolean takesOthers() {
        return in.equals("query") && style.equals("form") && explode && isOnly("object", types()) && !json;
    }

    private Set<String> types() {
        return new Coercion(schema.document()).types(schema.node());
    }

    private static boolean isOnly(String type, Set<String> types) {
        return types.contains(type) && !types.contains("string");
    }

    /// @param sent what was sent under this name, encoded; more than one where it was repeated
    List<Breach> check(List<String> sent) {
        if (sent.isEmpty()) {
            return required ? List.of(new Breach(pointer(), "required")) : List.of();
        }
        List<Breach> breaches = read(sent, true);
        boolean twoReadings = in.equals("query") && sent.stream().anyMatch(text -> text.indexOf('+') >= 0);
        // a plus is a space to some upstreams and itself to others: it is held to both
        return breaches.isEmpty() && twoReadings ? read(sent, false) : breaches;
    }

    private List<Breach> read(List<String> sent, boolean plusIsSpace) {
        try {
            return value(sent, plusIsSpace);
        } catch (Serialised.Malformed e) {
            return List.of(new Breach(pointer(), "style"));
        }
    }

    private List<Breach> value(List<String> sent, boolean plusIsSpace) {
        Serialised serialised = new Serialised(this, plusIsSpace);
        if (json) {
            return sent.size() > 1 ? repeated() : json(serialised.single(sent.getFirst()));
        }
        Set<String> types = types();
        if (types.contains("string") && types.contains("array")) {
            // one word or a list of them: what is written once may be either
            List<Breach> asOne = sent.size() > 1 ? repeated() : one(serialised, sent);
            return asOne.isEmpty() || check(serialised, sent).isEmpty() ? List.of() : asOne;
        }
        if (isOnly("array", types)) {
            return check(serialised, sent);
        }
        if (sent.size() > 1) {
            return repeated();
        }
        return isOnly("object", types)
                ? schema.check(serialised.object(sent.getFirst()), pointer())
                : one(serialised, sent);
    }

    private List<Breach> check(Serialised serialised, List<String> sent) {
        return schema.check(serialised.array(sent), pointer());
    }

    private List<Breach> one(Serialised serialised, List<String> sent) {
        String text = serialised.single(sent.getFirst());
        return schema.check(new Coercion(schema.document()).value(text, schema.node()), pointer());
    }

    private List<Breach> repeated() {
        return List.of(new Breach(pointer(), "repeated"));
    }

    private List<Breach> json(String text) {
        return switch (StrictJson.read(text, pointer())) {
            case StrictJson.Reading.Refused(Breach breach) ->
                List.of(new Breach(
                        breach.pointer(), breach.keyword().equals(ContractRules.TOO_LARGE) ? "maxLength" : "style"));
            case StrictJson.Reading.Read(JsonNode node) -> schema.check(node, pointer());
        };
    }

    /// @param properties what was sent for an object that is written as several parameters
    List<Breach> checkObject(List<String[]> properties) {
        if (properties.isEmpty() && !required) {
            return List.of();
        }
        try {
            return schema.check(new Serialised(this, true).properties(new ArrayList<>(properties)), pointer());
        } catch (Serialised.Malformed e) {
            return List.of(new Breach(pointer(), "style"));
        }
    }
}
