package io.levee.ledger;

import io.levee.ledger.proof.Checkpoint;
import io.levee.ledger.proof.SignedNote;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/// The ledger as a file that is checked offline: of each log the lines in order, then its signed checkpoint
/// as a last line. Every line is a CloudEvent. Logs are sorted by origin, so that one ledger has one export.
///
/// Copies what is stored and judges nothing: a writer that refused to export what it finds wrong would hide
/// it from the verifier.
public final class Export {
    /// The type of the line that ends a log.
    public static final String CHECKPOINT_TYPE = "io.levee.ledger.checkpoint.v1";

    private Export() {}

    /// One log.
    ///
    /// @param lines      at least as many as the checkpoint covers; what was appended since is left out
    /// @param checkpoint signed by the log; cosignatures are exported too, and whoever verifies needs all
    ///                   their keys
    public record Log(Iterator<byte[]> lines, SignedNote checkpoint) {}

    /// Throws [UncheckedIOException] where `out` fails. Does not close it.
    public static void write(List<Log> logs, OutputStream out) {
        List<Log> sorted = logs.stream()
                .sorted(Comparator.comparing(
                        log -> log.checkpoint().checkpoint().origin()))
                .toList();
        try {
            for (Log log : sorted) {
                write(log, out);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the export", e);
        }
    }

    private static void write(Log log, OutputStream out) throws IOException {
        long size = log.checkpoint().checkpoint().size();
        for (long position = 0; position < size && log.lines().hasNext(); position++) {
            out.write(log.lines().next());
            out.write('\n');
        }
        out.write(checkpointLine(log.checkpoint()));
        out.write('\n');
    }

    /// The line that ends a log. Nothing in it but the note varies by itself, so that the note's signatures
    /// cover the whole line.
    static byte[] checkpointLine(SignedNote note) {
        Checkpoint checkpoint = note.checkpoint();
        String escaped = note.toString().replace("\n", "\\n"); // the only character of a note that JSON escapes
        return """
                {"data":{"note":"%s"},"datacontenttype":"application/json","id":"%s@%d","source":"urn:levee:%s",\
                "specversion":"1.0","subject":"checkpoint","type":"%s"}""".formatted(escaped, checkpoint.origin(), checkpoint.size(), checkpoint.origin(), CHECKPOINT_TYPE)
                .getBytes(StandardCharsets.UTF_8);
    }
}
