package io.levee.adapters.formats.shape;

import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Documents of Kubernetes (`apiVersion`, `kind`), and of those that operators read the
/// settings that they carry. What a part of its own tells is not told again by the part of the
/// document.
public final class Manifests {
    private static final String KUBERNETES = "kubernetes";
    /// Lists inside lists are no more than this deep.
    private static final int LISTS_MAX = 3;

    private Manifests() {}

    public static Optional<Shape.Shaped> of(Place place, Node document) {
        return isManifest(document) ? Optional.of(shaped(document, 0)) : Optional.empty();
    }

    private static boolean isManifest(Node node) {
        return node.text("apiVersion").isPresent() && node.text("kind").isPresent();
    }

    private static Shape.Shaped shaped(Node document, int lists) {
        String kind = document.text("kind").orElse("");
        String group = document.text("apiVersion").orElse("").split("/", 2)[0];
        if (kind.endsWith("List") && document.get("items").isPresent() && lists < LISTS_MAX) {
            return list(document.get("items").get().items(), lists + 1);
        }
        return switch (group + " " + kind) {
            case "kafka.strimzi.io KafkaTopic" -> topic(document);
            case "kafka.strimzi.io Kafka" ->
                carrying("kafka-broker", "broker", "", document, List.of("spec", "kafka", "config"));
            case "flink.apache.org FlinkDeployment", "flink.apache.org FlinkSessionJob" ->
                carrying("flink-conf", "job", name(document), document, List.of("spec", "flinkConfiguration"));
            case "sparkoperator.k8s.io SparkApplication", "sparkoperator.k8s.io ScheduledSparkApplication" ->
                carrying("spark-conf", "application", name(document), document, sparkConf(document));
            default -> new Shape.Shaped(KUBERNETES, List.of(Piece.of(kind, name(document), document)));
        };
    }

    private static Shape.Shaped list(List<Node> items, int lists) {
        List<Piece> pieces = new ArrayList<>();
        items.stream()
                .filter(Manifests::isManifest)
                .forEach(item -> pieces.addAll(shaped(item, lists).pieces()));
        return new Shape.Shaped(KUBERNETES, pieces);
    }

    private static List<String> sparkConf(Node document) {
        List<String> scheduled = List.of("spec", "template", "sparkConf");
        return document.find(scheduled.toArray(String[]::new)).isPresent() ? scheduled : List.of("spec", "sparkConf");
    }

    private static Shape.Shaped topic(Node document) {
        String name = document.find("spec")
                .flatMap(spec -> spec.text("topicName"))
                .or(() -> document.get("metadata").flatMap(metadata -> metadata.text("name")))
                .orElse("");
        List<Piece> pieces = new ArrayList<>();
        document.get("spec").ifPresent(spec -> pieces.add(Topic.piece(name, spec, document.line())));
        pieces.add(Piece.of("KafkaTopic", name(document), document).without(Set.of(List.of("spec"))));
        return new Shape.Shaped("kafka-topic", pieces);
    }

    /// A document, and the flat settings inside as a part of their own.
    private static Shape.Shaped carrying(String format, String kind, String name, Node document, List<String> where) {
        List<Piece> pieces = new ArrayList<>();
        document.find(where.toArray(String[]::new))
                .ifPresent(settings -> pieces.add(Piece.of(kind, name, Flat.of(settings))));
        pieces.add(Piece.of(document.text("kind").orElse(""), name(document), document)
                .without(Set.of(where)));
        return new Shape.Shaped(format, pieces);
    }

    /// `namespace/name`, or `name`.
    private static String name(Node document) {
        Optional<Node> metadata = document.get("metadata");
        String name = metadata.flatMap(node -> node.text("name").or(() -> node.text("generateName")))
                .orElse("");
        return metadata.flatMap(node -> node.text("namespace"))
                .map(namespace -> namespace + "/" + name)
                .orElse(name);
    }
}
