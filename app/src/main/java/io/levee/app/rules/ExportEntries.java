package io.levee.app.rules;

import io.levee.adapters.json.JacksonFactCodec;
import io.levee.cli.CommandFailure;
import io.levee.cli.Exit;
import io.levee.fault.LeveeException;
import io.levee.ledger.Entry;
import io.levee.ledger.Export;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/// The entries of an exported ledger by time: its logs merged, one entry of each in memory. Of two of
/// one time the origin decides, so that one file has one order. Says nothing about whether the file is genuine: `levee
/// ledger verify` does.
final class ExportEntries {
    private static final int LINE_BYTES_MAX = 1 << 20;
    private static final byte[] CHECKPOINT =
            ("\"type\":\"" + Export.CHECKPOINT_TYPE + "\"}").getBytes(StandardCharsets.UTF_8);

    private final Path file;
    private final JacksonFactCodec codec = new JacksonFactCodec();

    ExportEntries(Path file) {
        this.file = file;
    }

    void forEach(Consumer<Entry> each) {
        List<Log> logs = new ArrayList<>();
        try {
            PriorityQueue<Log> next = new PriorityQueue<>(
                    Comparator.comparing((Log log) -> log.head().time())
                            .thenComparing(log -> log.head().origin().toString()));
            for (long start : starts()) {
                Log log = new Log(start);
                logs.add(log);
                if (log.advance()) {
                    next.add(log);
                }
            }
            while (!next.isEmpty()) {
                Log log = next.remove();
                each.accept(log.head());
                if (log.advance()) {
                    next.add(log);
                }
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    Exit.USAGE, "cannot read `%s`: name a file of `levee ledger export`".formatted(file), e);
        } finally {
            logs.forEach(Log::close);
        }
    }

    /// Where each log begins: behind the checkpoint of the one before.
    private List<Long> starts() throws IOException {
        List<Long> starts = new ArrayList<>();
        long position = 0;
        boolean begins = true;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (byte[] line = line(in); line.length > 0; line = line(in)) {
                if (begins) {
                    starts.add(position);
                }
                begins = isCheckpoint(line);
                position += line.length + 1L;
            }
        }
        return starts;
    }

    private static boolean isCheckpoint(byte[] line) {
        int from = line.length - CHECKPOINT.length;
        return from >= 0 && Arrays.equals(line, from, line.length, CHECKPOINT, 0, CHECKPOINT.length);
    }

    /// Empty at the end.
    private byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
            if (line.size() > LINE_BYTES_MAX) {
                throw new CommandFailure(
                        Exit.USAGE,
                        "`%s` holds a line of more than 1 MiB: it is no export of a ledger".formatted(file));
            }
        }
        return line.toByteArray();
    }

    private final class Log {
        private final InputStream in;
        private Entry head;

        @SuppressWarnings("NullAway.Init") // advance() comes before head()
        Log(long start) throws IOException {
            in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
            in.skipNBytes(start);
        }

        Entry head() {
            return head;
        }

        boolean advance() throws IOException {
            byte[] line = line(in);
            if (line.length == 0 || isCheckpoint(line)) {
                return false;
            }
            try {
                head = codec.decode(line);
                return true;
            } catch (LeveeException e) {
                throw new CommandFailure(
                        Exit.USAGE,
                        "`%s` is no export that this Levee can read: `levee ledger verify %s` says where it is broken"
                                .formatted(file, file),
                        e);
            }
        }

        void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new CommandFailure(Exit.UNAVAILABLE, "cannot close `%s`".formatted(file), e);
            }
        }
    }
}
