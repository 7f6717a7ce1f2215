package io.levee.adapters.formats.shape;

import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Piece;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Flat files of settings: brokers and clients of Kafka, Flink, Spark.
public final class Settings {
    private static final Pattern BROKER_FILE =
            Pattern.compile("(?:.*[-_.])?(?:server|broker|controller|kraft)(?:[-_.0-9].*)?\\.properties");
    private static final Pattern CLIENT_FILE = Pattern.compile(
            "(?:.*[-_.])?(?:producer|consumer|client|admin|connect|worker|connector|mm2|mirror-?maker)(?:[-_.0-9].*)?\\.properties");
    private static final Pattern FLINK_FILE = Pattern.compile("flink-conf(?:[-_.].*)?\\.ya?ml");
    private static final Pattern FLINK_KEY = Pattern.compile(
            "(?:jobmanager|taskmanager|parallelism|state|execution|high-availability|restart-strategy|rest|pipeline"
                    + "|blob|env|historyserver|metrics|kubernetes|yarn|cluster|table|akka|pekko|fs|io|classloader|web)(?:\\..*)?");
    private static final Pattern SPARK_FILE = Pattern.compile("spark-defaults(?:[-_.].*)?\\.conf.*");

    private Settings() {}

    public static Optional<Shape.Shaped> broker(Place place, Node document) {
        boolean named = BROKER_FILE.matcher(place.name()).matches();
        return has(document, named ? KafkaKeys::mayBeBroker : KafkaKeys::isBroker)
                ? Optional.of(one("kafka-broker", "broker", document))
                : Optional.empty();
    }

    public static Optional<Shape.Shaped> client(Place place, Node document) {
        boolean named = CLIENT_FILE.matcher(place.name()).matches();
        return has(document, named ? KafkaKeys::mayBeClient : KafkaKeys::isClient)
                ? Optional.of(one("kafka-client", "client", document))
                : Optional.empty();
    }

    /// `flink-conf.yaml`, and `config.yaml` as Flink has it since 1.19.
    public static Optional<Shape.Shaped> flink(Place place, Node document) {
        boolean named = FLINK_FILE.matcher(place.name()).matches();
        boolean managers = document.get("jobmanager").isPresent()
                || document.get("taskmanager").isPresent();
        boolean likely = place.name().matches("config\\.ya?ml")
                && (place.path().contains("flink") || managers)
                && has(document, key -> FLINK_KEY.matcher(key).matches());
        return (named || likely) && document instanceof Node.Fields
                ? Optional.of(one("flink-conf", "cluster", document))
                : Optional.empty();
    }

    public static Optional<Shape.Shaped> spark(Place place, Node document) {
        boolean named = SPARK_FILE.matcher(place.name()).matches();
        boolean likely =
                !document.isLeaf() && document.fields().keySet().stream().allMatch(key -> key.startsWith("spark."));
        return named || likely ? Optional.of(one("spark-conf", "application", document)) : Optional.empty();
    }

    private static boolean has(Node document, Predicate<String> key) {
        return document.fields().keySet().stream().anyMatch(key);
    }

    private static Shape.Shaped one(String format, String kind, Node document) {
        return new Shape.Shaped(format, List.of(Piece.of(kind, "", Flat.of(document))));
    }
}
