package io.levee.adapters.reports;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON of ASCII alone: lines of strangers hold what no encoding has, and terminals obey what is
/// not escaped.
public final class Ascii {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Ascii() {}

    public static String json(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
