package io.levee.adapters.flink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What the kernel says of a process in `/proc`
/// ([proc(5)](https://man7.org/linux/man-pages/man5/proc.5.html)). Whatever cannot be read is not so.
final class FlinkProcess {
    static final String MAIN = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

    private static final Path ROOT = Path.of("/proc");
    private static final String LISTENING = "0A";
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private FlinkProcess() {}

    static boolean isTaskManager(long pid) {
        return List.of(read(pid, "cmdline").split("\0", -1)).contains(MAIN);
    }

    static boolean listens(long pid, int port) {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            read(pid, table).lines().skip(1).forEach(line -> socketOn(line, port, sockets));
        }
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process(pid).resolve("fd"))) {
            for (Path descriptor : open) {
                if (sockets.contains(target(descriptor))) {
                    return true;
                }
            }
        } catch (IOException _) {
            return false;
        }
        return false;
    }

    /// Gone, or only waiting for its parent to read how it ended.
    static boolean isDead(long pid) {
        String stat = read(pid, "stat");
        if (stat.isEmpty()) {
            return !Files.exists(process(pid));
        }
        String[] rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        boolean ended = rest[0].equals("Z") || rest[0].equals("X");
        return ended && Long.parseLong(rest[17]) <= 1; // of its threads none runs on
    }

    /// `sl  local_address rem_address  st …  inode`, addresses as hexadecimal `IP:PORT`.
    private static void socketOn(String line, int port, Set<String> sockets) {
        String[] columns = BLANKS.split(line.strip(), -1);
        String end = ":%04X".formatted(port);
        if (columns.length > 9
                && columns[3].equals(LISTENING)
                && columns[1].toUpperCase(Locale.ROOT).endsWith(end)) {
            sockets.add("socket:[" + columns[9] + "]");
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            return "";
        }
    }

    private static String read(long pid, String file) {
        try {
            return new String(Files.readAllBytes(process(pid).resolve(file)), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }

    private static Path process(long pid) {
        return ROOT.resolve(Long.toString(pid));
    }
}
