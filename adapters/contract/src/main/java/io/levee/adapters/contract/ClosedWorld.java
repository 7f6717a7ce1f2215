package io.levee.adapters.contract;

import io.levee.facts.ContractFact.Side;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes a schema of OpenAPI as one of JSON Schema 2020-12 that stands alone and says what it means here: a property
/// that no schema declares is a breach, unless `additionalProperties` lets it in. Schemas of the same value (`allOf`,
/// `$ref`, …) are closed together, where the value is described, and not each by itself. One use.
final class ClosedWorld {
    /// Schemas that one body may reach; more is no description that anybody wrote.
    static final int SCHEMAS_MAX = 20_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String ANY = "any";
    /// What [SchemaCheck] reads back: a property that this side may not send.
    static final String NOT_ON_THIS_SIDE = "$comment";

    /// How a schema is written.
    enum Form {
        /// The whole of what describes a value.
        CLOSED,
        /// A part of it.
        OPEN,
        /// A question: as it stands.
        RAW
    }

    private record Def(Form form, String pointer) {}

    private final Document document;
    private final Side side;
    private final Discriminators discriminators;
    private final ObjectNode defs = NODES.objectNode();
    private final Map<Def, String> names = new HashMap<>();
    private final Deque<Def> waiting = new ArrayDeque<>();
    private int schemas;

    private ClosedWorld(Document document, Side side) {
        this.document = document;
        this.side = side;
        this.discriminators = new Discriminators(document);
    }

    /// Throws [Unreadable].
    static ObjectNode of(Document document, JsonNode schema, Side side) {
        ClosedWorld world = new ClosedWorld(document, side);
        ObjectNode root = NODES.objectNode();
        JsonNode closed = world.schema(schema, Form.CLOSED, Optional.empty());
        world.finish();
        Circles.refuse(world.defs);
        root.putArray("allOf").add(closed);
        root.set("$defs", world.defs);
        return root;
    }

    private void finish() {
        ObjectNode any = defs.putObject(ANY);
        any.put("additionalProperties", false);
        any.set("items", ref(ANY));
        while (!waiting.isEmpty()) {
            Def def = waiting.pop();
            JsonNode written = schema(document.at(def.pointer()), def.form(), Optional.of(def.pointer()));
            defs.set(names.get(def), written);
        }
    }

    private ObjectNode named(Form form, String pointer) {
        Def def = new Def(form, pointer);
        String known = names.get(def);
        if (known == null) {
            known = "d" + names.size();
            names.put(def, known);
            waiting.add(def);
        }
        return ref(known);
    }

    private static ObjectNode ref(String name) {
        return NODES.objectNode().put("$ref", "#/$defs/" + name);
    }

    private JsonNode schema(JsonNode schema, Form form, Optional<String> pointer) {
        count(1);
        if (schema.isBoolean()) {
            return schema;
        }
        if (!schema.isObject()) {
            throw new Unreadable("a schema is no mapping");
        }
        if (schema.path("$ref").isString()) {
            String target = Document.pointer(schema.path("$ref").stringValue());
            if (document.is30() || !saysMore(schema, "$ref")) {
                return named(form, target);
            }
        }
        if (form == Form.CLOSED) {
            Optional<List<Discriminators.Branch>> branches = discriminators.branches(schema, pointer);
            if (branches.isPresent()) {
                return nullable(schema, discriminated(schema, branches.get()));
            }
            if (schema.path("oneOf").isArray()) {
                return nullable(schema, oneOf(schema));
            }
        }
        ObjectNode written = keywords(schema, form);
        if (form == Form.CLOSED) {
            close(written);
        }
        return nullable(schema, written);
    }

    private void count(int more) {
        schemas += more;
        if (schemas > SCHEMAS_MAX) {
            throw new Unreadable("more than %d schemas describe one body".formatted(SCHEMAS_MAX));
        }
    }

