package io.levee.adapters.mcp;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.levee.catalog.Api;
import io.levee.catalog.Catalog;
import io.levee.rooms.gateway.GatewayRefusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What one server offers, held against what was approved. Immutable.
///
/// INVARIANT I7: what its server does not describe now, or describes otherwise than was approved, is held.
record Offers(List<Offer> all, Map<String, Offer> tools, Map<String, Offer> prompts, List<Offer> resources) {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaCacheEnabled(false).schemaLoader(loader -> loader.fetchRemoteResources(false)));

    /// @param described what the server says; empty where it cannot be asked
    static Offers of(Api api, Catalog catalog, Optional<Map<Kind, List<ObjectNode>>> described) {
        List<Offer> all = new ArrayList<>();
        Map<String, Offer> tools = new HashMap<>();
        Map<String, Offer> prompts = new HashMap<>();
        List<Offer> resources = new ArrayList<>();
        for (Api.Operation operation : api.operations()) {
            operation.approved().ifPresent(approved -> {
                Kind kind = kind(operation);
                Offer offer = offer(api, catalog, operation, approved, kind, described);
                all.add(offer);
                switch (kind) {
                    case TOOL -> tools.put(offer.name(), offer);
                    case PROMPT -> prompts.put(offer.name(), offer);
                    case RESOURCE -> resources.add(offer);
                }
            });
        }
        return new Offers(List.copyOf(all), Map.copyOf(tools), Map.copyOf(prompts), List.copyOf(resources));
    }

    static Kind kind(Api.Operation operation) {
        if (operation.path().startsWith("/prompts/")) {
            return Kind.PROMPT;
        }
        return operation.path().startsWith("/resources/") ? Kind.RESOURCE : Kind.TOOL;
    }

    private static Offer offer(
            Api api,
            Catalog catalog,
            Api.Operation operation,
            Api.Approved approved,
            Kind kind,
            Optional<Map<Kind, List<ObjectNode>>> described) {
        Optional<ObjectNode> now = described.flatMap(all -> all.getOrDefault(kind, List.of()).stream()
                .filter(definition -> isNamed(definition, approved.name()))
                .findFirst());
        if (catalog.decoys().has(operation.asset()) && now.isEmpty()) {
            return decoy(api, catalog, operation, approved, kind);
        }
        // what Levee says of itself came with Levee: whoever installed it approved it
        boolean same = now.isPresent()
                && (api.isOwn()
                        || approved.digest()
                                .filter(digest -> digest.equals(Digests.of(kind, now.get())))
                                .isPresent());
        if (!same) {
            GatewayRefusal why = now.isPresent() && approved.digest().isPresent()
                    ? GatewayRefusal.TOOL_CHANGED
                    : GatewayRefusal.TOOL_UNVERIFIED;
            return new Offer(api, operation, kind, approved.name(), Wire.object(), Optional.of(why), Optional.empty());
        }
        ObjectNode shown = Digests.shown(kind, now.get());
        Optional<Schema> schema = kind == Kind.TOOL ? Optional.of(schema(shown.get("inputSchema"))) : Optional.empty();
        return new Offer(api, operation, kind, approved.name(), shown, Optional.empty(), schema);
    }

    private static boolean isNamed(JsonNode definition, String name) {
        return name(definition).equals(name);
    }

    /// As the server knows it; empty where it has none.
    static String name(JsonNode definition) {
        for (String key : List.of("uri", "uriTemplate", "name")) {
            JsonNode value = definition.get(key);
            if (value != null && value.isString()) {
                return value.stringValue();
            }
        }
        return "";
    }

    /// A decoy needs no server that has it: it is there to be touched.
    private static Offer decoy(Api api, Catalog catalog, Api.Operation operation, Api.Approved approved, Kind kind) {
        ObjectNode definition = Wire.object();
        if (kind == Kind.RESOURCE) {
            definition.put(approved.name().indexOf('{') >= 0 ? "uriTemplate" : "uri", approved.name());
        }
        definition.put("name", approved.name());
        catalog.asset(operation.asset())
                .filter(asset -> !asset.description().isEmpty())
                .ifPresent(asset -> definition.put("description", asset.description()));
        if (kind == Kind.TOOL) {
            definition.set("inputSchema", Wire.object().put("type", "object"));
        }
        return new Offer(api, operation, kind, approved.name(), definition, Optional.empty(), Optional.empty());
    }

    private static Schema schema(@Nullable JsonNode inputSchema) {
        Schema schema = SCHEMAS.getSchema(inputSchema == null ? Wire.object().put("type", "object") : inputSchema);
        schema.initializeValidators();
        return schema;
    }
}
