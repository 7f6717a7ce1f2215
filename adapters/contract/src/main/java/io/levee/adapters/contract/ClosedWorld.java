package io.levee.adapters.contract;

import io.levee.facts.ContractFact.Side;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
    /// Schemas that are looked at for what they hide, again for each that they are a part of.
    private static final int LOOKS_MAX = 200_000;

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

    /// @param hidden what this side does not send of the value that the schema is a part of
    private record Def(Form form, String pointer, Set<String> hidden) {}

    private final Document document;
    private final Side side;
    private final Discriminators discriminators;
    private final Kinds kinds;
    private final ObjectNode defs = NODES.objectNode();
    private final Map<Def, String> names = new HashMap<>();
    private final Deque<Def> waiting = new ArrayDeque<>();
    private int schemas;
    private int looks;

    private ClosedWorld(Document document, Side side) {
        this.document = document;
        this.side = side;
        this.discriminators = new Discriminators(document);
        this.kinds = new Kinds(document);
    }

    /// Throws [Unreadable].
    static ObjectNode of(Document document, JsonNode schema, Side side) {
        ClosedWorld world = new ClosedWorld(document, side);
        ObjectNode root = NODES.objectNode();
        JsonNode closed = world.schema(schema, Form.CLOSED);
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
            JsonNode written = schema(document.at(def.pointer()), def.form(), Optional.of(def.pointer()), def.hidden());
            defs.set(names.get(def), written);
        }
    }

    private ObjectNode named(Form form, String pointer, Set<String> hidden) {
        // only a part knows of what it is a part
        Def def = new Def(form, pointer, form == Form.OPEN ? Set.copyOf(hidden) : Set.of());
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

    private JsonNode schema(JsonNode schema, Form form) {
        return schema(schema, form, Optional.empty(), Set.of());
    }

    private JsonNode schema(JsonNode schema, Form form, Optional<String> pointer, Set<String> hidden) {
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
                return named(form, target, hidden);
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
        ObjectNode written = keywords(schema, form, hidden);
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
        Optional<ObjectNode> rest = beside(schema, "oneOf");
        for (JsonNode branch : schema.path("oneOf")) {
            if (rest.isEmpty()) {
                alternatives.add(kinds.guarded(branch, Set.of(), schema(branch, Form.CLOSED)));
                continue;
            }
            Set<String> hidden = hidden(rest.get(), branch);
            JsonNode whole = together(List.of(
                    keywords(rest.get(), Form.OPEN, hidden), schema(branch, Form.OPEN, Optional.empty(), hidden)));
            alternatives.add(kinds.guarded(branch, hidden, whole));
        }
        return NODES.objectNode().set("oneOf", alternatives);
    }

    /// The alternative that the property names, and no other.
    private ObjectNode discriminated(JsonNode schema, List<Discriminators.Branch> branches) {
        count(branches.size());
        ArrayNode alternatives = NODES.arrayNode();
        Optional<ObjectNode> rest = beside(schema, "oneOf", "anyOf");
        String property = schema.path("discriminator").path("propertyName").asString("");
        for (Discriminators.Branch branch : branches) {
            ObjectNode kind = NODES.objectNode();
            kind.putArray("required").add(property);
            ArrayNode values = kind.putObject("properties").putObject(property).putArray("enum");
            branch.values().forEach(values::add);
            // a schema that is its own alternative is written open, or it would lead to itself
            boolean alone = rest.isEmpty() && !branch.isItself();
            JsonNode parent = rest.isEmpty() || branch.isItself() ? NODES.objectNode() : rest.get();
            Set<String> hidden = hidden(parent, document.at(branch.pointer()));
            List<JsonNode> parts = new ArrayList<>(List.of(kind));
            parts.add(named(alone ? Form.CLOSED : Form.OPEN, branch.pointer(), hidden));
            if (!parent.isEmpty()) {
                parts.add(keywords(parent, Form.OPEN, hidden));
            }
            alternatives.add(
                    alone ? NODES.objectNode().set("allOf", NODES.arrayNode().addAll(parts)) : together(parts));
        }
        return NODES.objectNode().set("oneOf", alternatives);
    }

    /// What a schema says besides these keywords, if anything.
    private Optional<ObjectNode> beside(JsonNode schema, String... without) {
        ObjectNode rest = ((ObjectNode) schema).deepCopy();
        rest.remove(List.of(without));
        rest.remove(List.of("discriminator", "nullable"));
        return saysMore(rest, "") ? Optional.of(rest) : Optional.empty();
    }

    private static ObjectNode together(List<JsonNode> parts) {
        ObjectNode all = NODES.objectNode();
        all.putArray("allOf").addAll(parts);
        all.put("unevaluatedProperties", false);
        return all.set("unevaluatedItems", ref(ANY));
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

    private ObjectNode keywords(JsonNode schema, Form form, Set<String> hiddenAbove) {
        Form inside = form == Form.RAW ? Form.RAW : Form.CLOSED;
        Form same = form == Form.RAW ? Form.RAW : Form.OPEN;
        Set<String> hidden = new HashSet<>(hiddenAbove);
        hide(schema, hidden, new HashSet<>());
        ObjectNode out = NODES.objectNode();
        for (Map.Entry<String, JsonNode> entry : schema.properties()) {
            String keyword = entry.getKey();
            JsonNode value = entry.getValue();
            if (SchemaKeywords.ASSERTIONS.contains(keyword)) {
                Assertions.write(document.is30(), schema, keyword, value, out);
            } else if (SchemaKeywords.CHILD.contains(keyword)) {
                // OpenAPI says that an empty schema is `true` here
                boolean anything = value.isObject() && value.isEmpty();
                out.set(keyword, anything ? BooleanNode.TRUE : schema(value, inside));
            } else if (SchemaKeywords.CHILD_MAP.contains(keyword)) {
                out.set(keyword, map(value, inside, keyword.equals("properties"), Set.of()));
            } else if (SchemaKeywords.CHILD_LIST.contains(keyword)) {
                out.set(keyword, list(value, inside, Set.of()));
            } else if (SchemaKeywords.SAME_LIST.contains(keyword)) {
                out.set(keyword, parts(keyword, value, same, hidden));
            } else if (SchemaKeywords.SAME.contains(keyword)) {
                out.set(keyword, schema(value, same, Optional.empty(), hidden));
            } else if (SchemaKeywords.SAME_MAP.contains(keyword)) {
                out.set(keyword, map(value, same, false, hidden));
            } else if (SchemaKeywords.QUESTIONS.contains(keyword)) {
                out.set(keyword, schema(value, Form.RAW));
            } else if (keyword.equals("$ref") && value.isString() && !document.is30()) {
                out.setAll(named(same, Document.pointer(value.stringValue()), hidden));
            } else if (keyword.equals("$dynamicRef")) {
                throw new Unreadable("`$dynamicRef` is not read: refer to `#/components/…`");
            }
        }
        required(out, hidden);
        Assertions.limits(schema, out);
        return out;
    }

    /// What this side does not send, it need not send either, whichever part of the value asks for it.
    private static void required(ObjectNode out, Set<String> hidden) {
        if (!out.path("required").isArray()) {
            return;
        }
        ArrayNode needed = NODES.arrayNode();
        out.path("required").forEach(name -> {
            if (!hidden.contains(name.asString(""))) {
                needed.add(name);
            }
        });
        out.set("required", needed);
    }

    private Set<String> hidden(JsonNode... parts) {
        Set<String> hidden = new HashSet<>();
        for (JsonNode part : parts) {
            hide(part, hidden, new HashSet<>());
        }
        return hidden;
    }

    /// Adds the names of properties that this side does not send.
    private void hide(JsonNode schema, Set<String> hidden, Set<String> seen) {
        if (++looks > LOOKS_MAX) {
            throw new Unreadable("schemas are parts of parts more than %d times".formatted(LOOKS_MAX));
        }
        if (schema.path("$ref").isString()) {
            String pointer = Document.pointer(schema.path("$ref").stringValue());
            if (seen.add(pointer)) {
                hide(document.at(pointer), hidden, seen);
            }
        }
        schema.path("allOf").forEach(part -> hide(part, hidden, seen));
        schema.path("properties").properties().forEach(property -> {
            if (isNotSent(property.getValue())) {
                hidden.add(property.getKey());
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

    private JsonNode map(JsonNode schemas, Form form, boolean properties, Set<String> hidden) {
        ObjectNode out = NODES.objectNode();
        schemas.properties().forEach(entry -> {
            JsonNode written = properties && form != Form.RAW && isNotSent(entry.getValue())
                    ? notOnThisSide()
                    : schema(entry.getValue(), form, Optional.empty(), hidden);
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

    private JsonNode list(JsonNode schemas, Form form, Set<String> hidden) {
        ArrayNode out = NODES.arrayNode();
        schemas.forEach(schema -> out.add(schema(schema, form, Optional.empty(), hidden)));
        return out;
    }

    private JsonNode parts(String keyword, JsonNode schemas, Form form, Set<String> hidden) {
        if (form == Form.RAW || keyword.equals("allOf")) {
            return list(schemas, form, hidden);
        }
        ArrayNode out = NODES.arrayNode();
        schemas.forEach(
                branch -> out.add(kinds.guarded(branch, hidden, schema(branch, form, Optional.empty(), hidden))));
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