    /// Exactly one of the alternatives, each closed together with what stands beside it: what only another
    /// alternative declares is unknown to this one.
    private ObjectNode oneOf(JsonNode schema) {
        ArrayNode alternatives = NODES.arrayNode();
        Optional<JsonNode> beside = beside(schema, "oneOf");
        for (JsonNode branch : schema.path("oneOf")) {
            alternatives.add(
                    beside.isEmpty()
                            ? schema(branch, Form.CLOSED, Optional.empty())
                            : together(List.of(beside.get(), schema(branch, Form.OPEN, Optional.empty()))));
        }
        return NODES.objectNode().set("oneOf", alternatives);
    }

    /// The alternative that the property names, and no other.
    private ObjectNode discriminated(JsonNode schema, List<Discriminators.Branch> branches) {
        count(branches.size());
        ArrayNode alternatives = NODES.arrayNode();
        Optional<JsonNode> beside = beside(schema, "oneOf", "anyOf");
        String property = schema.path("discriminator").path("propertyName").asString("");
        for (Discriminators.Branch branch : branches) {
            ObjectNode kind = NODES.objectNode();
            kind.putArray("required").add(property);
            ArrayNode values = kind.putObject("properties").putObject(property).putArray("enum");
            branch.values().forEach(values::add);
            // a schema that is its own alternative is written open, or it would lead to itself
            boolean alone = beside.isEmpty() && !branch.isItself();
            JsonNode part = alone ? named(Form.CLOSED, branch.pointer()) : named(Form.OPEN, branch.pointer());
            ArrayNode parts = NODES.arrayNode().add(kind).add(part);
            if (!branch.isItself()) {
                beside.ifPresent(parts::add);
            }
            ObjectNode alternative = NODES.objectNode();
            alternative.set("allOf", parts);
            if (!alone) {
                alternative.put("unevaluatedProperties", false);
            }
            alternatives.add(alternative);
        }
        return NODES.objectNode().set("oneOf", alternatives);
    }

    /// What a schema says besides these keywords, if anything.
    private Optional<JsonNode> beside(JsonNode schema, String... without) {
        ObjectNode rest = ((ObjectNode) schema).deepCopy();
        rest.remove(List.of(without));
        rest.remove(List.of("discriminator", "nullable"));
        return saysMore(rest, "") ? Optional.of(keywords(rest, Form.OPEN)) : Optional.empty();
    }

    private static ObjectNode together(List<JsonNode> parts) {
        ObjectNode all = NODES.objectNode();
        all.putArray("allOf").addAll(parts);
        return all.put("unevaluatedProperties", false);
    }

    private static void close(ObjectNode written) {
        boolean parts = SchemaKeywords.SAME_LIST.stream().anyMatch(written::has)
                || written.has("$ref")
                || written.has("if")
                || written.has("dependentSchemas");
        boolean object = Assertions.mayBe(written, "object");
        boolean array = Assertions.mayBe(written, "array");
        if (object && !written.has("additionalProperties") && !written.has("unevaluatedProperties")) {
            written.put(parts ? "unevaluatedProperties" : "additionalProperties", false);
        }
        if (array && !written.has("items") && !written.has("unevaluatedItems")) {
            written.set(parts || written.has("contains") ? "unevaluatedItems" : "items", ref(ANY));
        }
    }

