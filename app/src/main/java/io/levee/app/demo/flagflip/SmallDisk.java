package io.levee.app.demo.flagflip;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A disk in memory that is full soon. It is mounted where only one program and what is started
/// [#inside] see it: in a mount namespace of its own, by root or, where the system lets users
/// have namespaces, by anybody. The program ends with its standard input, and the disk with its
/// last program, so a killed run leaves nothing that is mounted.
public final class SmallDisk implements AutoCloseable {
    private static final String HOLD = "mount -t tmpfs -o size=\"$2\",mode=700 tmpfs \"$1\" && echo ready && exec cat";

    private static final List<Way> WAYS = List.of(
            new Way(List.of("unshare", "-m"), List.of("-m")),
            new Way(List.of("unshare", "-r", "-m"), List.of("-U", "-m", "--preserve-credentials")));

    private final Path at;
    private final Process holder;
    private final List<String> enter;

    private SmallDisk(Path at, Process holder, List<String> enter) {
        this.at = at;
        this.holder = holder;
        this.enter = List.copyOf(enter);
    }

    /// One way to have a mount that nobody else sees.
    private record Way(List<String> make, List<String> enter) {}

    /// @param at where its programs see it; made where it is not there
    /// @throws LeveeException where no disk can be mounted here, with what the system said
    public static SmallDisk open(Path at, long bytes) {
        List<String> why = new ArrayList<>();
        for (Way way : WAYS) {
            try {
                Files.createDirectories(at);
                return open(way, at, bytes);
            } catch (IOException e) {
                why.add("by `%s`: %s".formatted(String.join(" ", way.make), e.getMessage()));
            }
        }
        throw new LeveeException(
                ErrorCode.CONFIGURATION_INVALID,
                "no small disk can be mounted here (%s): run as root, or let users have namespaces"
                        .formatted(String.join("; ", why)));
    }

    /// Why none can be had here.
    public static Optional<String> whyNot(Path folder) {
        try (SmallDisk _ = open(folder, 1024 * 1024)) {
            return Optional.empty();
        } catch (LeveeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static SmallDisk open(Way way, Path at, long bytes) throws IOException {
        List<String> command = new ArrayList<>(way.make);
        command.addAll(List.of("sh", "-c", HOLD, "sh", at.toString(), String.valueOf(bytes)));
        Process holder = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader said = holder.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        if (line == null || !line.equals("ready")) {
            holder.destroyForcibly();
            throw new IOException(line == null ? "it ended at once" : line);
        }
        List<String> enter = new ArrayList<>(List.of("nsenter", "-t", String.valueOf(holder.pid())));
        enter.addAll(way.enter);
        enter.add("--");
        return new SmallDisk(at, holder, enter);
    }

    /// Where programs inside see it.
    public Path at() {
        return at;
    }

    /// What a command is put behind to see it.
    public List<String> inside() {
        return enter;
    }

    public long size() {
        return asked(FileStore::getTotalSpace);
    }

    public long used() {
        return asked(store -> store.getTotalSpace() - store.getUnallocatedSpace());
    }

    private interface Question {
        long of(FileStore store) throws IOException;
    }

    /// As its program sees it.
    private long asked(Question question) {
        Path seen = Path.of("/proc", String.valueOf(holder.pid()), "root")
                .resolve(at.toAbsolutePath().toString().substring(1));
        try {
            return question.of(Files.getFileStore(seen));
        } catch (IOException e) {
            throw new IllegalStateException("the small disk at `%s` cannot be looked at".formatted(at), e);
        }
    }

    @Override
    public void close() {
        holder.destroyForcibly();
        holder.onExit().join();
    }
}
