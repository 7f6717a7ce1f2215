package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/// The path parameters that a path or an operation declares, with their lines.
record Parameters(Map<String, Integer> inPath, Findings findings) {
    private static final Keys KEYS =
            Keys.of("a parameter", Set.of("name", "in"), Set.of("required")).andAnyOther();

    static Parameters read(Fields fields, LocalReferences references, Findings findings) {
        Map<String, Integer> inPath = new LinkedHashMap<>();
        for (Node item : fields.items("parameters")) {
            // a reference that leads nowhere was found already
            references
                    .follow(item)
                    .flatMap(node -> Fields.of(node, KEYS, findings))
                    .flatMap(parameter -> pathParameter(parameter, findings))
                    .ifPresent(name -> inPath.put(name.value(), name.line()));
        }
        return new Parameters(inPath, findings);
    }

    private static Optional<Located<String>> pathParameter(Fields parameter, Findings findings) {
        Optional<Located<String>> name = parameter.text("name");
        Optional<Located<String>> in = parameter.read("in", Parameters::place);
        if (in.isEmpty() || !in.get().value().equals("path")) {
            return Optional.empty();
        }
        if (!parameter.flag("required").map(Located::value).orElse(false)) {
            findings.error(parameter.line(), "a path parameter is not required", "add `required: true`");
        }
        return name;
    }

    private static String place(String text) {
        return switch (text) {
            case "path", "query", "header", "cookie" -> text;
            default ->
                throw new IllegalArgumentException(
                        "`in: %s` is no place of a parameter: write path, query, header or cookie".formatted(text));
        };
    }

    Parameters and(Parameters more) {
        Map<String, Integer> all = new LinkedHashMap<>(inPath);
        all.putAll(more.inPath);
        return new Parameters(all, findings);
    }

    /// Each parameter of the template is declared, and the other way round.
    void mustFit(PathTemplate template, int line) {
        Set<String> undeclared = new TreeSet<>(template.parameters());
        undeclared.removeAll(inPath.keySet());
        for (String name : undeclared) {
            findings.error(
                    line,
                    "`{%s}` of `%s` is not declared".formatted(name, template),
                    "add a parameter with `name: %s`, `in: path`, `required: true`".formatted(name));
        }
        for (Map.Entry<String, Integer> declared : inPath.entrySet()) {
            if (!template.parameters().contains(declared.getKey())) {
                findings.error(
                        declared.getValue(),
                        "path parameter `%s` is not in `%s`".formatted(declared.getKey(), template),
                        "take it out, or write `{%s}` into the path".formatted(declared.getKey()));
            }
        }
    }
}
