package io.levee.adapters.contract;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.levee.facts.ContractFact.Breach;
import io.levee.facts.ContractFact.Side;
import io.levee.rooms.gateway.ContractRules;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One schema of a description, compiled when it is first needed. What was not needed for long is forgotten, so that
/// ten thousand operations take no more room than those that are called. Equal to itself alone.
final class SchemaRef {
    /// Nodes of all compiled schemas together, some 200 bytes each.
    private static final long WEIGHT_MAX = 400_000;

    private static final Cache<SchemaRef, Compiled> COMPILED = Caffeine.newBuilder()
            .maximumWeight(WEIGHT_MAX)
            .weigher((SchemaRef _, Compiled compiled) ->
                    compiled.check().map(SchemaCheck::weight).orElse(1))
            .build();

    private record Compiled(Optional<SchemaCheck> check) {}

    private final Document document;
    private final JsonNode schema;
    private final Side side;

    SchemaRef(Document document, JsonNode schema, Side side) {
        this.document = document;
        this.schema = schema;
        this.side = side;
    }

    List<Breach> check(JsonNode value, String pointer) {
        return COMPILED.get(this, SchemaRef::compiled)
                .check()
                .map(check -> check.check(value, pointer))
                .orElseGet(() -> List.of(new Breach(pointer, ContractRules.UNREADABLE)));
    }

    JsonNode node() {
        return schema;
    }

    Document document() {
        return document;
    }

    private static Compiled compiled(SchemaRef ref) {
        try {
            return new Compiled(Optional.of(SchemaCheck.of(ref.document, ref.schema, ref.side)));
        } catch (Unreadable e) {
            return new Compiled(Optional.empty());
        }
    }
}
