package io.levee.adapters.mcp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// URI templates of level 1 (RFC 6570): `{name}` stands for a piece without `/`, `?`, `#` and `&`. Others match
/// nothing.
final class UriTemplate {
    private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z0-9_]{1,64})}");

    private UriTemplate() {}

    /// The values that make `uri` of the template; empty where none do.
    static Optional<Map<String, String>> values(String template, String uri) {
        StringBuilder pattern = new StringBuilder();
        Map<String, Integer> groups = new HashMap<>();
        Matcher variables = VARIABLE.matcher(template);
        int from = 0;
        while (variables.find()) {
            pattern.append(Pattern.quote(template.substring(from, variables.start())))
                    .append("([^/?#&]+)");
            if (groups.putIfAbsent(variables.group(1), groups.size() + 1) != null) {
                return Optional.empty();
            }
            from = variables.end();
        }
        String rest = template.substring(from);
        if (groups.isEmpty() || rest.indexOf('{') >= 0) {
            return Optional.empty();
        }
        Matcher matcher = Pattern.compile(pattern + Pattern.quote(rest)).matcher(uri);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        groups.forEach((name, group) -> values.put(name, matcher.group(group)));
        return Optional.of(values);
    }
}
