package io.levee.adapters.cedar;

import com.fasterxml.jackson.databind.JsonNode;
import io.levee.consent.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The head of a policy: for whom, what and on what it is meant at all.
///
/// INVARIANT: a policy whose head does not match is neither satisfied nor able to fail, because Cedar evaluates the
/// head first; so a question may be answered without it. A test holds this package to that against Cedar itself.
record PolicyScope(Bound principal, Set<String> actions, Bound resource) {
    /// What a head demands of its principal or its resource.
    sealed interface Bound {
        record Any() implements Bound {}

        /// The entity itself or anything below it.
        record In(Uid ancestor) implements Bound {}

        record Equal(Uid uid) implements Bound {}

        record Is(String type) implements Bound {}

        record IsIn(String type, Uid ancestor) implements Bound {}

        default boolean admits(EntityBook.Node node) {
            return switch (this) {
                case Any() -> true;
                case In(var ancestor) -> node.lineage().contains(ancestor);
                case Equal(var uid) -> node.uid().equals(uid);
                case Is(var type) -> node.uid().type().equals(type);
                case IsIn(var type, var ancestor) ->
                    node.uid().type().equals(type) && node.lineage().contains(ancestor);
            };
        }
    }

    boolean admits(EntityBook.Node principal, Action action, EntityBook.Node resource) {
        return (actions.isEmpty() || actions.contains(action.word()))
                && this.principal.admits(principal)
                && this.resource.admits(resource);
    }

    /// @param policy Cedar's JSON form of a policy without slots
    static PolicyScope of(JsonNode policy) {
        return new PolicyScope(
                bound(policy.path("principal")), actions(policy.path("action")), bound(policy.path("resource")));
    }

    private static Bound bound(JsonNode head) {
        String op = head.path("op").asText();
        return switch (op) {
            case "All" -> new Bound.Any();
            case "==" -> new Bound.Equal(uid(head.path("entity")));
            case "in" -> new Bound.In(uid(head.path("entity")));
            case "is" -> {
                String type = head.path("entity_type").asText();
                yield head.has("in") ? new Bound.IsIn(type, uid(head.path("in").path("entity"))) : new Bound.Is(type);
            }
            default -> throw new IllegalArgumentException("`%s` is no operator of a policy's head".formatted(op));
        };
    }

    /// Empty where the head takes any action. An action is never below another one in Levee's schema.
    private static Set<String> actions(JsonNode head) {
        if (head.path("op").asText().equals("All")) {
            return Set.of();
        }
        List<String> ids = new ArrayList<>();
        if (head.has("entity")) {
            ids.add(uid(head.path("entity")).id());
        }
        head.path("entities").forEach(entity -> ids.add(uid(entity).id()));
        if (ids.isEmpty()) {
            ids.add(""); // `action in []` takes no action, and there is none of this name
        }
        return Set.copyOf(ids);
    }

    private static Uid uid(JsonNode entity) {
        if (!entity.has("type") || !entity.has("id")) {
            throw new IllegalArgumentException("a policy's head names no entity");
        }
        return new Uid(entity.path("type").asText(), entity.path("id").asText());
    }
}
