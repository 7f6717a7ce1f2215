package io.levee.adapters.contract;

import io.levee.facts.ContractFact.Breach;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The query of a request against all parameters that are declared for it.
///
/// @param others names that are declared elsewhere: API keys of a security scheme
record QueryCheck(List<Parameter> parameters, Set<String> others) {
    private static final int PAIRS_MAX = 1_000;

    List<Breach> check(String query) {
        if (query.indexOf(';') >= 0) {
            return List.of(new Breach("/query", "separator")); // parts parameters for some upstreams only
        }
        Map<String, List<String>> sent = new LinkedHashMap<>();
        List<Breach> breaches = new ArrayList<>();
        String[] pairs = query.split("&", PAIRS_MAX + 1);
        if (pairs.length > PAIRS_MAX) {
            return List.of(new Breach("/query", "maxProperties"));
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            Optional<String> name = Percent.decoded(equals < 0 ? pair : pair.substring(0, equals), true);
            if (name.isEmpty()) {
                breaches.add(new Breach("/query", "encoding"));
            } else if (!pair.isEmpty()) {
                sent.computeIfAbsent(name.get(), _ -> new ArrayList<>())
                        .add(equals < 0 ? "" : pair.substring(equals + 1));
            }
        }
        Optional<Parameter> takesOthers = Optional.empty();
        for (Parameter parameter : parameters) {
            if (parameter.takesOthers()) {
                takesOthers = Optional.of(parameter);
            } else if (parameter.style().equals("deepObject")) {
                breaches.addAll(parameter.checkObject(deep(parameter.name(), sent)));
            } else {
                List<String> values =
                        Optional.ofNullable(sent.remove(parameter.name())).orElse(List.of());
                breaches.addAll(parameter.check(values));
            }
        }
        sent.keySet().removeAll(others);
        if (takesOthers.isPresent()) {
            breaches.addAll(takesOthers.get().checkObject(flat(sent)));
            return breaches;
        }
        sent.keySet().forEach(name -> breaches.add(new Breach("/query/" + Names.shown(name), "additionalProperties")));
        return breaches;
    }

    /// `filter[a]=1&filter[b]=2`; one level, as OpenAPI defines it.
    private static List<String[]> deep(String name, Map<String, List<String>> sent) {
        List<String[]> properties = new ArrayList<>();
        for (String key : List.copyOf(sent.keySet())) {
            if (key.startsWith(name + "[") && key.endsWith("]")) {
                String property = key.substring(name.length() + 1, key.length() - 1);
                List<String> values = Optional.ofNullable(sent.remove(key)).orElse(List.of());
                values.forEach(value -> properties.add(new String[] {property, value}));
            }
        }
        return properties;
    }

    private static List<String[]> flat(Map<String, List<String>> sent) {
        List<String[]> properties = new ArrayList<>();
        sent.forEach((name, values) -> values.forEach(value -> properties.add(new String[] {name, value})));
        return properties;
    }
}
