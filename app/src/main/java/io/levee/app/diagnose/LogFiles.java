package io.levee.app.diagnose;

import io.levee.adapters.diagnosis.log.OpenedLog;
import io.levee.knowledge.diagnosis.LogFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The logs that a command names: files, the log files of folders, and `-` for standard input,
/// which is kept on disk while it is read, for a log is read more than once.
final class LogFiles implements Closeable {
    /// Logs at once; folders of clusters hold more than one run.
    static final int FILES_MAX = 500;

    /// Bytes of standard input.
    static final long INPUT_BYTES_MAX = 8L << 30;

    private static final int DEPTH_MAX = 3;
    private static final List<String> ENDINGS = List.of(".log", ".txt", ".out", ".err", ".gz", ".json", ".jsonl");
    private static final List<String> NAMES = List.of("stdout", "stderr", "syslog");

    private final List<LogFile> logs = new ArrayList<>();
    private final List<Path> kept = new ArrayList<>();

    private LogFiles() {}

    /// Throws [IllegalArgumentException] for what is no log that can be read.
    static LogFiles of(List<String> names, InputStream standardInput) throws IOException {
        LogFiles files = new LogFiles();
        try {
            for (String name : names) {
                files.add(name, standardInput);
            }
            if (files.logs.isEmpty()) {
                throw new IllegalArgumentException(
                        "there is no log in `%s`: name files, or a folder with files that end in %s"
                                .formatted(String.join("`, `", names), String.join(", ", ENDINGS)));
            }
            return files;
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    List<LogFile> list() {
        return logs;
    }

    private void add(String name, InputStream standardInput) throws IOException {
        if (name.equals("-")) {
            Path file = Files.createTempFile("levee-log", ".txt");
            kept.add(file);
            keep(standardInput, file);
            logs.add(log("-", file));
            return;
        }
        Path path = Path.of(name);
        if (Files.isDirectory(path)) {
            folder(path);
            return;
        }
        if (!Files.exists(path) || !Files.isReadable(path)) {
            throw new IllegalArgumentException(
                    "`%s` is no file that can be read: name a log, a folder of logs, or `-` for standard input"
                            .formatted(name));
        }
        logs.add(log(name, path));
    }

    private static void keep(InputStream in, Path file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = INPUT_BYTES_MAX;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int count = in.read(buffer); count >= 0 && left > 0; count = in.read(buffer)) {
                out.write(buffer, 0, Math.toIntExact(Math.min(count, left)));
                left -= count;
            }
        }
    }

    /// In the order of their names, for logs that roll over are numbered.
    private void folder(Path folder) throws IOException {
        try (Stream<Path> all = Files.find(folder, DEPTH_MAX, (path, kind) -> kind.isRegularFile() && isLog(path))) {
            List<Path> found = all.limit(FILES_MAX + 1L).sorted().toList();
            if (found.size() + logs.size() > FILES_MAX) {
                throw new IllegalArgumentException(
                        "`%s` holds more than %d logs: name those of one run".formatted(folder, FILES_MAX));
            }
            for (Path path : found) {
                logs.add(log(path.toString(), path));
            }
        }
    }

    private static boolean isLog(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith) || NAMES.contains(name) || name.contains(".log.");
    }

    private static LogFile log(String name, Path path) throws IOException {
        LogFile log = new LogFile(name, () -> Files.newInputStream(path));
        Optional<String> packing = OpenedLog.packing(log);
        if (packing.isPresent()) {
            throw new IllegalArgumentException(
                    "`%s` is packed with %s, which is not read: unpack it first, or pack it with gzip"
                            .formatted(name, packing.get()));
        }
        return log;
    }

    @Override
    public void close() throws IOException {
        for (Path file : kept) {
            Files.deleteIfExists(file);
        }
    }
}
