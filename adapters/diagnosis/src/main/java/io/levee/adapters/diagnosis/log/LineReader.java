package io.levee.adapters.diagnosis.log;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/// One line after the other, as bytes in a buffer that the next line overwrites. Of a line longer
/// than [#LINE_BYTES_MAX] the rest is left out. Packed bytes that break off end the log.
/// Not thread-safe.
public final class LineReader implements Closeable {
    public static final int LINE_BYTES_MAX = 16 << 10;

    /// A packed log may be larger than any disk.
    static final long BYTES_MAX = 64L << 30;

    private static final int BUFFER = 1 << 18;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int limit;
    private long read;
    private boolean ended;
    private long number;
    private int from;
    private int to;

    public LineReader(InputStream in) {
        this.in = in;
    }

    /// False after the last line.
    public boolean next() throws IOException {
        int feed = feed(next);
        boolean cut = false;
        while (feed < 0 && !ended) {
            if (limit - next > LINE_BYTES_MAX) {
                cut = true;
                limit = next + LINE_BYTES_MAX;
            }
            move();
            int searched = limit;
            fill();
            feed = feed(searched);
        }
        if (feed < 0 && next == limit) {
            return false;
        }
        from = next;
        int end = feed < 0 ? limit : feed;
        next = feed < 0 ? limit : feed + 1;
        to = cut || end - from > LINE_BYTES_MAX ? from + Math.min(end - from, LINE_BYTES_MAX) : end;
        if (to > from && buffer[to - 1] == '\r') {
            to--;
        }
        number++;
        return true;
    }

    private int feed(int at) {
        for (int i = at; i < limit; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void move() {
        if (next > 0) {
            System.arraycopy(buffer, next, buffer, 0, limit - next);
            limit -= next;
            next = 0;
        }
    }

    private void fill() throws IOException {
        int count;
        try {
            count = read < BYTES_MAX ? in.read(buffer, limit, buffer.length - limit) : -1;
        } catch (EOFException | ZipException _) {
            count = -1;
        }
        if (count < 0) {
            ended = true;
            return;
        }
        limit += count;
        read += count;
    }

    /// Where the line stands in [#from] to [#to], until the next one is read.
    public byte[] bytes() {
        return buffer;
    }

    public int from() {
        return from;
    }

    /// Exclusive, without the line feed.
    public int to() {
        return to;
    }

    /// From 1.
    public long number() {
        return number;
    }

    /// Bytes so far.
    public long read() {
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
