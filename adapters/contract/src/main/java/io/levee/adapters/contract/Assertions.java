package io.levee.adapters.contract;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the keywords of a schema that hold no schema, from the dialect of OpenAPI 3.0 where it is that.
final class Assertions {
    private record Range(BigDecimal least, BigDecimal greatest) {}

    private static final Map<String, Range> WHOLE = Map.of(
            "int32", new Range(BigDecimal.valueOf(Integer.MIN_VALUE), BigDecimal.valueOf(Integer.MAX_VALUE)),
            "int64", new Range(BigDecimal.valueOf(Long.MIN_VALUE), BigDecimal.valueOf(Long.MAX_VALUE)));
    private static final Set<String> EXCLUSIVE = Set.of("exclusiveMinimum", "exclusiveMaximum");

    private Assertions() {}

    static void write(boolean is30, JsonNode schema, String keyword, JsonNode value, ObjectNode out) {
        if (keyword.equals("format")) {
            if (SchemaKeywords.FORMATS.contains(value.asString(""))) {
                out.set(keyword, value);
            }
        } else if (is30 && keyword.equals("type") && schema.path("nullable").asBoolean(false)) {
            out.putArray("type").add(value).add("null");
        } else if (is30 && keyword.equals("enum") && schema.path("nullable").asBoolean(false)) {
            // by the letter null must be listed too; whoever writes `nullable` beside a list means it all the same
            ArrayNode values = out.putArray(keyword);
            value.forEach(values::add);
            values.add(NullNode.getInstance());
        } else if (is30 && EXCLUSIVE.contains(keyword) && value.isBoolean()) {
            JsonNode limit = schema.path(keyword.equals("exclusiveMinimum") ? "minimum" : "maximum");
            if (value.booleanValue() && limit.isNumber()) {
                out.set(keyword, limit);
            }
        } else {
            out.set(keyword, value);
        }
    }

    /// What `int32` and `int64` say of a whole number.
    static void limits(JsonNode schema, ObjectNode out) {
        Range range = WHOLE.get(schema.path("format").asString(""));
        if (range == null || !mayBe(out, "integer")) {
            return;
        }
        if (!out.path("minimum").isNumber()
                || out.path("minimum").decimalValue().compareTo(range.least()) < 0) {
            out.put("minimum", range.least());
        }
        if (!out.path("maximum").isNumber()
                || out.path("maximum").decimalValue().compareTo(range.greatest()) > 0) {
            out.put("maximum", range.greatest());
        }
    }

    /// False where the schema says of what type a value is, and that it is another one.
    static boolean mayBe(JsonNode schema, String type) {
        JsonNode types = schema.path("type");
        if (types.isString()) {
            return types.stringValue().equals(type);
        }
        if (!types.isArray()) {
            return true;
        }
        for (JsonNode one : types) {
            if (one.asString("").equals(type)) {
                return true;
            }
        }
        return false;
    }
}
