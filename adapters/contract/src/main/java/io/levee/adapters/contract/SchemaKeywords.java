package io.levee.adapters.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The keywords of a schema, by what stands below them.
final class SchemaKeywords {
    /// Nothing that is a schema.
    static final Set<String> ASSERTIONS = Set.of(
            "type",
            "enum",
            "const",
            "multipleOf",
            "maximum",
            "exclusiveMaximum",
            "minimum",
            "exclusiveMinimum",
            "maxLength",
            "minLength",
            "pattern",
            "maxItems",
            "minItems",
            "uniqueItems",
            "maxContains",
            "minContains",
            "maxProperties",
            "minProperties",
            "required",
            "dependentRequired",
            "format");
    /// Schemas of what is inside the value.
    static final Set<String> CHILD =
            Set.of("items", "additionalProperties", "unevaluatedProperties", "unevaluatedItems");
    static final Set<String> CHILD_LIST = Set.of("prefixItems");
    static final Set<String> CHILD_MAP = Set.of("properties", "patternProperties");
    /// More schemas of the same value.
    static final Set<String> SAME_LIST = Set.of("allOf", "anyOf", "oneOf");
    static final Set<String> SAME = Set.of("then", "else");
    static final Set<String> SAME_MAP = Set.of("dependentSchemas");
    /// Questions about the value, which hold or not.
    static final Set<String> QUESTIONS = Set.of("not", "if", "contains", "propertyNames");
    /// Formats that are held to; every other one is a hint. `int32` and `int64` become limits.
    static final Set<String> FORMATS = Set.of("date", "date-time", "time", "uuid", "ipv4", "ipv6", "email");
    /// Keywords that say something about the value, and not about its description.
    static final Set<String> SAYING = saying();

    private SchemaKeywords() {}

    private static Set<String> saying() {
        Set<String> all = new HashSet<>(ASSERTIONS);
        for (Set<String> some : List.of(CHILD, CHILD_LIST, CHILD_MAP, SAME_LIST, SAME, SAME_MAP, QUESTIONS)) {
            all.addAll(some);
        }
        all.add("discriminator");
        all.add("nullable");
        return Set.copyOf(all);
    }
}
