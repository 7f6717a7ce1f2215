package io.levee.adapters.formats.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A value of a file with the line on which it stands; of a value with a key, the line of the
/// key.
public sealed interface Node {
    /// From 1 in the real file; 0 where nothing is known.
    int line();

    /// The tree that conditions see: see [io.levee.change.StructuredChange].
    @Nullable
    Object plain();

    /// The same value, said to stand elsewhere.
    Node at(int line);

    /// Whether nothing is below it.
    boolean isLeaf();

    /// `String`, `Long`, `Double`, `Boolean`, or null for the format's own null.
    record Scalar(@Nullable Object value, int line) implements Node {
        @Override
        public @Nullable Object plain() {
            return value;
        }

        @Override
        public Node at(int other) {
            return new Scalar(value, other);
        }

        @Override
        public boolean isLeaf() {
            return true;
        }
    }

    /// A list.
    record Items(List<Node> members, int line) implements Node {
        public Items {
            members = List.copyOf(members);
        }

        @Override
        public Object plain() {
            List<@Nullable Object> plain = new ArrayList<>(members.size());
            for (Node member : members) {
                plain.add(member.plain());
            }
            return Collections.unmodifiableList(plain);
        }

        @Override
        public Node at(int other) {
            return new Items(members, other);
        }

        @Override
        public boolean isLeaf() {
            return members.isEmpty();
        }
    }

    /// A map in the order of the file.
    record Fields(Map<String, Node> members, int line) implements Node {
        public Fields {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public Object plain() {
            Map<String, @Nullable Object> plain = LinkedHashMap.newLinkedHashMap(members.size());
            members.forEach((key, member) -> plain.put(key, member.plain()));
            return Collections.unmodifiableMap(plain);
        }

        @Override
        public Node at(int other) {
            return new Fields(members, other);
        }

        @Override
        public boolean isLeaf() {
            return members.isEmpty();
        }

        @Override
        public Optional<Node> get(String key) {
            return Optional.ofNullable(members.get(key));
        }
    }

    /// The member of that name; empty where there is none or this is no map.
    default Optional<Node> get(String key) {
        return Optional.empty();
    }

    /// What stands at the end of the path of keys.
    default Optional<Node> find(String... path) {
        Optional<Node> found = Optional.of(this);
        for (String key : path) {
            found = found.flatMap(node -> node.get(key));
        }
        return found;
    }

    /// The text, number or truth of that name as text; empty where it is something else, or
    /// null.
    default Optional<String> text(String key) {
        return get(key).flatMap(Node::words);
    }

    /// A scalar as text; empty for everything else and for null.
    default Optional<String> words() {
        return this instanceof Scalar(var value, var _) && value != null
                ? Optional.of(value.toString())
                : Optional.empty();
    }

    /// The members of a list; none of anything else.
    default List<Node> items() {
        return this instanceof Items(var members, var _) ? members : List.of();
    }

    /// The members of a map; none of anything else.
    default Map<String, Node> fields() {
        return this instanceof Fields(var members, var _) ? members : Map.of();
    }
}
