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

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String ANY = "any";

    /// How a schema is written.
    enum Form {
        /// The whole of what describes a value.
        CLOSED,
        /// A part of it.
        OPEN,
        /// A question: as it stands.
        RAW
    }

    /// What a part is told of the value that it is a part of.
    ///
    /// @param hidden what this side does not send
    /// @param shared properties that other parts describe too, see [Shared]
    /// @param items  whether other parts describe the items too
    /// @param always whether the part always holds; an alternative does not
    private record Above(Set<String> hidden, Set<String> shared, boolean items, boolean always) {
        static final Above NOTHING = new Above(Set.of(), Set.of(), false, true);

        static Above of(Set<String> hidden, Shared shared) {
            return new Above(Set.copyOf(hidden), shared.names(), shared.hasItems(), true);
        }

        Above with(Set<String> more) {
            return new Above(Set.copyOf(more), shared, items, always);
        }

        Above sometimes() {
            return new Above(hidden, shared, items, false);
        }
    }

    private record Def(Form form, String pointer, Above above) {}

    private final Document document;
    private final Hidden hiding;
    private final Discriminators discriminators;
    private final Kinds kinds;
    private final ObjectNode defs = NODES.objectNode();
    private final Map<Def, String> names = new HashMap<>();
    private final Deque<Def> waiting = new ArrayDeque<>();
    /// Schemas that stand nowhere in the document: all that parts say of one property.
    private final Map<JsonNode, String> made = new HashMap<>();
    private final Map<String, JsonNode> madeNodes = new HashMap<>();
    private int schemas;

    private ClosedWorld(Document document, Side side) {
        this.document = document;
        this.hiding = new Hidden(document, side);
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
            JsonNode all = madeNodes.get(def.pointer());
            JsonNode written = all == null
                    ? schema(document.at(def.pointer()), def.form(), Optional.of(def.pointer()), def.above())
                    : schema(all, def.form());
            defs.set(names.get(def), written);
        }
    }

    private ObjectNode named(Form form, String pointer, Above above) {
        // only a part knows of what it is a part
        Def def = new Def(form, pointer, form == Form.OPEN ? above : Above.NOTHING);
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
        return schema(schema, form, Optional.empty(), Above.NOTHING);
    }

    private JsonNode schema(JsonNode schema, Form form, Optional<String> pointer, Above above) {
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
                return named(form, target, above);
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
        if (form != Form.CLOSED) {
            return nullable(schema, keywords(schema, form, above));
        }
        Shared shared = Shared.by(document, hiding::isNotSent, schema);
        ObjectNode written = keywords(schema, form, Above.of(above.hidden(), shared));
        if (!shared.isEmpty()) {
            written.withArray("allOf").add(closed(shared));
        }
        close(written);
        return nullable(schema, written);
    }

    /// What several parts describe, closed once over all of them.
    private ObjectNode closed(Shared shared) {
        ObjectNode closed = NODES.objectNode();
        shared.properties()
                .forEach((name, all) -> closed.withObjectProperty("properties")
                        .set(name, named(Form.CLOSED, pointer(all), Above.NOTHING)));
        shared.items().ifPresent(all -> closed.set("items", named(Form.CLOSED, pointer(all), Above.NOTHING)));
        return closed;
    }

    private String pointer(JsonNode all) {
        String pointer = made.computeIfAbsent(all, _ -> "made " + made.size());
        madeNodes.put(pointer, all);
        return pointer;
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
            Set<String> hidden = hiding.of(rest.get(), branch);
            Shared shared = Shared.by(document, hiding::isNotSent, rest.get(), branch);
            Above above = Above.of(hidden, shared);
            JsonNode whole = together(List.of(
                    keywords(rest.get(), Form.OPEN, above),
                    schema(branch, Form.OPEN, Optional.empty(), above),
                    closed(shared)));
            alternatives.add(kinds.guarded(branch, hidden, whole));
        }
        return NODES.objectNode().set("oneOf", alternatives);
    }

    /// The alternative that the property names, and no other.
    private ObjectNode discriminated(JsonNode schema, List<Discriminators.Branch> branches) {
        count(branches.size());
        ArrayNode alternatives = NODES.arrayNode();
        Optional<ObjectNode> rest = beside(schema, "oneOf", "anyOf", "discriminator");
        String property = schema.path("discriminator").path("propertyName").asString("");
        for (Discriminators.Branch branch : branches) {
            ObjectNode kind = NODES.objectNode();
            kind.putArray("required").add(property);
            ArrayNode values = kind.putObject("properties").putObject(property).putArray("enum");
            branch.values().forEach(values::add);
            // a schema that is its own alternative is written open, or it would lead to itself; so is one that does not
            // describe the property that names it, as generators leave it out
            JsonNode itself = document.at(branch.pointer());
            boolean alone = rest.isEmpty() && !branch.isItself() && Shared.describes(document, itself, property);
            JsonNode parent = rest.isEmpty() || branch.isItself() ? NODES.objectNode() : rest.get();
            Shared shared = Shared.by(document, hiding::isNotSent, parent, itself);
            Above above = Above.of(hiding.of(parent, itself), shared);
            List<JsonNode> parts = new ArrayList<>(List.of(kind));
            parts.add(named(alone ? Form.CLOSED : Form.OPEN, branch.pointer(), above));
            if (!parent.isEmpty()) {
                parts.add(keywords(parent, Form.OPEN, above));
            }
            if (!alone) {
                parts.add(closed(shared));
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
        rest.remove("nullable");
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

    private ObjectNode keywords(JsonNode schema, Form form, Above told) {
        Form inside = form == Form.RAW ? Form.RAW : Form.CLOSED;
        Form same = form == Form.RAW ? Form.RAW : Form.OPEN;
        Set<String> hidden = new HashSet<>(told.hidden());
        hidden.addAll(hiding.of(schema));
        Above above = told.with(hidden);
        ObjectNode out = NODES.objectNode();
        for (Map.Entry<String, JsonNode> entry : schema.properties()) {
            String keyword = entry.getKey();
            JsonNode value = entry.getValue();
            if (SchemaKeywords.ASSERTIONS.contains(keyword)) {
                Assertions.write(document.is30(), schema, keyword, value, out);
            } else if (keyword.equals("items") && above.items() && value.isObject()) {
                out.set(keyword, shared(value, above));
            } else if (SchemaKeywords.CHILD.contains(keyword)) {
                // OpenAPI says that an empty schema is `true` here
                boolean anything = value.isObject() && value.isEmpty();
                out.set(keyword, anything ? BooleanNode.TRUE : schema(value, inside));
            } else if (keyword.equals("properties")) {
                out.set(keyword, properties(value, form, above));
            } else if (SchemaKeywords.CHILD_MAP.contains(keyword)) {
                out.set(keyword, map(value, inside, Above.NOTHING));
            } else if (SchemaKeywords.CHILD_LIST.contains(keyword)) {
                out.set(keyword, list(value, inside, Above.NOTHING));
            } else if (SchemaKeywords.SAME_LIST.contains(keyword)) {
                out.set(keyword, parts(keyword, value, same, above));
            } else if (SchemaKeywords.SAME.contains(keyword)) {
                out.set(keyword, schema(value, same, Optional.empty(), above.sometimes()));
            } else if (SchemaKeywords.SAME_MAP.contains(keyword)) {
                out.set(keyword, map(value, same, above.sometimes()));
            } else if (SchemaKeywords.QUESTIONS.contains(keyword)) {
                out.set(keyword, schema(value, Form.RAW));
            } else if (keyword.equals("$ref") && value.isString() && !document.is30()) {
                out.setAll(named(same, Document.pointer(value.stringValue()), above));
            } else if (keyword.equals("$dynamicRef")) {
                throw new Unreadable("`$dynamicRef` is not read: refer to `#/components/…`");
            }
        }
        Hidden.prune(out, hidden);
        discriminator(schema, form, out);
        Assertions.limits(schema, out);
        return out;
    }

    /// The property that names a kind is described by that, whether or not a kind lists it among its own.
    private static void discriminator(JsonNode schema, Form form, ObjectNode out) {
        String name = schema.path("discriminator").path("propertyName").asString("");
        if (form != Form.RAW && !name.isEmpty() && !schema.path("properties").has(name)) {
            out.withObjectProperty("properties").set(name, NODES.objectNode().put("type", "string"));
        }
    }

    private JsonNode map(JsonNode schemas, Form form, Above above) {
        ObjectNode out = NODES.objectNode();
        schemas.properties()
                .forEach(entry -> out.set(entry.getKey(), schema(entry.getValue(), form, Optional.empty(), above)));
        return out;
    }

    private JsonNode properties(JsonNode schemas, Form form, Above above) {
        ObjectNode out = NODES.objectNode();
        schemas.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode property = entry.getValue();
            if (form == Form.RAW) {
                out.set(name, schema(property, Form.RAW));
            } else if (hiding.isNotSent(property)) {
                out.set(name, hiding.never());
            } else {
                out.set(name, above.shared().contains(name) ? shared(property, above) : schema(property, Form.CLOSED));
            }
        });
        return out;
    }

    /// What is shared is held to where it is closed, see [#closed]. What one alternative says of it holds there only.
    private JsonNode shared(JsonNode schema, Above above) {
        return above.always() ? BooleanNode.TRUE : schema(schema, Form.RAW);
    }

    private JsonNode list(JsonNode schemas, Form form, Above above) {
        ArrayNode out = NODES.arrayNode();
        schemas.forEach(schema -> out.add(schema(schema, form, Optional.empty(), above)));
        return out;
    }

    private JsonNode parts(String keyword, JsonNode schemas, Form form, Above above) {
        if (form == Form.RAW || keyword.equals("allOf")) {
            return list(schemas, form, above);
        }
        ArrayNode out = NODES.arrayNode();
        schemas.forEach(branch -> out.add(
                kinds.guarded(branch, above.hidden(), schema(branch, form, Optional.empty(), above.sometimes()))));
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
