package io.levee.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// What whoever listens on a port takes of the machine, from `/proc`: all processes that hold the listening socket,
/// which for nginx are its workers too. Nothing where there is no `/proc`.
final class ServerProcess {
    private static final double TICKS_PER_SECOND = 100;

    private final List<Path> processes;

    private ServerProcess(List<Path> processes) {
        this.processes = processes;
    }

    static ServerProcess of(int port) throws IOException {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (Files.isReadable(Path.of(table))) {
                collectListening(Path.of(table), port, sockets);
            }
        }
        if (sockets.isEmpty()) {
            return new ServerProcess(List.of());
        }
        try (var all = Files.list(Path.of("/proc"))) {
            return new ServerProcess(all.filter(
                            process -> process.getFileName().toString().chars().allMatch(Character::isDigit))
                    .filter(process -> holds(process, sockets))
                    .toList());
        }
    }

    /// Memory that is in use, in bytes (`VmRSS`); what several processes share counts for each.
    long residentBytes() {
        long kilobytes = 0;
        for (Path process : processes) {
            try (Stream<String> lines = Files.lines(process.resolve("status"))) {
                kilobytes += lines.filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum();
            } catch (IOException e) {
                return -1; // it ended
            }
        }
        return kilobytes * 1_024;
    }

    /// Processor time since they began.
    double cpuSeconds() {
        double ticks = 0;
        for (Path process : processes) {
            try {
                String stat = Files.readString(process.resolve("stat"));
                List<String> fields =
                        List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
                ticks += Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
            } catch (IOException e) {
                // The process ended: what it used is not known any more.
                return Double.NaN;
            }
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static void collectListening(Path table, int port, Set<String> sockets) throws IOException {
        String local = ":%04X".formatted(port).toUpperCase(Locale.ROOT);
        for (String line : Files.readAllLines(table)) {
            List<String> fields = List.of(line.trim().split("\\s+", -1));
            if (fields.size() > 9
                    && fields.get(1).endsWith(local)
                    && fields.get(3).equals("0A")) {
                sockets.add("socket:[" + fields.get(9) + "]");
            }
        }
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (sockets.contains(target(file))) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // ended, or somebody else's
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }
}
