package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Spelling;
import io.levee.catalog.AssetTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/// The parameters that a path or an operation declares in its path and query, with their lines.
record Parameters(Map<String, Integer> inPath, Map<String, Integer> inQuery, Findings findings) {
    private static final Keys KEYS =
            Keys.of("a parameter", Set.of("name", "in"), Set.of("required")).andAnyOther();

    static Parameters read(Fields fields, LocalReferences references, Findings findings) {
        Map<String, Integer> inPath = new LinkedHashMap<>();
        Map<String, Integer> inQuery = new LinkedHashMap<>();
        for (Node item : fields.items("parameters")) {
            // a reference that leads nowhere was found already
            references
                    .follow(item)
                    .flatMap(node -> Fields.of(node, KEYS, findings))
                    .ifPresent(parameter -> read(parameter, inPath, inQuery, findings));
        }
        return new Parameters(inPath, inQuery, findings);
    }

    private static void read(
            Fields parameter, Map<String, Integer> inPath, Map<String, Integer> inQuery, Findings findings) {
        Optional<Located<String>> name = parameter.text("name");
        String in = parameter.read("in", Parameters::place).map(Located::value).orElse("");
        if (in.equals("query")) {
            name.ifPresent(it -> inQuery.put(it.value(), it.line()));
        }
        if (!in.equals("path")) {
            return;
        }
        if (!parameter.flag("required").map(Located::value).orElse(false)) {
            findings.error(parameter.line(), "a path parameter is not required", "add `required: true`");
        }
        name.ifPresent(it -> inPath.put(it.value(), it.line()));
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
        return new Parameters(both(inPath, more.inPath), both(inQuery, more.inQuery), findings);
    }

    private static Map<String, Integer> both(Map<String, Integer> some, Map<String, Integer> more) {
        Map<String, Integer> all = new LinkedHashMap<>(some);
        all.putAll(more);
        return all;
    }

    /// Assets are named by parameters that are declared: by nothing else could anybody name them.
    void mustName(List<Located<AssetTemplate>> names) {
        for (Located<AssetTemplate> name : names) {
            for (String parameter : name.value().parameters()) {
                if (!inPath.containsKey(parameter) && !inQuery.containsKey(parameter)) {
                    findings.error(
                            name.line(),
                            "`%s` names an asset by `%s`, which is no parameter in path or query"
                                    .formatted(name.value(), parameter),
                            Spelling.hint(
                                    parameter,
                                    Stream.concat(inPath.keySet().stream(), inQuery.keySet().stream())
                                            .toList(),
                                    "declare the parameter"));
                }
            }
        }
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
