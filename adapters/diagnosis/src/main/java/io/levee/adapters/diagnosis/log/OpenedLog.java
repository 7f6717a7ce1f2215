package io.levee.adapters.diagnosis.log;

import io.levee.knowledge.diagnosis.LogFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/// The bytes of a log as text of ASCII's family: unpacked where it is gzip, in UTF-8 where it is
/// UTF-16 with a mark.
public final class OpenedLog {
    private static final int BUFFER = 1 << 16;

    private OpenedLog() {}

    public static InputStream of(LogFile log) throws IOException {
        InputStream opened = log.open();
        try {
            return text(unpacked(opened));
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        PushbackInputStream bytes = new PushbackInputStream(in, 2);
        byte[] first = peek(bytes);
        boolean packed = first.length == 2 && first[0] == 0x1f && first[1] == (byte) 0x8b;
        return packed ? new GZIPInputStream(bytes, BUFFER) : bytes;
    }

    private static InputStream text(InputStream in) throws IOException {
        PushbackInputStream bytes = new PushbackInputStream(in, 2);
        byte[] first = peek(bytes);
        int mark = first.length < 2 ? 0 : ((first[0] & 0xFF) << 8) | (first[1] & 0xFF);
        return mark == 0xFEFF || mark == 0xFFFE ? new Recoded(bytes, StandardCharsets.UTF_16) : bytes;
    }

    private static byte[] peek(PushbackInputStream in) throws IOException {
        byte[] first = in.readNBytes(2);
        in.unread(first);
        return first;
    }

    /// The same text in UTF-8.
    private static final class Recoded extends InputStream {
        private final BufferedReader from;
        private final char[] characters = new char[BUFFER / 4];
        private byte[] ready = new byte[0];
        private int at;

        Recoded(InputStream in, Charset charset) {
            from = new BufferedReader(new InputStreamReader(in, charset));
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (at == ready.length) {
                int count = from.read(characters);
                if (count < 0) {
                    return -1;
                }
                ready = new String(characters, 0, count).getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
            int count = Math.min(length, ready.length - at);
            System.arraycopy(ready, at, to, offset, count);
            at += count;
            return count;
        }

        @Override
        public void close() throws IOException {
            from.close();
        }
    }
}
