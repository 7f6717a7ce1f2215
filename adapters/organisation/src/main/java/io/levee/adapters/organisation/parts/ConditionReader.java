package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Yaml;
import io.levee.knowledge.diagnosis.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// One entry of `any`, `all` or `none` of a signature.
record ConditionReader(Findings findings) {
    private static final int CONDITIONS_MAX = 50;
    private static final int EXIT_MAX = 255;
    private static final List<String> WHATS = List.of("code", "exception", "exit", "line", "metric");
    private static final Keys CONDITION =
            Keys.of("a condition", Set.of(), Set.of("code", "exception", "exit", "line", "metric", "message", "root"));
    private static final Keys METRIC = Keys.of("a metric", Set.of("name"), Set.of("above", "below"));
    private static final Keys TEXTS = Keys.names("`args`");

    List<Condition> read(List<Node> items) {
        if (items.size() > CONDITIONS_MAX) {
            findings.error(
                    Yaml.line(items.getFirst()),
                    "more than %d conditions".formatted(CONDITIONS_MAX),
                    "split the signature");
            return List.of();
        }
        List<Condition> conditions = new ArrayList<>();
        for (Node item : items) {
            Fields.of(item, CONDITION, findings).flatMap(this::condition).ifPresent(conditions::add);
        }
        return conditions;
    }

    private Optional<Condition> condition(Fields fields) {
        List<String> said = WHATS.stream().filter(fields::has).toList();
        if (said.size() != 1) {
            findings.error(
                    fields.line(),
                    "a condition has %s".formatted(said.isEmpty() ? "nothing to look for" : String.join(" and ", said)),
                    "write one of code, exception, exit, line, metric");
            return Optional.empty();
        }
        Optional<String> message = expression(fields, "message");
        boolean root = fields.flag("root").map(Located::value).orElse(false);
        if ((fields.has("message") && !fields.has("code") && !fields.has("exception"))
                || (fields.has("root") && !fields.has("exception"))) {
            findings.error(
                    fields.line(),
                    "`message` belongs to `code` or `exception`, and `root` to `exception`",
                    "take it out, or write the expression as `line`");
            return Optional.empty();
        }
        return switch (said.getFirst()) {
            case "code" -> word(fields, "code").map(code -> new Condition.Code(code, message));
            case "exception" -> word(fields, "exception").map(name -> new Condition.Thrown(name, root, message));
            case "line" -> expression(fields, "line").map(Condition.Written::new);
            case "exit" -> exits(fields);
            default -> fields.fields("metric", METRIC).flatMap(this::metric);
        };
    }

    /// With the blanks at its ends, which count.
    private static Optional<String> expression(Fields fields, String key) {
        return fields.text(key)
                .map(it -> fields.node(key).orElse(null) instanceof ScalarNode scalar ? scalar.getValue() : it.value());
    }

    /// A code may look like a number.
    private Optional<String> word(Fields fields, String key) {
        Optional<String> word = fields.node(key)
                .filter(ScalarNode.class::isInstance)
                .map(node -> ((ScalarNode) node).getValue())
                .filter(it -> !it.isBlank() && it.length() <= 200);
        if (word.isEmpty()) {
            findings.error(fields.line(key), "`%s` is no word".formatted(key), "write one, in quotes");
        }
        return word;
    }

    private Optional<Condition> exits(Fields fields) {
        List<Integer> codes = new ArrayList<>();
        for (Node item : fields.items("exit")) {
            Optional<Integer> code = item instanceof ScalarNode scalar ? whole(scalar.getValue()) : Optional.empty();
            code.ifPresentOrElse(
                    codes::add,
                    () -> findings.error(
                            Yaml.line(item),
                            "an exit code is a number from 0 to %d".formatted(EXIT_MAX),
                            "write `[137]`"));
        }
        return codes.isEmpty() ? Optional.empty() : Optional.of(new Condition.Exit(codes));
    }

    private static Optional<Integer> whole(String text) {
        try {
            int value = Integer.parseInt(text);
            return value >= 0 && value <= EXIT_MAX ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private Optional<Condition> metric(Fields metric) {
        boolean above = metric.has("above");
        String key = above ? "above" : "below";
        Optional<Double> bound = metric.node(key)
                .filter(ScalarNode.class::isInstance)
                .flatMap(node -> number(((ScalarNode) node).getValue()));
        if (above == metric.has("below") || bound.isEmpty()) {
            findings.error(metric.line(), "a metric has no single bound", "write `above: 5` or `below: 5`");
            return Optional.empty();
        }
        return metric.text("name").map(name -> new Condition.Measured(name.value(), above, bound.get()));
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// Names with single values, of any type, as they are written.
    static Map<String, String> texts(Fields fields, String key, Findings findings) {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.fields(key, TEXTS).ifPresent(inner -> {
            for (String name : inner.names()) {
                if (inner.node(name).orElse(null) instanceof ScalarNode scalar) {
                    texts.put(name, scalar.getValue());
                } else {
                    findings.error(inner.line(name), "`%s` is not a single value".formatted(name), "write one value");
                }
            }
        });
        return texts;
    }
}
