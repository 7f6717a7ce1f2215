package io.levee.adapters.cedar.language;

/// What a policy's head demands of its principal, its action or its resource.
sealed interface Bound {
    record Any() implements Bound {}

    /// The entity itself or anything below it.
    record In(Uid ancestor) implements Bound {}

    record Equal(Uid uid) implements Bound {}

    record Is(String type) implements Bound {}

    record IsIn(String type, Uid ancestor) implements Bound {}

    default boolean admits(Entity entity) {
        return switch (this) {
            case Any() -> true;
            case In(var ancestor) -> entity.lineage().contains(ancestor);
            case Equal(var uid) -> entity.uid().equals(uid);
            case Is(var type) -> entity.uid().type().equals(type);
            case IsIn(var type, var ancestor) ->
                entity.uid().type().equals(type) && entity.lineage().contains(ancestor);
        };
    }
}
