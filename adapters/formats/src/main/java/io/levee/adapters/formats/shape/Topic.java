package io.levee.adapters.formats.shape;

import io.levee.adapters.formats.text.IndentScan;
import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Piece;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A topic of Kafka, however it is written: `{name, partitions, replicas, config}`, and what
/// else stands beside.
public final class Topic {
    private static final List<String> NAME = List.of("name", "topic", "topicName", "topic_name");
    private static final List<String> PARTITIONS = List.of(
            "partitions", "partitions_count", "partitionCount", "partition_count", "numPartitions", "num_partitions");
    private static final List<String> REPLICAS = List.of(
            "replicas",
            "replicationFactor",
            "replication_factor",
            "replication-factor",
            "replication",
            "replica_count");
    private static final List<String> CONFIG = List.of(
            "config", "configs", "configuration", "configEntries", "settings", "properties", IndentScan.UNKNOWN);

    private Topic() {}

    /// Whether this looks like a topic: it has partitions and something else of one, or a
    /// setting that only topics have.
    static boolean fits(Node node) {
        boolean partitions = find(node, PARTITIONS).isPresent();
        boolean other = find(node, REPLICAS).isPresent()
                || CONFIG.stream().anyMatch(key -> node.get(key).isPresent());
        return (partitions && other) || has(node);
    }

    /// Whether a setting that only topics have stands in it.
    static boolean has(Node node) {
        return node.fields().keySet().stream().anyMatch(KafkaKeys::isTopic)
                || CONFIG.stream()
                        .anyMatch(key -> node.get(key).map(Topic::isConfig).orElse(false));
    }

    private static boolean isConfig(Node config) {
        return config(config).keySet().stream().anyMatch(KafkaKeys::isTopic);
    }

    static Optional<String> name(Node node) {
        return NAME.stream().flatMap(key -> node.text(key).stream()).findFirst();
    }

    /// @param called the name of the topic; empty where it is not known
    public static Piece piece(String called, Node node, int line) {
        String name = called.equals(IndentScan.UNKNOWN) ? "" : called;
        Map<String, Node> tree = new LinkedHashMap<>();
        Map<String, Node> config = new LinkedHashMap<>();
        if (!name.isEmpty()) {
            tree.put("name", new Node.Scalar(name, line));
        }
        find(node, PARTITIONS).ifPresent(count -> tree.put("partitions", count(count)));
        find(node, REPLICAS).ifPresent(count -> tree.put("replicas", count(count)));
        node.fields().forEach((key, member) -> {
            if (CONFIG.contains(key)) {
                config.putAll(config(member));
            } else if (KafkaKeys.isTopic(key)) {
                config.put(key, text(member));
            } else if (!NAME.contains(key) && !PARTITIONS.contains(key) && !REPLICAS.contains(key)) {
                tree.put(key, member);
            }
        });
        Optional<Node> written = find(node, CONFIG);
        if (!config.isEmpty() || written.isPresent()) {
            int begins = written.map(Node::line).orElse(line);
            tree.put("config", new Node.Fields(config, begins));
        }
        return name.isEmpty()
                ? Piece.of("topic", "", new Node.Fields(tree, line))
                : Piece.asset("topic", name, new Node.Fields(tree, line));
    }

    private static Optional<Node> find(Node node, List<String> keys) {
        return keys.stream().flatMap(key -> node.get(key).stream()).findFirst();
    }

    private static Node count(Node node) {
        return node.words()
                .filter(text -> text.matches("[0-9]{1,9}"))
                .<Node>map(text -> new Node.Scalar(Long.valueOf(text), node.line()))
                .orElse(node);
    }

    /// A map, a list of `{name, value}`, or a list of `key=value`.
    private static Map<String, Node> config(Node config) {
        Map<String, Node> flat = new LinkedHashMap<>(
                Flat.of(new Node.Fields(config.fields(), config.line())).members());
        for (Node entry : config.items()) {
            Optional<String> key = entry.text("name").or(() -> entry.text("key"));
            if (key.isPresent()) {
                flat.put(key.get(), text(entry.get("value").orElse(entry)));
            } else {
                String words = entry.words().orElse("");
                int equals = words.indexOf('=');
                if (equals > 0) {
                    flat.put(words.substring(0, equals), new Node.Scalar(words.substring(equals + 1), entry.line()));
                }
            }
        }
        return flat;
    }

    private static Node text(Node node) {
        return new Node.Scalar(node.words().orElse(""), node.line());
    }
}
