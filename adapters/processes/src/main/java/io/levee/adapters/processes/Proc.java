package io.levee.adapters.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What the kernel says of processes in `/proc`. Whoever ends while being read is not there.
final class Proc {
    private static final Path ROOT = Path.of("/proc");

    /// On every processor that a JDK for servers is built for; larger pages make a cap stricter by what is left out.
    private static final long PAGE_BYTES = 4096;

    private Proc() {}

    /// @param threads how many run in it
    /// @param startTicks when it started, in ticks since the boot
    record Stat(long pid, char state, long parent, long threads, long startTicks) {
        /// Ended, and only waiting for its parent to read how. A program whose first thread has
        /// ended looks the same but for the threads that run on.
        boolean dead() {
            return (state == 'Z' || state == 'X') && threads <= 1;
        }
    }

    /// @throws UncheckedIOException where a process that is there cannot be read: it must not count
    ///     as gone
    static Optional<Stat> stat(long pid) {
        try {
            byte[] bytes = Files.readAllBytes(process(pid).resolve("stat"));
            return Optional.of(parse(pid, new String(bytes, StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            if (Files.exists(process(pid))) {
                throw new UncheckedIOException(e);
            }
            return Optional.empty();
        }
    }

    /// The name in brackets is the program's to choose, and may hold blanks and brackets.
    static Stat parse(long pid, String line) {
        String[] rest = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return new Stat(
                pid, rest[0].charAt(0), Long.parseLong(rest[1]), Long.parseLong(rest[17]), Long.parseLong(rest[19]));
    }

    static long threads(long pid) {
        return stat(pid).map(Stat::threads).orElse(0L);
    }

    /// What a process holds of memory and shares with nobody, about; 0 where it ended.
    static long ownBytes(long pid) {
        try {
            String[] pages =
                    Files.readString(process(pid).resolve("statm")).strip().split(" ", -1);
            return (Long.parseLong(pages[1]) - Long.parseLong(pages[2])) * PAGE_BYTES;
        } catch (IOException e) {
            return 0;
        }
    }

    static List<Stat> all() throws IOException {
        List<Stat> all = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(ROOT, "[1-9]*")) {
            for (Path process : processes) {
                stat(Long.parseLong(process.getFileName().toString())).ifPresent(all::add);
            }
        }
        return all;
    }

    /// The number of a process's pid namespace; empty where it ended or hides it.
    static OptionalLong namespace(long pid) {
        try {
            String link = Files.readSymbolicLink(process(pid).resolve("ns/pid")).toString();
            return OptionalLong.of(Long.parseLong(link.substring(link.indexOf('[') + 1, link.length() - 1)));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    static String boot() throws IOException {
        return Files.readString(ROOT.resolve("sys/kernel/random/boot_id")).strip();
    }

    private static Path process(long pid) {
        return ROOT.resolve(Long.toString(pid));
    }
}
