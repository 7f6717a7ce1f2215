package io.levee.rooms.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The parameters of a call that may name an asset. A parameter that an upstream could read differently (sent twice,
/// sent in two places, in a form of its own) has no value here, so what it would name is not described. Pure.
final class ParameterRules {
    private final Map<String, String> values = new HashMap<>();
    /// What was sent, as a careless upstream may fold it: `channel`, `Channel` and `channel[]` are one.
    private final Map<String, Integer> sent = new HashMap<>();

    private ParameterRules() {}

    /// @param template   of the path that was found
    /// @param arguments  what was sent besides path and query, by name
    static Map<String, String> values(Template template, NormalPath.Normal path, Map<String, String> arguments) {
        ParameterRules rules = new ParameterRules();
        List<String> below = path.segments().subList(1, path.segments().size());
        for (int i = 0; i < below.size(); i++) {
            List<String> names = template.names().get(i);
            List<String> values =
                    names.isEmpty() ? List.of() : template.parts().get(i).values(below.get(i));
            for (int j = 0; j < names.size(); j++) {
                // a segment that can be read in two ways has no values
                rules.add(names.get(j), values.isEmpty() ? Optional.empty() : Optional.of(values.get(j)));
            }
        }
        arguments.forEach((name, value) -> rules.add(name, Optional.of(value)));
        rules.query(path.query());
        return rules.single();
    }

    private void query(String query) {
        for (String pair : query.split("[&;]", -1)) {
            int equals = pair.indexOf('=');
            Optional<String> name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            // a semicolon parts parameters for some upstreams only
            boolean oneReading = query.indexOf(';') < 0;
            Optional<String> value = equals < 0 || !oneReading ? Optional.empty() : decoded(pair.substring(equals + 1));
            name.filter(text -> !text.isEmpty()).ifPresent(text -> add(text, value));
        }
    }

    private void add(String name, Optional<String> value) {
        sent.merge(folded(name), 1, Integer::sum);
        value.ifPresent(text -> values.put(name, text));
    }

    private Map<String, String> single() {
        Set<String> names = new HashSet<>(values.keySet());
        names.removeIf(name -> sent.getOrDefault(folded(name), 0) == 1);
        values.keySet().removeAll(names);
        return Map.copyOf(values);
    }

    private static String folded(String name) {
        int end = name.length();
        for (char mark : new char[] {'[', '.'}) {
            int at = name.indexOf(mark);
            end = at > 0 ? Math.min(end, at) : end;
        }
        return name.substring(0, end).strip().toLowerCase(Locale.ROOT);
    }

    /// Empty where it is not UTF-8, or not encoded as it should be. `+` is a space to a form and itself to others; no
    /// name of an asset has either.
    private static Optional<String> decoded(String text) {
        if (text.indexOf('%') < 0) {
            return Optional.of(text);
        }
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                bytes[length++] = (byte) c; // a query is ASCII
                continue;
            }
            int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes[length++] = (byte) (high << 4 | low);
            i += 2;
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
