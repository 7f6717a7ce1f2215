package io.levee.adapters.json;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A public record as one line of JSON and back, by the same rules as facts: for what stores keep. Thread-safe.
public final class RecordText<T> {
    private final Wire<T> wire;
    private final int bytesMax;
    private final JsonFactory factory = new JsonFactory();

    /// @param bytesMax of one text; writing more fails with `ENTRY_TOO_LARGE`
    public RecordText(Class<T> type, int bytesMax) {
        this.wire = new Wires().of(type);
        this.bytesMax = bytesMax;
    }

    public String write(T value) {
        CanonicalJson out = new CanonicalJson(bytesMax);
        wire.write(value, out);
        return new String(out.toBytes(), StandardCharsets.UTF_8);
    }

    /// @throws IllegalArgumentException where the text is no such record
    public T read(String text) {
        try (JsonParser in = factory.createParser(ObjectReadContext.empty(), text)) {
            in.nextToken();
            return wire.read(in);
        }
    }
}
