package io.levee.adapters.contract;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes values that fit a schema of a description, and hold nothing that it does not declare. It does not share a line
/// with the product's reading of schemas. Deterministic by its `random`.
final class HonestValues {
    /// No value that fits was found: the schema asks for what this does not make.
    static final class NotMade extends RuntimeException {
        NotMade(String why) {
            super(why, null, false, false);
        }
    }

    /// How much of what may be left out is there.
    enum Size {
        SMALL,
        SOME,
        ALL
    }

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEPTH_MAX = 24;
    private static final int SHALLOW = 4;

    private final JsonNode document;
    private final boolean is30;
    private final String hiding;
    private final Random random;
    private final Size size;

    /// @param hiding `readOnly` in a request, `writeOnly` in an answer
    HonestValues(JsonNode document, String hiding, Size size, Random random) {
        this.document = document;
        this.is30 = document.path("openapi").asString("").startsWith("3.0");
        this.hiding = hiding;
        this.size = size;
        this.random = random;
    }

    /// Throws [NotMade].
    JsonNode value(JsonNode schema) {
        return value(schema, 0);
    }

    JsonNode at(JsonNode node) {
        return Refs.resolved(document, node);
    }

    private JsonNode value(JsonNode schema, int depth) {
        if (depth > DEPTH_MAX) {
            throw new NotMade("too deep");
        }
        if (schema.isBoolean()) {
            if (!schema.booleanValue()) {
                throw new NotMade("false");
            }
            return NODES.stringNode("any");
        }
        Shape shape = new Shape(document, is30, random);
        shape.add(schema, 0);
        if (size == Size.SOME && shape.mayBeNull() && random.nextInt(8) == 0) {
            return NODES.nullNode();
        }
        if (!shape.listed.isEmpty()) {
            return shape.listed.get(random.nextInt(shape.listed.size()));
        }
        return switch (shape.type()) {
            case "object" -> object(shape, depth);
            case "array" -> array(shape, depth);
            case "string" -> HonestTexts.text(shape, random);
            case "integer" -> number(shape, true);
            case "number" -> number(shape, random.nextBoolean());
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "null" -> NODES.nullNode();
            default -> throw new NotMade("type " + shape.type());
        };
    }

    private ObjectNode object(Shape shape, int depth) {
        ObjectNode object = NODES.objectNode();
        List<String> left = new ArrayList<>();
        shape.properties.forEach((name, schemas) -> {
            if (schemas.stream().anyMatch(this::isHidden)) {
                return;
            }
            boolean wanted = shape.required.contains(name)
                    || shape.fixed.containsKey(name)
                    || (depth < SHALLOW && (size == Size.ALL || (size == Size.SOME && random.nextInt(3) > 0)));
            if (wanted) {
                property(object, shape, name, schemas, depth);
            } else {
                left.add(name);
            }
        });
        shape.fixed.forEach((name, value) -> {
            if (!shape.properties.containsKey(name)) {
                object.set(name, value);
            }
        });
        for (String name : shape.required) {
            if (!object.has(name) && !shape.properties.containsKey(name)) {
                undeclared(object, shape, name, depth);
            }
        }
        for (String name : left) {
            if (object.size() < shape.minProperties) {
                property(object, shape, name, shape.properties.getOrDefault(name, List.of()), depth);
            }
        }
        for (int i = 0; object.size() < shape.minProperties; i++) {
            undeclared(object, shape, "extra" + i, depth);
        }
        if (size == Size.ALL && depth < SHALLOW && shape.others.isObject() && object.size() < shape.maxProperties) {
            undeclared(object, shape, "extra", depth);
        }
        return object;
    }

    private void property(ObjectNode object, Shape shape, String name, List<JsonNode> schemas, int depth) {
        JsonNode known = shape.fixed.get(name);
        if (known != null) {
            object.set(name, known);
            return;
        }
        boolean needed = shape.required.contains(name);
        try {
            object.set(name, value(together(schemas), depth + 1));
        } catch (NotMade e) {
            if (needed) {
                throw e;
            }
        }
    }

