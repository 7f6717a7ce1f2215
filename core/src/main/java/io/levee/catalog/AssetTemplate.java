package io.levee.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An asset that is named by the parameters of a call: `table:{schema}.{table}`, `channel:{channel}`. Immutable.
///
/// @param text       as it is written in the description
/// @param kind       of the assets that it names
/// @param parameters their names, in the order in which they stand in `text`
public record AssetTemplate(String text, String kind, List<String> parameters) {
    public AssetTemplate {
        parameters = List.copyOf(parameters);
    }

    public static AssetTemplate parse(String text) {
        int colon = text.indexOf(':');
        List<String> parameters = new ArrayList<>();
        StringBuilder example = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int open = text.indexOf('{', at);
            int close = open < 0 ? -1 : text.indexOf('}', open);
            if (close < 0) {
                example.append(text, at, text.length());
                break;
            }
            if (close == open + 1 || open < colon) {
                throw malformed(text);
            }
            parameters.add(text.substring(open + 1, close));
            example.append(text, at, open).append('x');
            at = close + 1;
        }
        if (colon < 1 || parameters.isEmpty() || example.indexOf("{") >= 0 || example.indexOf("}") >= 0) {
            throw malformed(text);
        }
        AssetId id = AssetId.parse(example.toString()); // what stands around the parameters is fit for a name
        return new AssetTemplate(text, id.kind(), parameters);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "`%s` names no asset by a parameter: write `kind:{parameter}`, as in `table:{schema}.{table}`"
                        .formatted(text));
    }

    /// The asset that these values name; empty where one is missing or is not fit for a name. A slash in a value would
    /// let two calls name one asset by different parts, so it is taken only where the value is the whole name.
    public Optional<AssetId> fill(Map<String, String> values) {
        boolean whole = text.length() == kind.length() + parameters.getFirst().length() + ":{}".length();
        String name = text.substring(kind.length() + 1);
        StringBuilder filled = new StringBuilder();
        int at = 0;
        for (String parameter : parameters) {
            String value = values.get(parameter);
            if (value == null || value.isEmpty() || value.indexOf('{') >= 0) {
                return Optional.empty();
            }
            if (!whole && value.indexOf('/') >= 0) {
                return Optional.empty();
            }
            int open = name.indexOf('{', at);
            filled.append(name, at, open).append(value);
            at = name.indexOf('}', open) + 1;
        }
        filled.append(name, at, name.length());
        return AssetId.of(kind, filled.toString());
    }

    @Override
    public String toString() {
        return text;
    }
}
