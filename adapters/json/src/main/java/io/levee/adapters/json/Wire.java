package io.levee.adapters.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// How the values of one type are written and read. Immutable, thread-safe.
interface Wire<T> {
    void write(T value, CanonicalJson out);

    /// Reads the value that starts at the parser's current token, and leaves the parser at the value's last
    /// token. Throws [IllegalArgumentException] where it is none; may pass what [#write] would have written
    /// otherwise, which the codec finds by writing it again.
    T read(JsonParser in);

    static void expect(JsonParser in, JsonToken token) {
        if (in.currentToken() != token) {
            throw new IllegalArgumentException("expected %s, found %s".formatted(token, in.currentToken()));
        }
    }
}