    private void undeclared(ObjectNode object, Shape shape, String name, int depth) {
        if (shape.others.isBoolean() && !shape.others.booleanValue()) {
            throw new NotMade("`%s` is required and not declared".formatted(name));
        }
        if (shape.others.isMissingNode()) {
            throw new NotMade("`%s` is required and not declared".formatted(name));
        }
        boolean any = shape.others.isBoolean() || shape.others.isEmpty();
        object.set(name, any ? NODES.stringNode("any") : value(shape.others, depth + 1));
    }

    private static JsonNode together(List<JsonNode> schemas) {
        if (schemas.size() == 1) {
            return schemas.getFirst();
        }
        ObjectNode all = NODES.objectNode();
        all.set("allOf", NODES.arrayNode().addAll(schemas));
        return all;
    }

    private boolean isHidden(JsonNode schema) {
        return schema.path(hiding).asBoolean(false) || at(schema).path(hiding).asBoolean(false);
    }

    private ArrayNode array(Shape shape, int depth) {
        ArrayNode array = NODES.arrayNode();
        int least = shape.minItems;
        int most = Math.min(shape.maxItems, Math.max(least, size == Size.SMALL || depth >= SHALLOW ? least : 2));
        int length = least + (most > least ? random.nextInt(most - least + 1) : 0);
        if (size == Size.ALL && length == 0 && shape.maxItems > 0 && depth < SHALLOW) {
            length = 1;
        }
        Set<JsonNode> seen = new HashSet<>();
        for (int tries = 0; array.size() < length && tries < 40 + 4 * length; tries++) {
            JsonNode item;
            try {
                item = array.size() < shape.prefix.size()
                        ? value(shape.prefix.get(array.size()), depth + 1)
                        : shape.items.isEmpty() ? NODES.stringNode("any") : value(together(shape.items), depth + 1);
            } catch (NotMade e) {
                if (array.size() >= least) {
                    break;
                }
                throw e;
            }
            if (!shape.unique || seen.add(item)) {
                array.add(item);
            }
        }
        if (array.size() < least) {
            throw new NotMade("unique items");
        }
        return array;
    }

    private JsonNode number(Shape shape, boolean whole) {
        BigDecimal span = BigDecimal.valueOf(100);
        BigDecimal least = shape.least;
        BigDecimal most = shape.most;
        BigDecimal low = least != null ? least : most != null ? most.subtract(span) : BigDecimal.ONE;
        BigDecimal high = most != null ? most : low.add(span);
        if (shape.multipleOf != null && shape.multipleOf.signum() > 0) {
            BigDecimal times = low.divide(shape.multipleOf, 0, RoundingMode.CEILING);
            BigDecimal value = times.multiply(shape.multipleOf);
            if (shape.leastExcluded && value.compareTo(low) == 0) {
                value = value.add(shape.multipleOf);
            }
            return fit(shape, value, low, high);
        }
        boolean wide =
                low.scale() <= 0 && high.scale() <= 0 && high.subtract(low).compareTo(BigDecimal.ONE) > 0;
        if (whole || wide) {
            BigInteger from = low.setScale(0, RoundingMode.CEILING).toBigInteger();
            if (shape.leastExcluded && new BigDecimal(from).compareTo(low) == 0) {
                from = from.add(BigInteger.ONE);
            }
            BigInteger to = high.setScale(0, RoundingMode.FLOOR).toBigInteger();
            BigInteger room = to.subtract(from).min(BigInteger.valueOf(1_000));
            BigInteger add = room.signum() <= 0 ? BigInteger.ZERO : BigInteger.valueOf(random.nextInt(room.intValue()));
            return fit(shape, new BigDecimal(from.add(add)), low, high);
        }
        return fit(shape, low.add(high).divide(BigDecimal.TWO), low, high);
    }

    private static JsonNode fit(Shape shape, BigDecimal value, BigDecimal low, BigDecimal high) {
        boolean under = value.compareTo(low) < 0 || (shape.leastExcluded && value.compareTo(low) == 0);
        boolean over = value.compareTo(high) > 0 || (shape.mostExcluded && value.compareTo(high) == 0);
        if (under || over) {
            throw new NotMade("no number between %s and %s".formatted(low, high));
        }
        BigDecimal shown = value.stripTrailingZeros();
        return NODES.numberNode(shown.scale() < 0 ? shown.setScale(0) : shown);
    }
}
