package io.levee.adapters.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The messages of an answer, one after the other, whether it is JSON or an event stream; never more
/// than one of them in memory. Not thread-safe.
final class Frames {
    private final InputStream in;
    private final boolean events;
    private final byte[] buffer = new byte[8 * 1024];
    private int at;
    private int end;
    private boolean over;
    private boolean afterReturn;

    /// @param events whether it is an event stream, else it is one JSON text
    Frames(InputStream in, boolean events) {
        this.in = in;
        this.events = events;
    }

    /// The next message; empty at the end. A [McpRefusal.Rejection] where it is none, or too large.
    Optional<JsonNode> next() throws IOException {
        if (!events) {
            if (over) {
                return Optional.empty();
            }
            over = true;
            byte[] all = in.readNBytes(Wire.MESSAGE_BYTES_MAX + 1);
            if (all.length > Wire.MESSAGE_BYTES_MAX) {
                throw McpRefusal.UPSTREAM_MALFORMED.because("too large");
            }
            return all.length == 0 ? Optional.empty() : Optional.of(Wire.read(all));
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (line(line, data.size())) {
            byte[] text = line.toByteArray();
            if (text.length == 0) {
                if (data.size() > 0) {
                    return Optional.of(Wire.read(data.toByteArray()));
                }
                continue;
            }
            int value = dataOf(text);
            if (value >= 0) {
                if (data.size() > 0) {
                    data.write('\n');
                }
                data.write(text, value, text.length - value);
            }
        }
        return Optional.empty(); // an event without its empty line is none
    }

    /// Where the value of a `data` line begins; -1 for every other line.
    private static int dataOf(byte[] line) {
        String start = "data:";
        if (line.length < start.length()) {
            return -1;
        }
        for (int i = 0; i < start.length(); i++) {
            if (line[i] != start.charAt(i)) {
                return -1;
            }
        }
        return line.length > start.length() && line[start.length()] == ' ' ? start.length() + 1 : start.length();
    }

    /// Reads up to the end of a line, whichever of the three it is; false at the end of the stream.
    private boolean line(ByteArrayOutputStream line, int before) throws IOException {
        line.reset();
        while (true) {
            int c = read();
            if (c < 0) {
                return false;
            }
            if (c == '\n' && afterReturn) {
                afterReturn = false;
                continue;
            }
            afterReturn = c == '\r';
            if (c == '\n' || c == '\r') {
                return true;
            }
            line.write(c);
            if (before + line.size() > Wire.MESSAGE_BYTES_MAX) {
                throw McpRefusal.UPSTREAM_MALFORMED.because("too large");
            }
        }
    }

    private int read() throws IOException {
        if (at == end) {
            end = Math.max(0, in.read(buffer));
            at = 0;
            if (end == 0) {
                return -1;
            }
        }
        return buffer[at++] & 0xff;
    }
}