    private ObjectNode keywords(JsonNode schema, Form form) {
        Form inside = form == Form.RAW ? Form.RAW : Form.CLOSED;
        Form same = form == Form.RAW ? Form.RAW : Form.OPEN;
        ObjectNode out = NODES.objectNode();
        for (Map.Entry<String, JsonNode> entry : schema.properties()) {
            String keyword = entry.getKey();
            JsonNode value = entry.getValue();
            if (SchemaKeywords.ASSERTIONS.contains(keyword)) {
                Assertions.write(document.is30(), schema, keyword, value, out);
            } else if (SchemaKeywords.CHILD.contains(keyword)) {
                // OpenAPI says that an empty schema is `true` here
                boolean anything = value.isObject() && value.isEmpty();
                out.set(keyword, anything ? BooleanNode.TRUE : schema(value, inside, Optional.empty()));
            } else if (SchemaKeywords.CHILD_MAP.contains(keyword)) {
                out.set(keyword, map(value, inside, keyword.equals("properties")));
            } else if (SchemaKeywords.CHILD_LIST.contains(keyword)) {
                out.set(keyword, list(value, inside));
            } else if (SchemaKeywords.SAME_LIST.contains(keyword)) {
                out.set(keyword, list(value, same));
            } else if (SchemaKeywords.SAME.contains(keyword)) {
                out.set(keyword, schema(value, same, Optional.empty()));
            } else if (SchemaKeywords.SAME_MAP.contains(keyword)) {
                out.set(keyword, map(value, same, false));
            } else if (SchemaKeywords.QUESTIONS.contains(keyword)) {
                out.set(keyword, schema(value, Form.RAW, Optional.empty()));
            } else if (keyword.equals("$ref") && value.isString() && !document.is30()) {
                out.setAll(named(same, Document.pointer(value.stringValue())));
            } else if (keyword.equals("$dynamicRef")) {
                throw new Unreadable("`$dynamicRef` is not read: refer to `#/components/…`");
            }
        }
        required(schema, out);
        Assertions.limits(schema, out);
        return out;
    }

    /// What this side does not send, it need not send either.
    private void required(JsonNode schema, ObjectNode out) {
        if (!out.path("required").isArray()) {
            return;
        }
        Set<String> absent = new HashSet<>();
        notSent(schema, absent, new HashSet<>());
        ArrayNode needed = NODES.arrayNode();
        out.path("required").forEach(name -> {
            if (!absent.contains(name.asString(""))) {
                needed.add(name);
            }
        });
        out.set("required", needed);
    }

    private void notSent(JsonNode schema, Set<String> absent, Set<String> seen) {
        if (schema.path("$ref").isString()) {
            String pointer = Document.pointer(schema.path("$ref").stringValue());
            if (seen.add(pointer)) {
                notSent(document.at(pointer), absent, seen);
            }
        }
        schema.path("allOf").forEach(part -> notSent(part, absent, seen));
        schema.path("properties").properties().forEach(property -> {
            if (isNotSent(property.getValue())) {
                absent.add(property.getKey());
            }
        });
    }

    private boolean isNotSent(JsonNode property) {
        String mark = side == Side.REQUEST ? "readOnly" : "writeOnly";
        if (property.path(mark).asBoolean(false)) {
            return true;
        }
        return property.path("$ref").isString()
                && document.resolved(property).path(mark).asBoolean(false);
    }

    private JsonNode map(JsonNode schemas, Form form, boolean properties) {
        ObjectNode out = NODES.objectNode();
        schemas.properties().forEach(entry -> {
            JsonNode written = properties && form != Form.RAW && isNotSent(entry.getValue())
                    ? notOnThisSide()
                    : schema(entry.getValue(), form, Optional.empty());
            out.set(entry.getKey(), written);
        });
        return out;
    }

    private ObjectNode notOnThisSide() {
        ObjectNode never = NODES.objectNode();
        never.put(NOT_ON_THIS_SIDE, side == Side.REQUEST ? "readOnly" : "writeOnly");
        never.putObject("not");
        return never;
    }

    private JsonNode list(JsonNode schemas, Form form) {
        ArrayNode out = NODES.arrayNode();
        schemas.forEach(schema -> out.add(schema(schema, form, Optional.empty())));
        return out;
    }

    /// OpenAPI 3.0's `nullable`, where no `type` carries it.
    private JsonNode nullable(JsonNode schema, ObjectNode written) {
        if (!document.is30() || !schema.path("nullable").asBoolean(false)) {
            return written;
        }
        boolean carried = written.path("type").isArray();
        if (carried) {
            return written;
        }
        ObjectNode either = NODES.objectNode();
        either.putArray("anyOf").add(NODES.objectNode().put("type", "null")).add(written);
        return either;
    }

    private static boolean saysMore(JsonNode schema, String than) {
        for (Map.Entry<String, JsonNode> entry : schema.properties()) {
            if (!entry.getKey().equals(than)
                    && (SchemaKeywords.SAYING.contains(entry.getKey())
                            || entry.getKey().equals("$ref"))) {
                return true;
            }
        }
        return false;
    }
}
