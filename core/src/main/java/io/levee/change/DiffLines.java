package io.levee.change;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The lines of a stream, one at a time, as bytes in a buffer that is used again.
final class DiffLines {
    /// Of one line; the rest of a longer one is skipped.
    static final int LINE_BYTES_MAX = 1024 * 1024;
    /// Of a diff; what comes after is not read.
    static final long BYTES_MAX = 256L * 1024 * 1024;
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER];
    private int filled;
    private int start;
    private int end;
    private int next;
    private int number;
    private long skipped;
    private long read;

    DiffLines(InputStream in) {
        this.in = in;
    }

    /// Goes to the next line; false at the end. Lines end at a line feed and nowhere else.
    boolean next() throws IOException {
        start = next;
        skipped = 0;
        int at = next;
        while (true) {
            while (at < filled) {
                if (buffer[at] == '\n') {
                    return found(at, at + 1);
                }
                at++;
            }
            if (at - start >= LINE_BYTES_MAX) {
                return skipRest(start + LINE_BYTES_MAX);
            }
            int moved = start;
            boolean more = fill();
            at -= moved;
            if (!more) {
                return filled > start && found(filled, filled);
            }
        }
    }

    private boolean found(int lineEnd, int nextLine) {
        end = lineEnd;
        next = nextLine;
        number++;
        return true;
    }

    private boolean skipRest(int keptEnd) throws IOException {
        int kept = keptEnd - start;
        byte[] line = Arrays.copyOfRange(buffer, start, keptEnd);
        int at = keptEnd;
        while (true) {
            while (at < filled && buffer[at] != '\n') {
                at++;
                skipped++;
            }
            if (at < filled) {
                break;
            }
            start = filled;
            at = 0;
            if (!fill()) {
                break;
            }
        }
        // the line goes before what was read after it
        byte[] both = new byte[Math.max(BUFFER, kept + filled - at)];
        System.arraycopy(line, 0, both, 0, kept);
        System.arraycopy(buffer, at, both, kept, filled - at);
        filled = kept + filled - at;
        buffer = both;
        start = 0;
        return found(kept, Math.min(filled, kept + 1));
    }

    private boolean fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= start;
        start = 0;
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        if (read >= BYTES_MAX) {
            return false;
        }
        int more = in.read(buffer, filled, (int) Math.min(buffer.length - filled, BYTES_MAX - read));
        if (more <= 0) {
            return false;
        }
        filled += more;
        read += more;
        return true;
    }

    /// Whether the stream goes on where this stopped.
    boolean tooLong() throws IOException {
        return read >= BYTES_MAX && in.read() >= 0;
    }

    /// From 1.
    int number() {
        return number;
    }

    int length() {
        return end - start;
    }

    /// Bytes of the line that are not kept.
    long skipped() {
        return skipped;
    }

    /// The byte at a place of the line, or -1 past its end.
    int at(int place) {
        return place < length() ? buffer[start + place] & 0xFF : -1;
    }

    boolean endsInCarriageReturn() {
        return length() > 0 && buffer[end - 1] == '\r';
    }

    boolean startsWith(String ascii) {
        if (length() < ascii.length()) {
            return false;
        }
        for (int place = 0; place < ascii.length(); place++) {
            if (buffer[start + place] != ascii.charAt(place)) {
                return false;
            }
        }
        return true;
    }

    boolean isBlank() {
        for (int place = start; place < end; place++) {
            if (buffer[place] > ' ' || buffer[place] < 0) {
                return false;
            }
        }
        return true;
    }

    /// From a place to the end, less some bytes at the end.
    String text(int from, int less) {
        return RawText.decode(buffer, start + from, end - less);
    }

    /// The line without a carriage return at its end, one character for each byte.
    String bytes() {
        int less = endsInCarriageReturn() ? 1 : 0;
        return new String(buffer, start, length() - less, StandardCharsets.ISO_8859_1);
    }

    /// Leaves out the first bytes of the line.
    void skip(int bytes) {
        start += Math.min(bytes, length());
    }
}
