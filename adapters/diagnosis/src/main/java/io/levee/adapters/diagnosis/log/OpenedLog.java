package io.levee.adapters.diagnosis.log;

import io.levee.knowledge.diagnosis.LogFile;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The bytes of a log as text of ASCII's family: unpacked where it is gzip, in UTF-8 where it is
/// UTF-16.
public final class OpenedLog {
    private static final int BUFFER = 1 << 16;

    /// Bytes that tell how a file is written.
    private static final int FIRST = 64;

    /// How often something may be packed.
    private static final int PACKED_MAX = 2;

    /// First bytes of what is packed in a way that is not read here, and its name.
    private static final Map<String, String> PACKINGS = packings();

    private OpenedLog() {}

    private static Map<String, String> packings() {
        Map<String, String> packings = new LinkedHashMap<>();
        packings.put("PK\u0003\u0004", "zip");
        packings.put("BZh", "bzip2");
        packings.put("\u00FD7zXZ", "xz");
        packings.put("(\u00B5/\u00FD", "zstd");
        packings.put("7z\u00BC\u00AF", "7z");
        packings.put("\u0004\"M\u0018", "lz4");
        return packings;
    }

    public static InputStream of(LogFile log) throws IOException {
        InputStream opened = log.open();
        try {
            InputStream bytes = opened;
            for (int i = 0; i < PACKED_MAX; i++) {
                bytes = unpacked(bytes);
            }
            return text(bytes);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /// How a log is packed that nobody here unpacks.
    public static Optional<String> packing(LogFile log) throws IOException {
        try (InputStream opened = log.open()) {
            String first = new String(opened.readNBytes(FIRST), StandardCharsets.ISO_8859_1);
            return PACKINGS.entrySet().stream()
                    .filter(it -> first.startsWith(it.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        byte[] first = first(in);
        InputStream bytes = new SequenceInputStream(new ByteArrayInputStream(first), in);
        boolean packed = first.length > 1 && first[0] == 0x1f && first[1] == (byte) 0x8b;
        return packed ? new GZIPInputStream(bytes, BUFFER) : bytes;
    }

    private static InputStream text(InputStream in) throws IOException {
        byte[] first = first(in);
        InputStream bytes = new SequenceInputStream(new ByteArrayInputStream(first), in);
        int mark = first.length < 2 ? 0 : ((first[0] & 0xFF) << 8) | (first[1] & 0xFF);
        if (mark == 0xFEFF || mark == 0xFFFE) {
            return new Recoded(bytes, StandardCharsets.UTF_16);
        }
        if (zeros(first, 1) > 0.8 && zeros(first, 0) == 0) {
            return new Recoded(bytes, StandardCharsets.UTF_16LE);
        }
        if (zeros(first, 0) > 0.8 && zeros(first, 1) == 0) {
            return new Recoded(bytes, StandardCharsets.UTF_16BE);
        }
        return bytes;
    }

    /// Which part of the bytes at even or at odd places is zero.
    private static double zeros(byte[] first, int parity) {
        int all = 0;
        int zero = 0;
        for (int i = parity; i < first.length; i += 2) {
            all++;
            zero += first[i] == 0 ? 1 : 0;
        }
        return all == 0 ? 0 : (double) zero / all;
    }

    private static byte[] first(InputStream in) throws IOException {
        byte[] first = new byte[FIRST];
        int length = 0;
        try {
            for (int count = 0; count >= 0 && length < FIRST; length += Math.max(0, count)) {
                count = in.read(first, length, FIRST - length);
            }
        } catch (EOFException | ZipException _) {
            // packed bytes that break off end the log
        }
        return Arrays.copyOf(first, length);
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
