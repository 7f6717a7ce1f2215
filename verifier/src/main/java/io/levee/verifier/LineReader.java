package io.levee.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Cuts a stream into lines without copying them. After [#next], the line is `bytes` from `from` to `to`,
/// until the next call. Memory stays the same however long the stream is.
final class LineReader {
    /// Longer lines end the reading; the longest real one is a checkpoint with many signatures.
    static final int LINE_BYTES_MAX = 1 << 20;

    private final InputStream in;
    private int filled;
    private boolean ended;

    byte[] bytes = new byte[1 << 17];
    int from;
    int to;
    /// False where the stream ended without a line end.
    boolean terminated;

    LineReader(InputStream in) {
        this.in = in;
    }

    /// False at the end of the stream.
    boolean next() throws IOException {
        from = to + (terminated ? 1 : 0);
        int scanned = from;
        while (true) {
            for (int i = scanned; i < filled; i++) {
                if (bytes[i] == '\n') {
                    return found(i, true);
                }
            }
            if (ended || filled - from > LINE_BYTES_MAX) {
                return filled > from && found(filled, false);
            }
            scanned = filled - from;
            fill();
        }
    }

    private boolean found(int end, boolean withLineEnd) {
        to = end;
        terminated = withLineEnd;
        return true;
    }

    /// Moves the line that is begun to the front, and reads more behind it.
    private void fill() throws IOException {
        System.arraycopy(bytes, from, bytes, 0, filled - from);
        filled -= from;
        from = 0;
        to = 0;
        if (filled == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        int read = in.read(bytes, filled, bytes.length - filled);
        if (read < 0) {
            ended = true;
        } else {
            filled += read;
        }
    }

    int length() {
        return to - from;
    }

    byte[] copy() {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
