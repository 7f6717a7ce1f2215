package io.levee.adapters.contract;

import io.levee.catalog.Api;
import io.levee.catalog.Description;
import io.levee.rooms.gateway.Contract;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One description, with what is known of its operations so far.
final class ApiContract {
    private static final JsonMapper MAPPER = new JsonMapper();

    private record Place(String template, JsonNode item, JsonNode operation) {}

    /// The newest of those that are equal.
    private volatile Description description;
    private final Document document;
    private final Set<String> keys = new HashSet<>();
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Contract> operations = new ConcurrentHashMap<>();

    ApiContract(Description description) {
        this.description = description;
        this.document = Document.of(MAPPER.readTree(description.json()));
        document.root().path("paths").properties().forEach(path -> places(path.getKey(), path.getValue()));
        document.root().at("/components/securitySchemes").forEach(scheme -> {
            if (scheme.path("in").asString("").equals("query")) {
                keys.add(scheme.path("name").asString(""));
            }
        });
    }

    /// A path may be written elsewhere in the document.
    private void places(String template, JsonNode described) {
        JsonNode item = document.resolved(described);
        item.properties()
                .forEach(entry ->
                        places.put(key(entry.getKey(), template), new Place(template, item, entry.getValue())));
    }

    /// Remembers `other`, so that two texts of many millions of characters are compared once and not at each call.
    boolean isOf(Description other) {
        if (!description.equals(other)) {
            return false;
        }
        description = other;
        return true;
    }

    Contract operation(Api.Operation operation) {
        return operations.computeIfAbsent(key(operation.method(), operation.path()), this::read);
    }

    private Contract read(String key) {
        Place place = places.get(key);
        if (place == null) {
            return new UnreadableContract(description);
        }
        try {
            return new OperationContract(
                    description, document, place.template(), place.item(), place.operation(), keys);
        } catch (Unreadable e) {
            return new UnreadableContract(description);
        }
    }

    private static String key(String method, String path) {
        return method.toUpperCase(Locale.ROOT) + " " + path;
    }
}
