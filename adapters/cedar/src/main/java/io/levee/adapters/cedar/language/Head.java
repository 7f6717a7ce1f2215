package io.levee.adapters.cedar.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// The head of a policy: for whom, what and on what it is meant at all.
///
/// INVARIANT: a policy whose head does not match is neither satisfied nor able to fail, because Cedar evaluates the
/// head first; so a question may be answered without it. A test holds this package to that against Cedar itself.
///
/// @param actions any of these will do; none takes no action, as in `action in []`
record Head(Bound principal, List<Bound> actions, Bound resource) {
    Head {
        actions = List.copyOf(actions);
    }

    boolean admits(Entity principal, Entity action, Entity resource) {
        return this.principal.admits(principal) && this.resource.admits(resource) && admits(action);
    }

    /// A loop: asked of each policy that may match, and a stream takes longer than the rest of the question.
    private boolean admits(Entity action) {
        for (Bound bound : actions) {
            if (bound.admits(action)) {
                return true;
            }
        }
        return false;
    }

    /// @param policy Cedar's JSON form of a policy without slots
    static Head of(JsonNode policy) throws NotCompiled {
        return new Head(
                bound(policy.path("principal")), actions(policy.path("action")), bound(policy.path("resource")));
    }

    private static Bound bound(JsonNode head) throws NotCompiled {
        String op = head.path("op").asText();
        return switch (op) {
            case "All" -> new Bound.Any();
            case "==" -> new Bound.Equal(uid(head.path("entity")));
            case "in" -> new Bound.In(uid(head.path("entity")));
            case "is" -> {
                String type = head.path("entity_type").asText();
                yield head.has("in") ? new Bound.IsIn(type, uid(head.path("in").path("entity"))) : new Bound.Is(type);
            }
            default -> throw new NotCompiled("`%s` is no operator of a policy's head".formatted(op));
        };
    }

    private static List<Bound> actions(JsonNode head) throws NotCompiled {
        if (!head.has("entities")) {
            return List.of(bound(head));
        }
        List<Bound> any = new ArrayList<>();
        for (JsonNode entity : head.path("entities")) {
            any.add(new Bound.In(uid(entity)));
        }
        return any;
    }

    private static Uid uid(JsonNode entity) throws NotCompiled {
        if (!entity.path("type").isTextual() || !entity.path("id").isTextual()) {
            throw new NotCompiled("a policy's head names no entity");
        }
        return new Uid(entity.path("type").asText(), entity.path("id").asText());
    }
}
