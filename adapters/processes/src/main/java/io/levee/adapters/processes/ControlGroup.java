package io.levee.adapters.processes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// One control group and those below it: a process with the right to may make groups of its own
/// inside.
record ControlGroup(CgroupMount mount, Path directory) {
    private static final String MEMBERS = "cgroup.procs";
    private static final int GROUPS_MAX = 10_000;
    private static final int MEMBERS_BYTES_MAX = 4_000_000;

    /// @throws IOException where a record names something that is not a group of ours
    static ControlGroup of(CgroupMount mount, Place place) throws IOException {
        if (place instanceof Place.Group(Path directory)) {
            boolean ours = directory.startsWith(mount.point()) && !mount.own().startsWith(directory);
            if (ours || Files.notExists(directory)) {
                return new ControlGroup(mount, directory);
            }
        }
        throw new IOException("`%s` is no control group of ours".formatted(place));
    }

    void create() throws IOException {
        Files.createDirectory(directory);
    }

    boolean exists() {
        return Files.exists(directory);
    }

    void join(long pid) throws IOException {
        write(directory.resolve(MEMBERS), Long.toString(pid));
        if (!pids().contains(pid)) {
            throw new IOException("process %d is not in `%s`".formatted(pid, directory));
        }
    }

    /// INVARIANT: Levee is in no tree when it ends it. An agent that may move processes could have
    /// put it there.
    void leave() throws IOException {
        long self = ProcessHandle.current().pid();
        if (pids().contains(self)) {
            write(mount.own().resolve(MEMBERS), Long.toString(self));
        }
    }

    /// The kernel lists who runs: nobody dead, and also a program whose first thread has ended.
    Set<Long> pids() throws IOException {
        Set<Long> pids = new TreeSet<>();
        for (Path group : groups()) {
            for (String line : read(group.resolve(MEMBERS)).split("\n", -1)) {
                if (!line.isEmpty()) {
                    pids.add(Long.parseLong(line));
                }
            }
        }
        return pids;
    }

    /// This group first, what is below a group after it.
    List<Path> groups() throws IOException {
        List<Path> groups = new ArrayList<>();
        if (exists()) {
            groups.add(directory);
        }
        for (int next = 0; next < groups.size(); next++) {
            try (DirectoryStream<Path> below = Files.newDirectoryStream(groups.get(next), Files::isDirectory)) {
                below.forEach(groups::add);
            } catch (NoSuchFileException | NotDirectoryException e) { // it ended meanwhile
            }
            if (groups.size() > GROUPS_MAX) {
                throw new IOException("more than %d groups below `%s`".formatted(GROUPS_MAX, directory));
            }
        }
        return groups;
    }

    boolean remove() throws IOException {
        for (Path group : groups().reversed()) {
            try {
                Files.deleteIfExists(group);
            } catch (IOException e) { // busy: somebody died a moment ago
                return false;
            }
        }
        return true;
    }

    /// Without creating anything: a group that is gone needs no words.
    static void write(Path file, String word) throws IOException {
        try (var out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
            out.write(word.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /// Empty where the file is gone with its group, or a group has threads only: those are listed
    /// above it.
    ///
    /// @throws IOException where it cannot be read for another reason: that says nothing about who
    ///     is there
    static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MEMBERS_BYTES_MAX), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            if (Files.notExists(file) || String.valueOf(e.getMessage()).contains("not supported")) {
                return "";
            }
            throw e;
        }
    }
}
