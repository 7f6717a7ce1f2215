package io.levee.adapters.formats.shape;

import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Lists and maps of topics, and files of one topic, in YAML or JSON.
public final class Topics {
    private static final List<String> LISTS = List.of("topics", "kafkaTopics", "kafka_topics");

    private Topics() {}

    public static Optional<Shape.Shaped> of(Place place, Node document) {
        for (String list : LISTS) {
            Optional<Node> topics = document.get(list);
            if (topics.isPresent() && hold(place, topics.get())) {
                List<Piece> pieces = new ArrayList<>(members(topics.get()));
                pieces.add(Piece.of("document", "", document).without(Set.of(List.of(list))));
                return Optional.of(new Shape.Shaped("kafka-topic", pieces));
            }
        }
        if (isOne(place, document)) {
            String name = Topic.name(document).orElse(place.fragment() ? "" : place.stem());
            return Optional.of(new Shape.Shaped("kafka-topic", List.of(Topic.piece(name, document, document.line()))));
        }
        if (hold(place, document) && (place.speaksOfTopics() || place.fragment())) {
            return Optional.of(new Shape.Shaped("kafka-topic", members(document)));
        }
        if (place.fragment()) {
            List<Piece> found = new ArrayList<>();
            search(document, found);
            return found.isEmpty() ? Optional.empty() : Optional.of(new Shape.Shaped("kafka-topic", found));
        }
        return Optional.empty();
    }

    private static boolean isOne(Place place, Node document) {
        boolean named = Topic.name(document).isPresent() || place.speaksOfTopics() || place.fragment();
        return named && Topic.fits(document);
    }

    /// Whether this is a list, or a map by name, of what may be topics, one of which must be.
    private static boolean hold(Place place, Node topics) {
        List<Node> members =
                topics instanceof Node.Fields map ? List.copyOf(map.members().values()) : topics.items();
        boolean named = topics instanceof Node.Fields;
        return !members.isEmpty()
                && members.stream().allMatch(member -> member instanceof Node.Fields || (named && isEmpty(member)))
                && members.stream().anyMatch(member -> Topic.fits(member) || isLikely(place, member));
    }

    private static boolean isLikely(Place place, Node member) {
        return place.speaksOfTopics() && member.get("partitions").isPresent();
    }

    private static boolean isEmpty(Node member) {
        return member instanceof Node.Scalar(var value, var _) && value == null;
    }

    private static List<Piece> members(Node topics) {
        List<Piece> pieces = new ArrayList<>();
        topics.fields()
                .forEach(
                        (key, topic) -> pieces.add(Topic.piece(Topic.name(topic).orElse(key), topic, topic.line())));
        topics.items().forEach(topic -> pieces.add(Topic.piece(Topic.name(topic).orElse(""), topic, topic.line())));
        return pieces;
    }

    /// Topics at any depth: of a piece of a file nobody knows what stands around it.
    private static void search(Node node, List<Piece> found) {
        if (Topic.fits(node)) {
            found.add(Topic.piece(Topic.name(node).orElse(""), node, node.line()));
            return;
        }
        node.fields().values().forEach(member -> search(member, found));
        node.items().forEach(member -> search(member, found));
    }
}
