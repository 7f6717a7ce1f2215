package io.levee.adapters.cedar;

import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimBool;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The organisation as Cedar's entities. Immutable once built; one per revision.
final class EntityBook {
    private final Map<Uid, Node> nodes = new HashMap<>();

    /// One entity, with what must be looked up quickly about it.
    ///
    /// @param lineage the entity itself and everything it is `in`
    /// @param links   what an evaluation can step to from here: parents and the entities among the attributes
    record Node(Uid uid, EntityUID cedar, Entity entity, Set<Uid> lineage, Set<Uid> links) {
        /// Without attributes or parents an entity tells an evaluation nothing that its name does not.
        boolean isBare() {
            return entity.attrs.isEmpty() && entity.parentsEUIDs.isEmpty();
        }
    }

    /// What an entity is made of, before its ancestors are known.
    record Draft(Uid uid, Set<Uid> parents, Map<String, Object> attributes) {
        Draft {
            parents = Set.copyOf(parents);
            attributes = Map.copyOf(attributes);
        }
    }

    EntityBook(Collection<Draft> drafts) {
        Map<Uid, Draft> byUid = new HashMap<>();
        drafts.forEach(draft -> byUid.put(draft.uid(), draft));
        Map<Uid, EntityUID> names = new HashMap<>();
        byUid.values().forEach(draft -> nodes.put(draft.uid(), node(draft, byUid, names)));
    }

    Optional<Node> find(Uid uid) {
        return Optional.ofNullable(nodes.get(uid));
    }

    boolean contains(Uid uid) {
        return nodes.containsKey(uid);
    }

    Set<Entity> all() {
        Set<Entity> all = new HashSet<>();
        nodes.values().forEach(node -> all.add(node.entity()));
        return all;
    }

    /// Everything that an evaluation which starts at `starts` can look at.
    Set<Entity> reachableFrom(Collection<Uid> starts) {
        Set<Entity> reachable = new LinkedHashSet<>();
        Set<Uid> seen = new HashSet<>(starts);
        ArrayDeque<Uid> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            Node node = nodes.get(open.remove());
            if (node == null) {
                continue;
            }
            if (!node.isBare()) {
                reachable.add(node.entity());
            }
            for (Uid link : node.links()) {
                if (seen.add(link)) {
                    open.add(link);
                }
            }
        }
        return reachable;
    }

    private static Node node(Draft draft, Map<Uid, Draft> drafts, Map<Uid, EntityUID> names) {
        Map<String, Value> attributes = new HashMap<>();
        Set<Uid> links = new LinkedHashSet<>(draft.parents());
        draft.attributes().forEach((name, value) -> attributes.put(name, value(value, names, links)));
        Set<EntityUID> parents = new HashSet<>();
        draft.parents().forEach(parent -> parents.add(name(parent, names)));
        EntityUID cedar = name(draft.uid(), names);
        return new Node(
                draft.uid(), cedar, new Entity(cedar, attributes, parents), lineage(draft, drafts), Set.copyOf(links));
    }

    private static Set<Uid> lineage(Draft draft, Map<Uid, Draft> drafts) {
        Set<Uid> lineage = new HashSet<>(Set.of(draft.uid()));
        ArrayDeque<Uid> open = new ArrayDeque<>(draft.parents());
        while (!open.isEmpty()) {
            Uid ancestor = open.remove();
            if (lineage.add(ancestor) && drafts.containsKey(ancestor)) {
                open.addAll(drafts.get(ancestor).parents());
            }
        }
        return Set.copyOf(lineage);
    }

    private static Value value(Object value, Map<Uid, EntityUID> names, Set<Uid> links) {
        return switch (value) {
            case String text -> new PrimString(text);
            case Boolean truth -> new PrimBool(truth);
            case Uid uid -> {
                links.add(uid);
                yield name(uid, names);
            }
            case Set<?> several -> {
                List<Value> values =
                        several.stream().map(one -> value(one, names, links)).toList();
                yield new CedarList(values);
            }
            default -> throw new IllegalArgumentException("`%s` is no attribute of an entity".formatted(value));
        };
    }

    private static EntityUID name(Uid uid, Map<Uid, EntityUID> names) {
        return names.computeIfAbsent(uid, Uid::toCedar);
    }
}
