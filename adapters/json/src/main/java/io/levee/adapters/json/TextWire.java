package io.levee.adapters.json;

import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A value that has a written form of its own.
record TextWire<T>(Function<T, String> writer, Function<String, T> reader) implements Wire<T> {
    @Override
    public void write(T value, CanonicalJson out) {
        out.string(writer.apply(value));
    }

    @Override
    public T read(JsonParser in) {
        Wire.expect(in, JsonToken.VALUE_STRING);
        return reader.apply(in.getString());
    }
}
