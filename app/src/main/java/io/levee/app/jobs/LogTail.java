package io.levee.app.jobs;

import io.levee.change.Secrets;
import io.levee.knowledge.diagnosis.LogFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The end of what an attempt printed, as people may see it: without secrets, and without what a terminal
/// would obey.
public final class LogTail {
    static final int BYTES_MAX = 512 * 1024;
    private static final int LINE_MAX = 4_096;

    private LogTail() {}

    /// Empty where nothing was printed.
    public static String of(List<LogFile> logs) {
        byte[] end = new byte[0];
        for (LogFile log : logs) {
            end = joined(end, log);
        }
        StringBuilder text = new StringBuilder();
        new String(end, StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> text.append(shown(line)).append('\n'));
        return text.toString();
    }

    private static byte[] joined(byte[] before, LogFile log) {
        byte[] all = new byte[2 * BYTES_MAX];
        int length = before.length;
        System.arraycopy(before, 0, all, 0, length);
        try (InputStream in = log.open()) {
            for (int read = in.read(all, length, all.length - length);
                    read >= 0;
                    read = in.read(all, length, all.length - length)) {
                length += read;
                if (length > BYTES_MAX) {
                    System.arraycopy(all, length - BYTES_MAX, all, 0, BYTES_MAX);
                    length = BYTES_MAX;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the log `%s` cannot be read".formatted(log.name()), e);
        }
        return Arrays.copyOf(all, length);
    }

    /// One line as people may see it.
    static String shown(String line) {
        String cut = line.length() <= LINE_MAX ? line : line.substring(0, LINE_MAX) + "…";
        StringBuilder safe = new StringBuilder(cut.length());
        Secrets.redacted(cut)
                .codePoints()
                .forEach(c -> safe.appendCodePoint(
                        c != '\t' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)
                                ? '\uFFFD'
                                : c));
        return safe.toString();
    }
}
