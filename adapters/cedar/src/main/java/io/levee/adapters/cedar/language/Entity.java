package io.levee.adapters.cedar.language;

import java.util.Map;
import java.util.Set;

/// What is known about one entity. Values are `Boolean`, `Long`, `String`, [Uid], `Set`, `Map` (a record) and the
/// values of [Extensions]; Java's equality of them is Cedar's.
///
/// @param parents what it is directly in
/// @param lineage the entity itself and everything it is `in`
public record Entity(
        Uid uid, Set<Uid> parents, Map<String, Object> attributes, Map<String, Object> tags, Set<Uid> lineage) {
    /// Nothing is known of it but its name. To an evaluation it is the same as one that does not exist.
    static Entity bare(Uid uid) {
        return new Entity(uid, Set.of(), Map.of(), Map.of(), Set.of(uid));
    }
}
