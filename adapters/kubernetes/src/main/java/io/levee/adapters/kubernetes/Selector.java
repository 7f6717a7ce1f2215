package io.levee.adapters.kubernetes;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Labels that an object must have: `agent=report-writer,tier=batch`. Whatever selects by what a label is *not* is no
/// foothold: it would end what others begin tomorrow.
record Selector(String text, Map<String, String> labels) {
    private static final String KEY = "[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?";
    private static final String VALUE = "[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?";
    private static final Pattern TERM = Pattern.compile("(?<key>" + KEY + ")={1,2}(?<value>" + VALUE + ")");

    Selector {
        labels = Map.copyOf(labels);
    }

    /// @throws IllegalArgumentException where it is none
    static Selector parse(String text) {
        Map<String, String> labels = new HashMap<>();
        for (String term : text.split(",", -1)) {
            var matcher = TERM.matcher(term);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "`%s` does not select by labels: write `KEY=VALUE`, or several with `,`".formatted(text));
            }
            labels.put(matcher.group("key"), matcher.group("value"));
        }
        return new Selector(text, labels);
    }

    boolean matches(Map<String, String> those) {
        return those.entrySet().containsAll(labels.entrySet());
    }
}
