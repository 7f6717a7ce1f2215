package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Fields;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Keys;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.catalog.Description;
import io.levee.catalog.Description.Enforcement;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// `x-levee-contract`: what happens to calls and answers that break the description. One word for both, or one for
/// each; nothing means `refuse`.
final class EnforcementReader {
    static final String CONTRACT = "x-levee-contract";
    private static final String REQUESTS = "requests";
    private static final String RESPONSES = "responses";
    private static final Keys KEYS = Keys.of("`" + CONTRACT + "`", Set.of(), Set.of(REQUESTS, RESPONSES));

    private EnforcementReader() {}

    static Description read(Node document, Fields api, Findings findings) {
        Enforcement requests = Enforcement.REFUSE;
        Enforcement responses = Enforcement.REFUSE;
        if (api.node(CONTRACT).filter(MappingNode.class::isInstance).isPresent()) {
            Optional<Fields> sides = api.fields(CONTRACT, KEYS);
            requests = sides.flatMap(it -> word(it, REQUESTS)).orElse(requests);
            responses = sides.flatMap(it -> word(it, RESPONSES)).orElse(responses);
        } else {
            requests = word(api, CONTRACT).orElse(requests);
            responses = requests;
        }
        if (findings.hasErrors()) {
            return new Description("{}", Enforcement.REFUSE, Enforcement.REFUSE); // never in force
        }
        return new Description(DocumentJson.of(document), requests, responses);
    }

    private static Optional<Enforcement> word(Fields fields, String key) {
        return fields.read(key, EnforcementReader::enforcement).map(Located::value);
    }

    private static Enforcement enforcement(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "refuse" -> Enforcement.REFUSE;
            case "report" -> Enforcement.REPORT;
            case "off", "false" -> Enforcement.OFF; // some readers of YAML take a bare `off` for a boolean
            default ->
                throw new IllegalArgumentException(
                        "`%s` does not say what happens: write `refuse`, `report` or `off`".formatted(text));
        };
    }
}
