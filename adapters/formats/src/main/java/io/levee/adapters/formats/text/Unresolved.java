package io.levee.adapters.formats.text;

import java.util.Map;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/// Leaves every plain word as it is, so that nothing is a merge key either: the library
/// flattens those itself and finds no end where one merges what it is in.
final class Unresolved implements Schema {
    /// Of words that have no quotes and no tag.
    static final Tag PLAIN = new Tag("plain");

    @Override
    public ScalarResolver getScalarResolver() {
        return (_, implicit) -> implicit ? PLAIN : Tag.STR;
    }

    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
        return Map.of();
    }
}
