package io.levee.cli;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/// Lines of a reader that somebody else fills.
final class Lines {
    private Lines() {}

    /// The next line without its end; of one that is longer than `max` characters, the first `max`. Null at the end.
    static @Nullable String next(Reader reader, int max) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = reader.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            if (line.length() < max && next != '\r') {
                line.append((char) next);
            }
            next = reader.read();
        }
        return line.toString();
    }
}
