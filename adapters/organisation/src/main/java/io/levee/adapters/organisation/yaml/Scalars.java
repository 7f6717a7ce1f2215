package io.levee.adapters.organisation.yaml;

import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Reads single values.
public final class Scalars {
    /// Characters of one text. Longer ones belong in a file of their own.
    public static final int LENGTH_MAX = 4_000;
    private static final int SHOWN_MAX = 80;

    private Scalars() {}

    /// A text that is not empty. A number or a truth value is a finding: YAML would have changed `1.10` to `1.1`.
    public static Optional<Located<String>> text(Node node, String key, Findings findings) {
        String name = key.startsWith("an ") ? key : "`" + key + "`";
        int line = Yaml.line(node);
        if (!(node instanceof ScalarNode scalar)) {
            findings.error(line, "%s is %s, not a text".formatted(name, Fields.kind(node)), "write one text");
            return Optional.empty();
        }
        String value = scalar.getValue();
        if (scalar.getTag().equals(Tag.NULL) || value.isBlank()) {
            findings.error(line, "%s is empty".formatted(name), "write its value, or take the line out");
            return Optional.empty();
        }
        if (!scalar.getTag().equals(Tag.STR)) {
            findings.error(
                    line,
                    "%s is not a text: `%s`".formatted(name, shown(value)),
                    "put it in quotes: \"%s\"".formatted(shown(value)));
            return Optional.empty();
        }
        if (value.length() > LENGTH_MAX) {
            findings.error(line, "%s is longer than %d characters".formatted(name, LENGTH_MAX), "shorten it");
            return Optional.empty();
        }
        return Optional.of(new Located<>(value.strip(), line));
    }

    /// A number as it is written; empty for anything else.
    static Optional<Located<String>> number(Node node) {
        return node instanceof ScalarNode scalar
                        && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))
                        && scalar.getValue().length() <= LENGTH_MAX
                ? Optional.of(new Located<>(scalar.getValue().strip(), Yaml.line(node)))
                : Optional.empty();
    }

    /// What `parser` makes of the text. Core's records say what is wrong and, after a colon, how to fix it.
    public static <T> Optional<Located<T>> parse(Located<String> text, Function<String, T> parser, Findings findings) {
        try {
            return Optional.of(new Located<>(parser.apply(text.value()), text.line()));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            int colon = colonOutsideInput(message);
            findings.error(
                    text.line(),
                    colon < 0 ? message : message.substring(0, colon),
                    colon < 0 ? "correct `%s`".formatted(shown(text.value())) : message.substring(colon + 2));
            return Optional.empty();
        }
    }

    /// The input stands in backticks and may hold colons of its own.
    private static int colonOutsideInput(String message) {
        boolean input = false;
        for (int i = 0; i < message.length(); i++) {
            input ^= message.charAt(i) == '`';
            if (!input && message.startsWith(": ", i)) {
                return i;
            }
        }
        return -1;
    }

    static String shown(String value) {
        return value.length() <= SHOWN_MAX ? value : value.substring(0, SHOWN_MAX) + "…";
    }
}
