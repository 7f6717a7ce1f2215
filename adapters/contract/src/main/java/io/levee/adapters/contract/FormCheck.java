package io.levee.adapters.contract;

import io.levee.facts.ContractFact.Breach;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A body of `application/x-www-form-urlencoded` as the object that its schema means. A list is a name that is sent
/// more than once.
final class FormCheck {
    private static final int PAIRS_MAX = 10_000;

    private FormCheck() {}

    static List<Breach> check(SchemaRef schema, String text) {
        Map<String, List<String>> sent = new LinkedHashMap<>();
        String[] pairs = text.split("&", PAIRS_MAX + 1);
        if (pairs.length > PAIRS_MAX) {
            return List.of(new Breach("/body", "maxProperties"));
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            Optional<String> name = Percent.decoded(equals < 0 ? pair : pair.substring(0, equals), true);
            Optional<String> value = Percent.decoded(equals < 0 ? "" : pair.substring(equals + 1), true);
            if (name.isEmpty() || value.isEmpty()) {
                return List.of(new Breach("/body", "utf-8"));
            }
            if (!pair.isEmpty()) {
                sent.computeIfAbsent(name.get(), _ -> new ArrayList<>()).add(value.get());
            }
        }
        Coercion coercion = new Coercion(schema.document());
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, List<String>> entry : sent.entrySet()) {
            JsonNode property = coercion.property(schema.node(), entry.getKey());
            Set<String> types = coercion.types(property);
            if (types.contains("array") && !types.contains("string")) {
                ArrayNode array = object.putArray(entry.getKey());
                JsonNode items = coercion.items(property);
                entry.getValue().forEach(one -> array.add(coercion.value(one, items)));
            } else if (entry.getValue().size() == 1) {
                object.set(entry.getKey(), coercion.value(entry.getValue().getFirst(), property));
            } else {
                return List.of(new Breach("/body/" + Names.shown(entry.getKey()), "repeated"));
            }
        }
        return schema.check(object, "/body");
    }
}
