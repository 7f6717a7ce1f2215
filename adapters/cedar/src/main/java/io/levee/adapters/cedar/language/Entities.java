package io.levee.adapters.cedar.language;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// All entities that an evaluation can look at. Immutable.
public final class Entities {
    private final Map<Uid, Entity> entities = new HashMap<>();

    /// What an entity is made of, before its ancestors are known.
    public record Draft(Uid uid, Set<Uid> parents, Map<String, Object> attributes, Map<String, Object> tags) {
        public Draft {
            parents = Set.copyOf(parents);
            attributes = Map.copyOf(attributes);
            tags = Map.copyOf(tags);
        }
    }

    /// @throws IllegalArgumentException where an entity is its own ancestor or drawn up twice, or an action is in
    ///     something else; Cedar answers no question about such entities either
    public Entities(Collection<Draft> drafts) {
        Map<Uid, Draft> byUid = new HashMap<>();
        for (Draft draft : drafts) {
            if (byUid.put(draft.uid(), draft) != null) {
                throw new IllegalArgumentException("`%s` is there twice".formatted(draft.uid()));
            }
            if (draft.uid().isAction() && !draft.parents().stream().allMatch(Uid::isAction)) {
                throw new IllegalArgumentException("`%s` is an action and in something else".formatted(draft.uid()));
            }
        }
        drafts.forEach(draft -> entities.put(
                draft.uid(),
                new Entity(draft.uid(), draft.parents(), draft.attributes(), draft.tags(), lineage(draft, byUid))));
    }

    public boolean contains(Uid uid) {
        return entities.containsKey(uid);
    }

    /// The entity, or a bare one where nothing is known of it.
    public Entity get(Uid uid) {
        Entity known = entities.get(uid);
        return known == null ? Entity.bare(uid) : known;
    }

    public Collection<Entity> all() {
        return entities.values();
    }

    private static Set<Uid> lineage(Draft draft, Map<Uid, Draft> drafts) {
        Set<Uid> ancestors = new HashSet<>();
        ArrayDeque<Uid> open = new ArrayDeque<>(draft.parents());
        while (!open.isEmpty()) {
            Uid ancestor = open.remove();
            Draft known = drafts.get(ancestor);
            if (ancestors.add(ancestor) && known != null) {
                open.addAll(known.parents());
            }
        }
        if (!ancestors.add(draft.uid())) {
            throw new IllegalArgumentException("`%s` is in itself".formatted(draft.uid()));
        }
        return Set.copyOf(ancestors);
    }
}
